"""Draws the label providers, the form of preferences, and the places that returns go to."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.labels.state import LabelSettingsState as S
from wesupply_ui.portals.merchant.settings.waiting import waiting


def label_settings() -> rx.Component:
    """The whole screen."""
    shown = rx.el.div(
        rx.el.ul(rx.foreach(S.cards, _card), class_name="place-list", role="list", aria_label=t("Label providers")),
        _likes(),
        _places(),
        class_name="flex flex-col gap-4",
    )
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"}),
        rx.cond(S.loaded, shown, waiting(kit.card(kit.skeleton(lines=6)))),
        rx.cond(_may(), _connecting(), rx.fragment()),
        name="labels",
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("carriers.write")


def _card(card: Any) -> rx.Component:
    head = rx.el.div(
        rx.el.h2(card.name, class_name="card-title"),
        kit.badge(card.whose_words, card.whose_tone),
        rx.cond(card.is_chosen, kit.badge(t("Used for new labels"), "moving"), rx.fragment()),
        class_name="actions",
    )
    checked = rx.el.p(
        kit.badge(card.check_words, card.check_tone),
        rx.cond(card.check_when, rx.el.span(" ", t("tested"), " ", card.check_when, class_name="text-small text-faint"), rx.fragment()),
        aria_live="polite",
    )
    return rx.el.li(
        head,
        rx.cond(card.set_words, rx.el.p(card.set_words, class_name="text-soft"), rx.fragment()),
        rx.cond(card.whose == "none", rx.el.p(t("No labels are bought here."), class_name="text-soft"), checked),
        rx.cond(_may(), _actions(card), rx.fragment()),
        class_name="card flex flex-col gap-2",
        key=card.provider,
        data_testid="provider-" + card.provider,
    )


def _actions(card: Any) -> rx.Component:
    busy = S.testing == card.provider
    test = kit.button(
        rx.cond(busy, t("Asking the provider …"), t("Test now")),
        size="small",
        busy=busy,
        on_click=S.test(card.provider),
        aria_label=t("Test {name} now", name=card.name),
    )
    take = kit.button(
        rx.cond(card.is_own, t("Replace the key"), t("Use an own account")),
        size="small",
        on_click=S.begin(card.provider),
        aria_label=rx.cond(card.is_own, t("Replace the key of {name}", name=card.name), t("Use an own account at {name}", name=card.name)),
    )
    use = kit.button(t("Buy new labels here"), size="small", look="plain", on_click=S.use(card.provider))
    return rx.el.div(
        rx.cond(card.whose != "none", test, rx.fragment()),
        take,
        rx.cond(card.is_own & ~card.is_chosen, use, rx.fragment()),
        rx.cond(card.is_own, _disconnect(card), rx.fragment()),
        class_name="actions pt-2",
    )


def _disconnect(card: Any) -> rx.Component:
    return kit.dialog_with_trigger(
        kit.button(t("Disconnect"), size="small", look="danger", aria_label=t("Disconnect {name}", name=card.name)),
        title=t("Disconnect {name}?", name=card.name),
        about=t("The key is deleted. Labels that were bought with it can't be given back from here any more."),
        foot=(
            kit.closing(kit.button(t("Keep it"), look="plain")),
            kit.closing(kit.button(t("Disconnect"), look="danger", on_click=S.take_away(card.provider))),
        ),
    )


def _connecting() -> rx.Component:
    form = rx.el.form(
        kit.text_field(
            t("API key"), "api_key", kind="password", error=S.errors["api_key"], required=True, max_length=500, auto_complete="off",
            spell_check=False, hint=t("A test key buys test labels, which cost nothing and carry nothing."),
        ),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")), kit.button(t("Keep and test"), look="primary", type="submit"),
            class_name="floating-foot",
        ),
        on_submit=S.save,
        no_validate=True,
        class_name="flex flex-col gap-4",
        key=S.chosen,
        custom_attrs={"autoComplete": "off"},
    )  # fmt: skip
    return kit.dialog(
        form,
        title=t("Your account at {name}", name=S.chosen_name),
        about=t("Kept encrypted. Nobody can read it here again, you neither; to change it, give it whole."),
        open=S.is_connecting,
        on_open_change=S.close,
    )


def _likes() -> rx.Component:
    def figure(label: Any, name: str, hint: Any = "") -> rx.Component:
        return kit.text_field(
            label, name, default_value=getattr(S.likes, name), error=S.errors[name], input_mode="numeric", hint=hint, required=True
        )

    return kit.section(
        t("How labels are to be"),
        figure(t("Length of the usual parcel, in mm"), "length_mm"),
        figure(t("Width, in mm"), "width_mm"),
        figure(t("Height, in mm"), "height_mm"),
        figure(t("Weight of the packaging, in grams"), "packaging_grams"),
        figure(t("Weight of an item, in grams"), "item_grams", t("For items whose weight your orders don't tell.")),
        kit.select_field(
            t("Printed first"), "form", (("pdf", t("PDF")), ("zpl", t("ZPL for label printers"))), default_value=S.likes.form,
            error=S.errors["form"],
        ),
        kit.text_field(
            t("Only these carriers"), "carriers", default_value=S.likes.carriers, error=S.errors["carriers"],
            hint=t("Such as: usps, ups. Blank: the cheapest of all."),
        ),
        kit.text_field(
            t("Only these services"), "services", default_value=S.likes.services, error=S.errors["services"],
            hint=t("As the provider calls them, with commas between. Blank: any."),
        ),
        name="likes",
        on_submit=S.save_likes,
        may=_may(),
        paired=True,
        key=S.likes_key.to_string(),
    )  # fmt: skip


def _places() -> rx.Component:
    def row(place: Any) -> rx.Component:
        return rx.el.li(
            rx.el.div(kit.link(place.name, place.href), rx.el.span(" ", place.city, class_name="text-faint"), class_name="flex-1 min-w-0"),
            kit.badge(place.words, place.tone),
            class_name="place-row",
            key=place.href,
        )

    none = rx.el.p(t("There is no warehouse or return centre yet. Labels need somewhere to go."), class_name="text-soft")
    rows = rx.el.ul(rx.foreach(S.places, row), class_name="place-list", role="list")
    add = rx.el.div(kit.link(t("Open the locations"), "/app/settings/locations"), class_name="pt-2")
    return kit.card(rx.cond(S.places.length() > 0, rows, none), add, title=t("Where returns go"))
