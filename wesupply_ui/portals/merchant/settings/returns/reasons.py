"""Draws the tree of reasons, as shoppers choose them."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.parts import may_edit, moves, typed, wrong
from wesupply_ui.portals.merchant.settings.returns.reason_state import ReasonState as R
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S


def reasons() -> rx.Component:
    """The whole tree, and one more."""
    listed = rx.el.ul(rx.foreach(S.reasons, _tree), class_name="reason-list", role="list", aria_label=t("Reasons"))
    nothing = rx.el.p(t("No reasons yet: shoppers are not asked why."), class_name="text-soft")
    add = _add("", t("New reason"), t("Add a reason"))
    return kit.card(
        rx.el.p(t("What shoppers choose when they are asked why. Rules and figures count by these."), class_name="section-about"),
        rx.cond(S.reasons.length() > 0, listed, nothing),
        rx.cond(may_edit(), add, rx.fragment()),
        _question(),
        title=t("Reasons"),
    )


def _tree(tree: Any) -> rx.Component:
    under = rx.cond(may_edit(), _add(tree.row.code, t("New reason below {label}", label=tree.row.label), t("Add below")), rx.fragment())
    return rx.el.li(
        _reason(tree.row),
        rx.el.ul(rx.foreach(tree.below, lambda row: rx.el.li(_reason(row), key=row.code)), role="list", class_name="reason-below"),
        under,
        key=tree.row.code,
        data_testid="reason-" + tree.row.code,
    )


def _reason(row: Any) -> rx.Component:
    field = typed(
        label=t("Reason {code}", code=row.code),
        value=row.label,
        on_blur=lambda value: R.rename(row.code, row.under, value),
        key="reason-" + row.under + row.code,
        error=row.error,
        max_length=200,
    )
    actions = rx.el.span(
        *moves(row.label, row.is_first, row.is_last, lambda by: R.move(row.code, row.under, by)),
        kit.icon_button("x", t("Remove {value}", value=row.label), size="small", on_click=R.remove(row.code, row.under)),
        class_name="offer-moves",
    )
    return rx.el.div(
        rx.cond(may_edit(), field, rx.el.span(row.label)),
        rx.el.code(row.code, class_name="text-faint text-small"),
        rx.cond(may_edit(), actions, rx.fragment()),
        rx.cond(
            row.asked, rx.el.span(t("Asked for by {names}", names=row.asked), class_name="text-small text-soft reason-asked"), rx.fragment()
        ),
        wrong(row.error),
        class_name="reason",
    )


def _add(under: Any, label: Any, words: Any) -> rx.Component:
    field = rx.el.input(
        name="label", aria_label=label, placeholder=label, max_length=200, auto_complete="off", required=True, class_name="control"
    )
    return rx.el.form(
        field,
        rx.el.input(type="hidden", name="under", value=under),
        kit.button(words, size="small", type="submit"),
        on_submit=R.add,
        reset_on_submit=True,
        class_name="reason-add",
    )


def _question() -> rx.Component:
    return kit.dialog(
        title=t("Remove “{label}”?", label=R.asking_label),
        about=t("These rules ask for it and would have to be changed before you publish: {names}", names=R.asking_rules),
        open=R.asking != "",
        on_open_change=R.set_asking,
        foot=(
            kit.closing(kit.button(t("Keep it"), look="plain")),
            kit.button(t("Remove it"), look="danger", on_click=R.remove_anyway),
        ),
    )
