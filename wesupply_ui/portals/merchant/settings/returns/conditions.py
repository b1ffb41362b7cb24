"""Draws the conditions of the open rule: a line for each, indented as deep as it is nested, with the value editor that fits the field."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.condition_state import ConditionState as C
from wesupply_ui.portals.merchant.settings.returns.parts import chosen, option, typed, wrong
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S
from wesupply_ui.portals.merchant.settings.returns.words import JOINS


def conditions() -> rx.Component:
    """When the rule holds."""
    return rx.el.fieldset(
        rx.el.legend(t("When it holds"), class_name="legend"),
        rx.el.ul(rx.foreach(S.parts, _part), class_name="parts", role="list"),
        class_name="rule-part",
        data_place="when",
    )


def _part(row: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(row.kind == "group", _group(row), _condition(row)),
        wrong(row.error),
        class_name="part",
        key=row.path,
        data_depth=row.depth,
        data_place="when." + row.path,
    )


def _group(row: Any) -> rx.Component:
    remove = kit.icon_button("x", t("Remove the group: {told}", told=row.told), size="small", on_click=C.remove(row.path))
    return rx.el.div(
        chosen(None, words=JOINS, label=t("How these go together"), value=row.join, on_change=lambda value: C.join(row.path, value)),
        rx.cond(row.is_empty, rx.el.span(t("No condition: it always holds."), class_name="text-soft"), rx.fragment()),
        rx.cond(row.is_root, rx.fragment(), remove),
        kit.button(t("Add a condition"), size="small", sign="plus", on_click=C.add(row.path)),
        rx.cond(row.can_nest, kit.button(t("Add a group"), size="small", look="plain", on_click=C.add_group(row.path)), rx.fragment()),
        class_name="part-line is-group",
        role="group",
        aria_label=t("Group of conditions: {told}", told=row.told),
    )


def _condition(row: Any) -> rx.Component:
    fields = rx.el.select(
        rx.foreach(S.fields, lambda group: rx.el.optgroup(rx.foreach(group.options, option), label=group.words)),
        value=row.asks_for,
        on_change=lambda value: C.ask_for(row.path, value),
        aria_label=t("What is asked for"),
        class_name="control",
    )
    own = typed(
        label=t("Name of the attribute"),
        value=row.own_name,
        on_blur=lambda value: C.ask_for_own(row.path, row.asks_for, value),
        key="own-" + row.path + row.asks_for,
        placeholder=t("Name"),
        max_length=100,
    )
    add = kit.button(t("Add a condition"), size="small", sign="plus", on_click=C.add(row.path))
    return rx.el.div(
        rx.el.div(fields, kit.icon("chevron_down"), class_name="select", data_place="when." + row.path + ".field"),
        rx.cond(row.is_named, own, rx.fragment()),
        chosen(row.ops, label=t("How it is compared"), value=row.op, on_change=lambda value: C.compare(row.path, value)),
        rx.cond(row.kind == "none", rx.fragment(), _value(row)),
        kit.icon_button("x", t("Remove the condition: {told}", told=row.told), size="small", on_click=C.remove(row.path)),
        rx.cond(row.is_root, add, rx.fragment()),
        class_name="part-line",
        role="group",
        aria_label=t("Condition: {told}", told=row.told),
    )


def _value(row: Any) -> rx.Component:
    known = rx.el.datalist(rx.foreach(row.suggested, lambda word: rx.el.option(value=word)), id="known-" + row.path)
    editor = rx.match(
        row.kind,
        ("choice", chosen(row.options, label=t("Value"), value=row.value, on_change=lambda value: C.value(row.path, value))),
        ("date", _line(row, kind="date")),
        ("number", _line(row, mode="decimal")),
        ("pair", _ends(row, "text")),
        ("days", _ends(row, "date")),
        ("picks", _several(row, _pick(row))),
        ("chips", _several(row, _one_more(row))),
        _line(row),
    )
    suffix = rx.cond(row.suffix, rx.el.span(row.suffix, class_name="text-soft"), rx.fragment())
    return rx.el.div(editor, suffix, known, class_name="part-value", data_place="when." + row.path + ".value")


def _line(row: Any, *, kind: str = "text", mode: str = "text") -> rx.Component:
    return typed(
        label=t("Value"),
        value=row.value,
        on_blur=lambda value: C.value(row.path, value),
        key=f"{kind}-" + row.path + row.asks_for + row.op,
        error=row.error,
        type=kind,
        input_mode=mode,
        list="known-" + row.path,
        max_length=500,
    )


def _ends(row: Any, kind: str) -> rx.Component:
    def end(at: int, value: Any, label: Any) -> rx.Component:
        return typed(
            label=label,
            value=value,
            on_blur=lambda typed_: C.end(row.path, at, typed_),
            key=f"{kind}{at}-" + row.path + row.asks_for,
            error=row.error,
            type=kind,
            width="is-short",
        )

    return rx.el.div(end(0, row.value, t("From")), rx.el.span("–"), end(1, row.other, t("To")), class_name="part-ends")


def _several(row: Any, more: rx.Component) -> rx.Component:
    def chip(each: Any) -> rx.Component:
        return rx.el.button(
            each.words,
            kit.icon("x"),
            type="button",
            class_name="chip",
            key=each.value,
            aria_label=t("Remove {value}", value=each.words),
            on_click=C.less(row.path, each.value),
        )

    return rx.el.div(rx.foreach(row.several, chip), more, class_name="part-chips")


def _pick(row: Any) -> rx.Component:
    entries = (rx.el.option(t("Add one"), value=""), rx.foreach(row.options, option))
    select = rx.el.select(
        *entries, value="", on_change=lambda value: C.more(row.path, value), aria_label=t("Add one"), class_name="control"
    )
    return rx.el.div(select, kit.icon("chevron_down"), class_name="select")


def _one_more(row: Any) -> rx.Component:
    return typed(
        label=t("Add one"),
        value="",
        on_blur=lambda value: C.more(row.path, value),
        key="more-" + row.path + row.several.length().to_string(),
        error=row.error,
        placeholder=t("Add one"),
        list="known-" + row.path,
        max_length=500,
        data_more="more-" + row.path,
    )
