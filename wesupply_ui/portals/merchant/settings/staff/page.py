"""Draws the list of staff, the invitations that wait, and the dialogs."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.staff.deeds import StaffDeedsState as D
from wesupply_ui.portals.merchant.settings.staff.dialogs import dialogs
from wesupply_ui.portals.merchant.settings.staff.state import PAGE
from wesupply_ui.portals.merchant.settings.staff.state import StaffState as S


def staff() -> rx.Component:
    """The whole screen."""
    asking = kit.button(t("Invite"), look="primary", sign="user_plus", on_click=S.ask("invite", ""))
    shut = (PersonState.merchant != "") & ~PersonState.permissions.contains("staff.read")
    closed = not_allowed(t("Your role does not let you see who works here"))
    return settings_frame(
        rx.cond(S.loaded, rx.fragment(_list(), _waiting()), rx.cond(shut, closed, kit.card(kit.skeleton(lines=6, height=40)))),
        rx.cond(_may(), dialogs(), rx.fragment()),
        name="staff",
        actions=(rx.cond(_may(), asking, rx.fragment()),),
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("staff.manage")


def _list() -> rx.Component:
    people = rx.el.ul(rx.foreach(S.rows, _person), role="list", class_name="flex flex-col divide-y divide-line", aria_label=t("Staff"))
    nobody = kit.card(kit.empty_state(t("Nobody of this name"), t("Search by name or mail address."), sign="users"))
    pages = kit.pager(
        told=S.told, on_before=S.turn(-1), on_after=S.turn(1), has_before=S.skip > 0, has_after=S.skip + S.rows.length() < S.total
    )
    search = kit.search_field(label=t("Search staff"), placeholder=t("Name or mail address"), value=S.search, on_search=S.look_for)
    return rx.fragment(kit.toolbar(search), rx.cond(S.rows, kit.card(people), nobody), rx.cond(S.total > PAGE, pages, rx.fragment()))


def _person(row: Any) -> rx.Component:
    name = rx.el.div(
        rx.el.strong(row.name, class_name="block break-words", dir="auto"),
        rx.el.span(row.email, class_name="text-soft text-small block break-all"),
        class_name="min-w-0",
    )
    role = rx.el.div(
        row.role,
        rx.cond(row.store, rx.el.span(" · ", row.store, class_name="text-soft"), rx.fragment()),
        rx.el.span(
            t("Last seen: {when}", when=row.seen),
            " · ",
            t("second factor: {factor}", factor=row.factor),
            class_name="text-soft text-small block",
        ),
        class_name="min-w-0",
    )
    return rx.el.li(
        name,
        role,
        kit.badge(row.state, row.tone),
        _actions(row),
        class_name="staff-row",
        key=row.id,
        data_testid="staff-" + row.email,
    )


def _actions(row: Any) -> rx.Component:
    named = {"size": "small", "look": "plain"}
    role = kit.button(t("Change role"), aria_label=t("Change {name}'s role", name=row.name), on_click=S.ask("role", row.id), size="small")
    leave = kit.button(t("Deactivate"), aria_label=t("Deactivate {name}", name=row.name), on_click=S.ask("deactivate", row.id), **named)
    back = kit.button(t("Reactivate"), aria_label=t("Reactivate {name}", name=row.name), on_click=D.reactivate(row.id), size="small")
    hand = kit.button(
        t("Hand over"), aria_label=t("Hand the shop over to {name}", name=row.name), on_click=S.ask("transfer", row.id), **named
    )
    touch = rx.cond(row.is_active, rx.fragment(role, leave), rx.fragment(role, back))
    return rx.el.div(
        rx.cond(_may() & row.may_touch, touch, rx.fragment()),
        rx.cond(PersonState.permissions.contains("ownership.transfer") & row.is_heir, hand, rx.fragment()),
        class_name="actions",
    )


def _waiting() -> rx.Component:
    listed = rx.el.ul(rx.foreach(S.invitations, _invitation), role="list", class_name="flex flex-col gap-3")
    return rx.cond(S.invitations, kit.card(listed, title=t("Invitations that wait"), class_name="mt-4"), rx.fragment())


def _invitation(row: Any) -> rx.Component:
    buttons = rx.el.div(
        kit.button(
            t("Send again"),
            size="small",
            aria_label=t("Send the invitation to {email} again", email=row.email),
            on_click=D.invite_again(row.id),
        ),
        kit.button(
            t("Withdraw"),
            size="small",
            look="plain",
            aria_label=t("Withdraw the invitation to {email}", email=row.email),
            on_click=D.withdraw(row.id),
        ),
        class_name="actions",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.email, class_name="block break-all"),
            rx.el.span(row.role, rx.cond(row.store, " · ", ""), row.store, " · ", row.sent, class_name="text-soft text-small"),
            class_name="min-w-0 flex-1",
        ),
        kit.badge(row.state, row.tone),
        rx.cond(_may(), buttons, rx.fragment()),
        class_name="flex flex-wrap items-center gap-3",
        key=row.id,
        data_testid="invitation-" + row.email,
    )
