"""Draws the carriers' cards, and the dialogs that take an account, its limits, and show the address for pushes."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.carriers.dialogs import connecting, limiting, webhook
from wesupply_ui.portals.merchant.settings.carriers.state import CarriersState as S
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.waiting import waiting


def carriers() -> rx.Component:
    """The whole screen."""
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"}),
        rx.cond(
            S.loaded,
            rx.el.ul(rx.foreach(S.cards, _card), class_name="place-list", role="list", aria_label=t("Carriers")),
            waiting(kit.card(kit.skeleton(lines=6))),
        ),
        rx.cond(_may(), rx.fragment(connecting(), limiting(), webhook()), rx.fragment()),
        name="carriers",
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("carriers.write")


def _card(card: Any) -> rx.Component:
    head = rx.el.div(
        rx.el.h2(card.name, class_name="card-title"),
        kit.badge(card.whose_words, card.whose_tone),
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
        rx.cond(card.whose == "none", rx.el.p(t("Parcels of this carrier are not asked for."), class_name="text-soft"), checked),
        rx.el.p(card.load, class_name=rx.cond(card.is_behind, "text-attention", "text-soft")),
        rx.cond(card.limits, rx.el.p(card.limits, class_name="text-soft"), rx.fragment()),
        _troubles(card),
        rx.cond(_may(), _actions(card), rx.fragment()),
        class_name="card flex flex-col gap-2",
        key=card.code,
        data_testid="carrier-" + card.code,
    )


def _troubles(card: Any) -> rx.Component:
    def row(each: Any) -> rx.Component:
        return rx.el.li(each.words, rx.el.span(" · ", each.when, class_name="text-faint"), key=each.words)

    rows = rx.el.ul(rx.foreach(card.troubles, row), role="list", class_name="pt-2 text-soft")
    listed = rx.el.details(rx.el.summary(t("What went wrong last"), class_name="text-link"), rows)
    return rx.cond(card.troubles, listed, rx.fragment())


def _actions(card: Any) -> rx.Component:
    busy = S.testing == card.code
    return rx.el.div(
        rx.cond(
            card.can_check,
            kit.button(
                rx.cond(busy, t("Asking the carrier …"), t("Test now")),
                size="small",
                busy=busy,
                on_click=S.test(card.code),
                aria_label=t("Test {name} now", name=card.name),
            ),
            rx.fragment(),
        ),
        kit.button(
            rx.cond(card.is_own, t("Replace the account"), t("Use an own account")),
            size="small",
            on_click=S.begin(card.code),
            custom_attrs={"data-carrier": card.code},
        ),
        rx.cond(card.is_own, _limits(card), rx.fragment()),
        rx.cond(
            card.has_webhook,
            kit.button(t("Address for pushes"), size="small", look="plain", on_click=S.show_webhook(card.code)),
            rx.fragment(),
        ),
        rx.cond(card.is_own, _disconnect(card), rx.fragment()),
        class_name="actions pt-2",
    )


def _limits(card: Any) -> rx.Component:
    return kit.button(
        t("Limits"), size="small", look="plain", on_click=S.begin_limits(card.code), aria_label=t("Limits of {name}", name=card.name)
    )


def _disconnect(card: Any) -> rx.Component:
    return kit.dialog_with_trigger(
        kit.button(t("Disconnect"), size="small", look="danger", aria_label=t("Disconnect {name}", name=card.name)),
        title=t("Disconnect {name}?", name=card.name),
        about=t("The secrets are deleted. Parcels are then asked for with our account, or not at all where we have none."),
        foot=(
            kit.closing(kit.button(t("Keep it"), look="plain")),
            kit.closing(kit.button(t("Disconnect"), look="danger", on_click=S.take_away(card.code))),
        ),
    )
