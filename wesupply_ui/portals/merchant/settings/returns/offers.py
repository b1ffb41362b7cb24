"""Draws what shoppers can have instead, in the order in which it is offered, each with its bonus and its own window."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns import words as w
from wesupply_ui.portals.merchant.settings.returns.outcome_state import OutcomeState as O
from wesupply_ui.portals.merchant.settings.returns.parts import chosen, moves, option, typed, wrong
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S

F = S.outcome


def offers() -> rx.Component:
    """The list, and one more."""
    more = rx.el.select(
        rx.el.option(t("Offer one more"), value=""),
        rx.foreach(F.offers_left, option),
        value="",
        on_change=O.offer,
        aria_label=t("Offer one more"),
        class_name="control",
    )
    add = rx.cond(F.offers_left.length() > 0, rx.el.div(more, kit.icon("chevron_down"), class_name="select is-add"), rx.fragment())
    return rx.el.div(rx.el.ol(rx.foreach(F.offers, _offer), class_name="offers", role="list"), add)


def _offer(row: Any) -> rx.Component:
    stock = kit.checkbox(
        t("also what is out of stock"), checked=row.out_of_stock, on_change=lambda on: O.with_it(row.kind, "allow_out_of_stock", on)
    )
    return rx.el.li(
        rx.el.span(row.words, class_name="offer-name"),
        *_bonus(row),
        rx.el.span(_days(row), rx.el.span(t("days"), class_name="text-soft"), class_name="offer-days"),
        rx.cond(row.is_exchange, stock, rx.fragment()),
        rx.el.span(
            *moves(row.words, row.is_first, row.is_last, lambda by: O.move(row.kind, by)),
            kit.icon_button("x", t("Remove {value}", value=row.words), size="small", on_click=O.withdraw(row.kind)),
            class_name="offer-moves",
        ),
        wrong(row.error),
        class_name="offer",
        key=row.kind,
    )


def _bonus(row: Any) -> tuple[rx.Component, rx.Component]:
    label = t("Bonus of {what}", what=row.words)
    kind = chosen(None, words=w.BONUS, label=label, value=row.bonus_kind, on_change=lambda value: O.bonus(row.kind, value))
    amount = typed(
        label=t("How much bonus of {what}", what=row.words),
        value=row.bonus,
        on_blur=lambda value: O.with_it(row.kind, row.bonus_kind, value),
        key="bonus-" + F.place + row.kind + row.bonus_kind,
        error=row.error,
        width="is-short",
        input_mode="decimal",
    )
    return kind, rx.cond(row.bonus_kind != "none", amount, rx.fragment())


def _days(row: Any) -> rx.Component:
    return typed(
        label=t("Days in which {what} can be had", what=row.words),
        value=row.days,
        on_blur=lambda value: O.with_it(row.kind, "window_days", value),
        key="days-" + F.place + row.kind,
        error=row.error,
        width="is-short",
        input_mode="numeric",
        placeholder=t("as long"),
    )
