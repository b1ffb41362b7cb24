"""Draws what each role allows, and the dialog for the shop's own roles."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.permissions import GROUPS, OWNERSHIP_TRANSFER, PERMISSIONS
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.roles.state import RolesState as S


def roles() -> rx.Component:
    """The whole screen."""
    making = kit.button(t("Make a role"), look="primary", sign="plus", on_click=S.begin)
    shut = (PersonState.merchant != "") & ~PersonState.permissions.contains("staff.read")
    closed = not_allowed(t("Your role does not let you see roles"))
    return settings_frame(
        rx.cond(S.loaded, rx.fragment(_own(), _table()), rx.cond(shut, closed, kit.card(kit.table_skeleton(5, 8)))),
        rx.cond(_may(), _dialog(), rx.fragment()),
        name="roles",
        actions=(rx.cond(_may(), making, rx.fragment()),),
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("roles.manage")


def _own() -> rx.Component:
    listed = rx.el.ul(rx.foreach(S.own, _own_row), role="list", class_name="flex flex-col gap-3")
    return rx.cond(S.own, kit.card(listed, title=t("Your own roles"), class_name="mb-4"), rx.fragment())


def _own_row(row: Any) -> rx.Component:
    delete = kit.button(
        t("Delete"), size="small", look="plain", aria_label=t("Delete the role {name}", name=row.name), on_click=S.delete(row.id)
    )
    buttons = rx.el.div(
        kit.button(t("Change"), size="small", aria_label=t("Change the role {name}", name=row.name), on_click=S.edit(row.id)),
        rx.cond(row.is_used, rx.fragment(), delete),
        class_name="actions",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.name, class_name="block break-words", dir="auto"),
            rx.el.span(row.about, class_name="text-soft text-small"),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(_may(), buttons, rx.fragment()),
        class_name="flex flex-wrap items-center gap-3",
        key=row.id,
        data_testid="role-" + row.name,
    )


def _table() -> rx.Component:
    head = rx.el.tr(rx.el.th(t("May …"), scope="col"), rx.foreach(S.columns, lambda each: rx.el.th(each.name, scope="col")))
    table = rx.el.table(
        rx.el.caption(t("What each role allows"), class_name="unseen"),
        rx.el.thead(head),
        rx.foreach(S.rows, _permission),
        class_name="table role-table",
    )
    return rx.el.div(table, class_name="table-frame", tab_index=0, role="region", aria_label=t("What each role allows"))


def _permission(row: Any) -> rx.Component:
    def tick(each: Any) -> rx.Component:
        sign = rx.cond(each.is_on, kit.icon("check", class_name="text-accent-ink"), kit.icon("minus", class_name="text-faint"))
        return rx.el.td(sign, rx.el.span(each.words, class_name="unseen"), key=each.key)

    heading = rx.el.tr(rx.el.th(row.heading, col_span=30, scope="colgroup", class_name="nav-heading text-start"))
    line = rx.el.tr(rx.el.th(row.words, scope="row", class_name="font-normal text-start"), rx.foreach(row.ticks, tick))
    return rx.el.tbody(rx.cond(row.heading, heading, rx.fragment()), line, key=row.key)


def _dialog() -> rx.Component:
    form = rx.el.form(
        kit.text_field(t("Name"), "name", default_value=S.name, error=S.errors["name"], required=True, max_length=40),
        *(_group(each) for each in GROUPS),
        rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert"),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Save"), look="primary", type="submit"),
            class_name="floating-foot",
        ),
        on_submit=S.save,
        no_validate=True,
        class_name="flex flex-col gap-4",
        key=S.opened,
    )
    title = rx.cond(S.role_id, t("Change the role"), t("Make a role"))
    about = t("It holds at once for everybody who has the role.")
    return kit.dialog(form, title=title, about=about, open=S.is_open, on_open_change=S.set_open)


def _group(group: str) -> rx.Component:
    ticks = (
        kit.checkbox(t(each.words), name=each.key, default_checked=S.chosen.contains(each.key))
        for each in PERMISSIONS
        if each.group == group and each.key != OWNERSHIP_TRANSFER
    )
    return rx.el.fieldset(rx.el.legend(t(group), class_name="legend"), *ticks)
