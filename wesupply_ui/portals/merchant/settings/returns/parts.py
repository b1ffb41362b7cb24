"""Small parts that the editors of the policy share: who may edit, a control with its fault, a choice without a label of its own."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState


def may_edit() -> rx.Var:
    """Whether this person may change the policy."""
    return PersonState.permissions.contains("returns.rules")


def wrong(error: Any, **props: Any) -> rx.Component:
    """What is wrong with what stands above; its place is always there, so that readers hear it fill."""
    told = rx.cond(error, rx.el.span(kit.icon("circle_alert"), error, class_name="error"), rx.fragment())
    return rx.el.div(told, role="alert", class_name="field fault", **props)


def typed(*, label: Any, value: Any, on_blur: Any, key: Any, error: Any = "", width: str = "", **props: Any) -> rx.Component:
    """A line that is kept when it is left, or with Enter; what others write into it shows once it is left (`assets/rules.js`)."""
    return rx.el.input(
        default_value=value,
        on_blur=on_blur,
        key=key,
        aria_label=label,
        aria_invalid=rx.cond(error, "true", "false"),
        auto_complete="off",
        data_commit="",
        class_name=f"control {width}".strip(),
        **props,
    )


def chosen(options: Any, *, label: Any, value: Any, on_change: Any, words: dict[str, str] | None = None, **props: Any) -> rx.Component:
    """A choice that is kept at once. `options`: a list of rows, or None with `words`."""
    entries = [rx.el.option(t(text), value=key) for key, text in words.items()] if words else [rx.foreach(options, option)]
    return rx.el.div(
        rx.el.select(*entries, value=value, on_change=on_change, aria_label=label, class_name="control", **props),
        kit.icon("chevron_down"),
        class_name="select",
    )


def option(row: Any) -> rx.Component:
    """One entry of a choice."""
    return rx.el.option(row.words, value=row.value)


def ticks(rows: Any, aspect: str, on_tick: Any) -> rx.Component:
    """Several that can be chosen together."""
    return rx.el.div(
        rx.foreach(
            rows,
            lambda row: kit.checkbox(row.words, checked=row.on, on_change=lambda on: on_tick(aspect, row.value, on), key=row.value),
        ),
        class_name="rule-ticks",
    )


def moves(label: Any, is_first: Any, is_last: Any, move: Any) -> tuple[rx.Component, rx.Component]:
    """Up and down among its own; `move(by)`."""
    return (
        kit.icon_button("arrow_up", t("{label}: move up", label=label), size="small", disabled=is_first, on_click=move(-1)),
        kit.icon_button("arrow_down", t("{label}: move down", label=label), size="small", disabled=is_last, on_click=move(1)),
    )
