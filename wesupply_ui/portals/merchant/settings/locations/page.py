"""Draws the list of locations."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.locations.state import ARCHIVED
from wesupply_ui.portals.merchant.settings.locations.state import LocationsState as S
from wesupply_ui.portals.merchant.settings.waiting import waiting

NEW = "/app/settings/locations/new"


def locations() -> rx.Component:
    """The whole screen."""
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"}),
        rx.cond(S.loaded, rx.cond(S.has_any, _listed(), _nothing()), waiting(kit.table_skeleton(4, 4))),
        name="locations",
        actions=(rx.cond(_may(), kit.link_button(t("Add a location"), NEW, look="primary", sign="plus"), rx.fragment()),),
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("locations.write")


def _listed() -> rx.Component:
    chips = rx.foreach(
        S.kinds,
        lambda each: rx.el.button(
            each.words, type="button", class_name="chip", aria_pressed=rx.cond(S.kind == each.value, "true", "false"),
            on_click=S.narrow(each.value),
        ),
    )  # fmt: skip
    search = kit.search_field(label=t("Search locations"), placeholder=t("Name, city or id"), value=S.typed, on_search=S.search)
    none = kit.card(kit.empty_state(t("No location fits"), t("Try fewer words or another kind."), sign="search"))
    columns = (
        kit.Column(t("Name")),
        kit.Column(t("Place"), phone=False),
        kit.Column(t("Services"), phone=False),
        kit.Column(t("Now"), align="end"),
    )
    table = kit.table(
        columns,
        S.rows,
        lambda row: (_name(row), row.place, row.services, _now(row)),
        label=t("Locations"),
        href=lambda row: row.href,
        row_props=lambda row: {"data_testid": "location-" + row.name},
    )
    return rx.fragment(kit.toolbar(search, rx.el.div(chips, class_name="actions")), rx.cond(S.rows, table, none))


def _name(row: Any) -> rx.Component:
    return rx.fragment(row.name, rx.el.span(row.kind, class_name="block text-small text-faint font-normal"))


def _now(row: Any) -> rx.Component:
    restore = kit.button(t("Restore"), size="small", aria_label=t("Restore {name}", name=row.name), on_click=S.restore(row.id))
    return rx.cond((S.kind == ARCHIVED) & _may(), restore, kit.badge(row.standing, row.tone))


def _nothing() -> rx.Component:
    return kit.card(
        kit.empty_state(
            t("No locations yet"),
            t("A location is a store, a warehouse, a return centre or a vendor. Orders can be picked up there or leave from there."),
            rx.cond(_may(), kit.link_button(t("Add the first one"), NEW, look="primary"), rx.fragment()),
            sign="store",
        )
    )
