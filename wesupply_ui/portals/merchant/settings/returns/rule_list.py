"""Draws the rules as sentences in the order in which they are read, and what holds where none of them speaks."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.editor import default_editor, rule_editor
from wesupply_ui.portals.merchant.settings.returns.parts import may_edit
from wesupply_ui.portals.merchant.settings.returns.rule_state import RuleState
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S
from wesupply_ui.portals.merchant.settings.returns.trying_state import TryState


def rule_list() -> rx.Component:
    """All rules; the one that is open has its editor below its sentence."""
    how = rx.el.p(
        t("Read from the top: the first that speaks of something decides it. Move rules by the handle, or with Alt and the arrow keys."),
        id="rules-how",
        class_name="text-soft text-small",
    )
    # What the browser moved by hand or by keys comes in here.
    put = rx.el.input(type="text", hidden=True, tab_index=-1, aria_hidden="true", data_put="", on_change=RuleState.put, default_value="")
    listed = rx.el.ol(rx.foreach(S.rules, _rule), class_name="rules", role="list", aria_label=t("Rules"), data_rules="")
    nothing = rx.el.p(t("No rules yet: what is said below holds for everything."), class_name="text-soft")
    add = kit.button(t("Add a rule"), sign="plus", on_click=RuleState.add)
    return kit.card(
        rx.cond(S.rules.length() > 0, how, rx.fragment()),
        _undo(),
        rx.cond(S.rules.length() > 0, listed, nothing),
        rx.cond(may_edit(), rx.fragment(put, rx.el.div(add, class_name="rules-foot")), rx.fragment()),
        title=t("Rules"),
    )


def _undo() -> rx.Component:
    told = kit.notice(
        rx.el.div(
            rx.el.span(t("“{name}” is removed.", name=S.removed)),
            kit.button(t("Undo"), size="small", on_click=RuleState.take_back, data_place="undo"),
            kit.button(t("Leave it"), size="small", look="plain", on_click=RuleState.forget),
            class_name="actions",
        ),
        role="status",
    )
    return rx.cond(S.removed, told, rx.fragment())


def _rule(row: Any) -> rx.Component:
    # No button: browsers don't let those be dragged.
    handle = rx.el.span(
        kit.icon("grip_vertical"),
        role="button",
        tab_index=0,
        class_name="rule-handle",
        aria_label=t("Move “{name}”", name=row.name),
        aria_describedby="rules-how",
        custom_attrs={"draggable": "true", "data-handle": ""},
    )
    name = rx.el.button(row.name, type="button", class_name="rule-name", on_click=S.open(row.key, "name"), dir="auto")
    title = rx.el.div(
        rx.cond(may_edit(), name, rx.el.strong(row.name, dir="auto")),
        rx.cond(row.is_on, rx.fragment(), kit.badge(t("Off"), "quiet")),
        rx.cond(TryState.deciding.contains(row.key), kit.badge(t("Decides"), "moving"), rx.fragment()),
        class_name="rule-title",
    )
    body = rx.el.div(
        title,
        rx.el.p(rx.foreach(row.pieces, lambda piece: _piece(row, piece)), class_name="rule-words", dir="auto"),
        rx.cond(row.fault, rx.el.p(kit.icon("circle_alert"), row.fault, class_name="rule-fault"), rx.fragment()),
        rx.cond(row.remark, rx.el.p(kit.icon("info"), row.remark, class_name="rule-remark"), rx.fragment()),
        class_name="rule-body",
    )
    return rx.el.li(
        rx.el.div(
            rx.cond(may_edit(), handle, rx.fragment()), rx.el.span(row.number, class_name="rule-number"), body, class_name="rule-line"
        ),
        rx.cond(S.opened == row.key, rule_editor(), rx.fragment()),
        class_name="rule",
        key=row.key,
        data_rule=row.key,
        data_on=rx.cond(row.is_on, "true", "false"),
        data_decides=rx.cond(TryState.deciding.contains(row.key), "true", "false"),
        data_testid="rule-" + row.name,
    )


def _piece(row: Any, piece: Any) -> rx.Component:
    part = rx.el.button(piece.words, type="button", class_name="piece", on_click=S.open(row.key, piece.place))
    return rx.cond(piece.place == "", rx.el.span(piece.words), rx.cond(may_edit(), part, rx.el.strong(piece.words)))


def default_card() -> rx.Component:
    """What holds where no rule speaks."""

    def piece(each: Any) -> rx.Component:
        part = rx.el.button(each.words, type="button", class_name="piece", on_click=S.open("default", each.place))
        return rx.el.li(rx.cond(may_edit(), part, rx.el.span(each.words)), dir="auto")

    listed = rx.el.ul(rx.foreach(S.default, piece), class_name="default-list", role="list")
    edit = kit.button(t("Change"), size="small", aria_label=t("Change what holds where no rule speaks"), on_click=S.open("default", "then"))
    return kit.card(
        rx.cond(
            S.default.length() > 0,
            listed,
            rx.el.p(t("Nothing is said: 30 days after the delivery, a refund, free."), class_name="text-soft"),
        ),
        rx.cond(S.opened == "default", default_editor(), rx.fragment()),
        title=t("Where no rule speaks"),
        actions=(rx.cond(may_edit() & (S.opened != "default"), edit, rx.fragment()),),
        data_rule="default",
        data_testid="default",
    )
