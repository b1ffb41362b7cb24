"""Draws one location: what and where it is; when it is open; what it offers."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.location.opening import exceptions_card, holidays_card, week_card
from wesupply_ui.portals.merchant.settings.location.state import LIST
from wesupply_ui.portals.merchant.settings.location.state import LocationState as S
from wesupply_ui.portals.merchant.settings.waiting import waiting

KINDS = (
    ("store", t("Store")),
    ("warehouse", t("Warehouse")),
    ("return_centre", t("Return centre")),
    ("vendor", t("Vendor")),
    ("recycling", t("Recycling point")),
)


def location() -> rx.Component:
    """The whole screen."""
    made = rx.fragment(week_card(_may()), holidays_card(_may()), exceptions_card(_may()), _offer(), _end())
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"}),
        rx.el.nav(kit.link(t("All locations"), LIST), class_name="crumbs", aria_label=t("Back")),
        rx.cond(
            S.loaded,
            # Another location is another form: what a choice shows is set when it is drawn, and never after.
            rx.el.div(_head(), _where(), rx.cond(S.is_new, rx.fragment(), made), key=S.form.id, class_name="contents"),
            rx.cond(S.lost, _lost(), waiting(kit.card(kit.skeleton(lines=6)))),
        ),
        name="locations",
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("locations.write")


def _head() -> rx.Component:
    words = rx.cond(S.is_new, t("A new location"), S.form.name)
    name = rx.el.h2(words, class_name="text-lead font-semibold min-w-0 break-words", dir="auto")
    signs = rx.cond(S.is_new, rx.fragment(), kit.badge(S.standing, S.tone))
    archived = rx.cond(S.form.is_archived, kit.badge(t("Archived"), "quiet"), rx.fragment())
    return rx.el.div(name, signs, archived, class_name="actions", data_testid="location-head")


def _lost() -> rx.Component:
    words = t("It may have another address, or be another shop's.")
    return kit.card(kit.empty_state(t("There is no such location"), words, sign="map_pin_off"))


def _where() -> rx.Component:
    identity = kit.text_field(
        t("Id"),
        "external_id",
        hint=t("How your shop names it in orders and over the API. Left blank, we make one."),
        error=S.errors["external_id"],
        max_length=100,
    )
    told = rx.el.p(t("Id in orders and over the API: {id}", id=S.form.external_id), class_name="text-soft is-whole break-all")
    return kit.section(
        t("What and where"),
        kit.text_field(t("Name"), "name", default_value=S.form.name, error=S.errors["name"], required=True, max_length=200),
        kit.select_field(t("Kind"), "kind", KINDS, default_value=S.form.kind, error=S.errors["kind"], required=True),
        rx.cond(S.is_new, identity, told),
        _select(t("Country"), "country", S.countries, S.form.country, S.errors["address.country"], on_change=S.choose_country),
        rx.foreach(S.parts, lambda part: rx.el.div(_part(part), key=part.name)),
        _select(t("Time zone"), "time_zone", S.zones, S.form.time_zone, S.errors["time_zone"], hint=S.zone_hint),
        kit.text_field(t("Contact"), "contact", default_value=S.form.contact, error=S.errors["contact"], hint=t("Who to ask for.")),
        kit.text_field(t("Phone"), "phone", kind="tel", default_value=S.form.phone, error=S.errors["phone"]),
        kit.text_field(t("E-mail"), "email", kind="email", default_value=S.form.email, error=S.errors["email"]),
        name="where",
        on_submit=S.save_where,
        may=_may(),
        paired=True,
        save=rx.cond(S.is_new, t("Add the location"), t("Save")),
    )


def _select(label: Any, name: str, options: Any, chosen: Any, error: Any, *, hint: Any = "", **props: Any) -> rx.Component:
    return kit.select_field(label, name, options, default_value=chosen, error=error, hint=hint, required=True, **props)


def _part(part: Any) -> rx.Component:
    optional = rx.cond(part.is_required, "", t(" (optional)"))
    choice = rx.el.select(
        rx.foreach(part.options, lambda each: rx.el.option(each.words, value=each.value)),
        default_value=part.value,
        on_change=lambda region: S.suggest_zone("", region),
        **_control(part),
    )
    typed = rx.el.input(default_value=part.value, max_length=300, **_control(part))
    return rx.el.div(
        rx.el.label(part.label, rx.el.span(optional, class_name="font-normal text-faint"), html_for=part.name),
        rx.cond(part.options, rx.el.div(choice, kit.icon("chevron_down"), class_name="select"), typed),
        rx.el.p(part.hint, id=f"{part.name}-hint", class_name="hint"),
        rx.el.div(
            rx.cond(S.errors[part.name], rx.el.span(kit.icon("circle_alert"), S.errors[part.name], class_name="error"), rx.fragment()),
            id=f"{part.name}-error",
            role="alert",
        ),
        class_name="field",
    )


def _control(part: Any) -> dict[str, Any]:
    return {
        "id": part.name,
        "name": part.name,
        "class_name": "control",
        "dir": "auto",
        "aria_invalid": rx.cond(S.errors[part.name], "true", "false"),
        "aria_describedby": f"{part.name}-hint {part.name}-error",
    }


def _offer() -> rx.Component:
    def tick(name: str, words: Any) -> rx.Component:
        return kit.checkbox(words, name=f"service.{name}", default_checked=S.form.services.contains(name))

    return kit.section(
        t("What it offers"),
        rx.el.fieldset(
            rx.el.legend(t("Services"), class_name="legend"),
            tick("pickup", t("Shoppers pick orders up here")),
            tick("curbside", t("Orders are brought to the car")),
            tick("returns", t("Shoppers bring returns here")),
            tick("ship_from", t("Orders are shipped from here")),
            class_name="is-whole",
        ),
        kit.text_field(
            t("Latitude"), "latitude", default_value=S.form.latitude, error=S.errors["latitude"], input_mode="decimal", hint="30.2672"
        ),
        kit.text_field(
            t("Longitude"), "longitude", default_value=S.form.longitude, error=S.errors["longitude"], input_mode="decimal", hint="-97.7431"
        ),
        about=t("Coordinates put it on the map and say which store is near."),
        name="offer",
        on_submit=S.save_offer,
        may=_may(),
        paired=True,
    )


def _end() -> rx.Component:
    archive = kit.button(t("Archive this location"), look="danger", on_click=S.archive(False))
    restore = kit.button(t("Take it back into use"), on_click=S.archive(True))
    words = rx.el.p(t("Archived locations are offered nowhere; orders that name them keep them."), class_name="text-soft is-told")
    return rx.cond(_may(), kit.card(rx.el.div(words, rx.cond(S.form.is_archived, restore, archive), class_name="actions")), rx.fragment())
