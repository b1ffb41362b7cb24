"""Draws the merchant's own fields as filters of the order list: a choice, the beginning of a text, or a range of numbers or days."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.custom.holding import EMPTY, FILLED_IN
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.filter_menu import one_of
from wesupply_ui.portals.merchant.orders.state import OrdersState as S


def own_fields() -> rx.Component:
    """One line for each, in the merchant's order."""
    return rx.fragment(rx.foreach(S.own, _field))


def _field(row: Any) -> rx.Component:
    return rx.match(  # pyright: ignore[reportReturnType]
        row.kind,
        ("choice", _choice(row)),
        ("number", _typed(row, _edge(row, "low", "text"), _edge(row, "high", "text"))),
        ("date", _typed(row, _edge(row, "low", "date"), _edge(row, "high", "date"))),
        _typed(row, _text(row)),
    )


def _specials() -> list[rx.Component]:
    return [rx.el.option(t("Filled in"), value=FILLED_IN), rx.el.option(t("Empty"), value=EMPTY)]


def _choice(row: Any) -> rx.Component:
    options = rx.foreach(row.options, lambda each: rx.el.option(each.words, value=each.value))
    label = rx.el.span(row.label, dir="auto")
    return one_of(label, row.value, [options, *_specials()], lambda value: S.choose(row.name, value))


def _typed(row: Any, *inputs: rx.Component) -> rx.Component:
    """What can be typed, and below it whether there is anything at all."""
    special = rx.el.select(
        rx.el.option(t("Any"), value=""),
        *_specials(),
        class_name="control",
        value=row.value,
        aria_label=t("{label}: filled in or empty", label=row.label),
        on_change=lambda value: S.choose(row.name, value),
    )
    fields = rx.el.div(*inputs, rx.el.div(special, kit.icon("chevron_down"), class_name="select"), class_name="own-filter")
    return rx.el.div(rx.el.span(row.label, dir="auto"), fields, class_name="filter", role="group", aria_label=row.label)


def _text(row: Any) -> rx.Component:
    return rx.el.input(
        key=row.name + row.text,
        class_name="control",
        data_applied="",
        default_value=row.text,
        max_length=200,
        auto_complete="off",
        placeholder=t("Begins with"),
        aria_label=t("{label} begins with", label=row.label),
        on_blur=lambda typed: S.type_into(row.name, "", typed),
    )


def _edge(row: Any, edge: str, kind: str) -> rx.Component:
    value = row.low if edge == "low" else row.high
    words = (
        (t("At least"), t("{label}: at least", label=row.label))
        if edge == "low"
        else (t("At most"), t("{label}: at most", label=row.label))
    )
    return rx.el.input(
        key=row.name + edge + value,
        type=kind,
        class_name="control",
        data_applied="",
        default_value=value,
        max_length=40,
        auto_complete="off",
        input_mode="decimal" if kind == "text" else None,
        placeholder=words[0],
        aria_label=words[1],
        on_blur=lambda typed: S.type_into(row.name, edge, typed),
    )
