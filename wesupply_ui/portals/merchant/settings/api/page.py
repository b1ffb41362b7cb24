"""Draws the page of API clients: the list, and the dialogs that make, change, renew and revoke one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.api.rows import ClientRow
from wesupply_ui.portals.merchant.settings.api.sheets import sheets
from wesupply_ui.portals.merchant.settings.api.state import ApiClientsState as S
from wesupply_ui.portals.merchant.settings.frame import settings_frame


def api_clients() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("api.manage")
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/security.css", custom_attrs={"precedence": "default"}),
        rx.cond(
            may,
            rx.fragment(rx.cond(S.loaded, _all(), kit.card(kit.skeleton(6, height=24))), sheets()),
            not_allowed(t("Your role does not let you manage API clients")),
        ),
        name="api",
        actions=(rx.cond(S.loaded & may, _new("primary"), rx.fragment()),),
    )


def _new(look: Any) -> rx.Component:
    return kit.button(t("New client"), look=look, sign="plus", on_click=S.open("new", ""))


def _all() -> rx.Component:
    about = t("A shop or a warehouse program sends orders and reads parcels with credentials of its own. Make a client for each program.")
    none = kit.card(kit.empty_state(t("No API client yet"), about, _new("default"), sign="plug"))
    some = rx.el.ul(rx.foreach(S.rows, _client), class_name="card clients", role="list", aria_label=t("API clients"))
    docs = rx.el.p(
        t("What programs can ask for, and how, is in the"),
        " ",
        rx.el.a(t("API reference"), href="/api/docs", target="_blank", rel="noopener", class_name="text-link"),
        ".",
        class_name="text-soft",
    )
    former = kit.card(rx.el.ul(rx.foreach(S.former, _former), class_name="flex flex-col gap-2", role="list"), title=t("Revoked"))
    return rx.fragment(
        rx.cond(S.rows.length() > 0, some, none),  # type: ignore[attr-defined]
        docs,
        rx.cond(S.former.length() > 0, former, rx.fragment()),  # type: ignore[attr-defined]
    )


def _client(row: ClientRow) -> rx.Component:
    old = rx.el.div(
        kit.badge(row.old_secret, "attention"),
        kit.button(t("End it now"), size="small", on_click=S.end_old(row.id)),
        class_name="flex flex-wrap gap-2 items-center",
    )
    return rx.el.li(
        rx.el.div(rx.el.strong(row.name, class_name="break-words min-w-0"), _deeds(row), class_name="client-head"),
        rx.el.div(
            rx.el.code(row.client_id, class_name="secret text-soft"),
            kit.copy_button(row.client_id, label=t("Copy id")),
            class_name="flex flex-wrap gap-2 items-center",
        ),
        rx.el.p(row.used, " · ", row.made, class_name="text-soft"),
        rx.el.ul(rx.foreach(row.scopes, _scope), class_name="flex flex-wrap gap-2", role="list", aria_label=t("Scopes")),
        rx.cond(row.old_secret, old, rx.fragment()),
        class_name="client",
        data_testid="client-" + row.name,
    )


def _deeds(row: ClientRow) -> rx.Component:
    return rx.el.div(
        kit.button(t("Change"), size="small", on_click=S.open("change", row.id), aria_label=t("Change {name}", name=row.name)),
        kit.button(t("New secret"), size="small", on_click=S.open("renew", row.id), aria_label=t("New secret for {name}", name=row.name)),
        kit.button(
            t("Revoke"), size="small", look="danger", on_click=S.open("revoke", row.id), aria_label=t("Revoke {name}", name=row.name)
        ),
        class_name="flex flex-wrap gap-2",
    )


def _scope(scope: rx.Var[str]) -> rx.Component:
    return rx.el.li(rx.el.code(scope), class_name="badge", data_tone="quiet")


def _former(row: ClientRow) -> rx.Component:
    return rx.el.li(rx.el.span(row.name, class_name="break-words"), " · ", rx.el.span(row.revoked, class_name="text-soft"))
