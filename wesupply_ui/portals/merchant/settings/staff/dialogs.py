"""Draws what the staff screen asks: whom to invite, which role, whether somebody shall leave or own the shop."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.staff.deeds import StaffDeedsState as D
from wesupply_ui.portals.merchant.settings.staff.state import StaffState as S


def dialogs() -> rx.Component:
    """All of them; one is open at most."""
    owner = PersonState.permissions.contains("ownership.transfer")
    return rx.fragment(_invite(), _role(), _deactivate(), rx.cond(owner, _transfer(), rx.fragment()))


def _dialog(name: str, title: Any, about: Any, *children: rx.Component) -> rx.Component:
    return kit.dialog(*children, title=title, about=about, open=S.dialog == name, on_open_change=S.set_open)


def _problem() -> rx.Component:
    return rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert")


def _foot(*buttons: rx.Component) -> rx.Component:
    return rx.el.div(kit.closing(kit.button(t("Cancel"), look="plain")), *buttons, class_name="floating-foot")


def _role_fields() -> rx.Component:
    which = kit.select_field(t("Role"), "role", S.roles, required=True, value=S.role, on_change=S.choose_role, error=S.errors["role"])
    none = kit.notice(t("There is no store yet. Make one under Locations first."), tone="attention")
    store = kit.select_field(t("Store"), "location", S.stores, required=True, default_value=S.store, error=S.errors["location"])
    return rx.fragment(which, rx.cond(S.needs_store, rx.cond(S.stores, store, none), rx.fragment()))


def _invite() -> rx.Component:
    form = rx.el.form(
        kit.text_field(t("E-mail"), "email", kind="email", required=True, error=S.errors["email"], auto_complete="off", spell_check=False),
        _role_fields(),
        _problem(),
        _foot(kit.button(t("Send the invitation"), look="primary", type="submit")),
        on_submit=D.invite,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    return _dialog("invite", t("Invite somebody"), t("They get a link by mail that works once and for seven days."), form)


def _role() -> rx.Component:
    form = rx.el.form(
        _role_fields(),
        _problem(),
        _foot(kit.button(t("Change the role"), look="primary", type="submit")),
        on_submit=D.change_role,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    return _dialog("role", t("Role of {name}", name=S.target_name), t("They are signed out, and told by mail."), form)


def _deactivate() -> rx.Component:
    about = t("They are signed out at once and may not enter any more. What they did stays under their name.")
    foot = _foot(kit.button(t("Deactivate"), look="danger", on_click=D.deactivate))
    return _dialog("deactivate", t("Deactivate {name}?", name=S.target_name), about, _problem(), foot)


def _transfer() -> rx.Component:
    form = rx.el.form(
        kit.text_field(
            t("Your password"), "password", kind="password", required=True, auto_complete="current-password", error=S.errors["password"]
        ),
        _problem(),
        _foot(kit.button(t("Hand the shop over"), look="danger", type="submit")),
        on_submit=D.transfer,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    about = t("They own the shop at once, and you become a manager. Only they can give it back.")
    return _dialog("transfer", t("Hand the shop over to {name}?", name=S.target_name), about, form)
