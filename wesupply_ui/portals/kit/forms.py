"""What people fill in: each control has a label, may have a hint, and says in words what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]


def plain_form(*children: rx.Component, action: str, **props: Any) -> rx.Component:
    """A form that the browser posts itself, with or without scripts: for what sets or ends the session's cookie."""
    form: Any = rx.el.form(*children, action=action, method="post", **props)
    # Reflex gives every form without a handler one that keeps the browser from posting it.
    form.event_triggers.pop("on_submit", None)
    return form


def text_field(
    label: Text, name: str, *, hint: Text = "", error: Text = "", kind: Any = "text", required: bool = False, **props: Any
) -> rx.Component:
    """A line of text. `error=State.errors["email"]` (see `problems.field_errors`); pass `default_value` or `value` and `on_change`."""
    identity = props.pop("id", name)
    control = rx.el.input(
        id=identity, name=name, type=kind, required=required, class_name="control", **_described(identity, hint, error), **props
    )
    return _field(label, identity, control, hint, error, required)


def text_area(
    label: Text, name: str, *, hint: Text = "", error: Text = "", rows: int = 4, required: bool = False, **props: Any
) -> rx.Component:
    """Several lines of text."""
    identity = props.pop("id", name)
    control = rx.el.textarea(
        id=identity, name=name, rows=str(rows), required=required, class_name="control", **_described(identity, hint, error), **props
    )
    return _field(label, identity, control, hint, error, required)


def select_field(
    label: Text,
    name: str,
    options: Sequence[tuple[str, Text]] | rx.Var,
    *,
    hint: Text = "",
    error: Text = "",
    required: bool = False,
    **props: Any,
) -> rx.Component:
    """One of several. `options`: (value, words) pairs, or a State's list of rows with `value` and `words`."""
    identity = props.pop("id", name)
    control = rx.el.select(
        *_options(options), id=identity, name=name, required=required, class_name="control", **_described(identity, hint, error), **props
    )
    return _field(label, identity, rx.el.div(control, icon("chevron_down"), class_name="select"), hint, error, required)


def select(options: Sequence[tuple[str, Text]] | rx.Var, *, label: Text, **props: Any) -> rx.Component:
    """A choice without a visible label, for toolbars."""
    control = rx.el.select(*_options(options), class_name="control", aria_label=label, **props)
    return rx.el.div(control, icon("chevron_down"), class_name="select")


def checkbox(label: Text | rx.Component, *, checked: Any = None, on_change: Any = None, **props: Any) -> rx.Component:
    """Yes or no. With `checked` and `on_change` it follows the State; without, it is the form's."""
    live = {} if on_change is None else {"checked": checked, "on_change": on_change}
    return rx.el.label(rx.el.input(type="checkbox", **live, **props), rx.el.span(label), class_name="check")


def choices(label: Text, name: str, options: Sequence[tuple[str, Text]], *, chosen: Any, on_choose: Any) -> rx.Component:
    """One of a few, all seen at once. `on_choose(value)`."""
    drawn = (
        rx.el.label(
            rx.el.input(type="radio", name=name, value=value, checked=rx.Var.create(chosen) == value, on_change=on_choose),
            rx.el.span(words),
            class_name="check",
        )
        for value, words in options
    )
    return rx.el.fieldset(rx.el.legend(label, class_name="legend"), *drawn)


def _options(options: Sequence[tuple[str, Text]] | rx.Var) -> list[rx.Component]:
    if isinstance(options, rx.Var):
        return [rx.foreach(options, lambda each: rx.el.option(each.words, value=each.value))]
    return [rx.el.option(words, value=value) for value, words in options]


def _described(identity: str, hint: Text, error: Text) -> dict[str, Any]:
    """Ties hint and error to the control, so that readers hear both."""
    said = f"{identity}-hint {identity}-error" if not _is_nothing(hint) else f"{identity}-error"
    if _is_nothing(error):
        return {} if _is_nothing(hint) else {"aria_describedby": f"{identity}-hint"}
    return {"aria_describedby": said, "aria_invalid": rx.cond(error, "true", "false")}


def _field(label: Text, identity: str, control: rx.Component, hint: Text, error: Text, required: bool) -> rx.Component:
    mark = [] if required else [rx.el.span(" ", t("(optional)"), class_name="font-normal text-faint")]
    below: list[rx.Component] = [] if _is_nothing(hint) else [rx.el.p(hint, id=f"{identity}-hint", class_name="hint")]
    if not _is_nothing(error):
        # The place is always there, so that readers hear it fill.
        wrong = rx.cond(error, rx.el.span(icon("circle_alert"), error, class_name="error"), rx.fragment())
        below.append(rx.el.div(wrong, id=f"{identity}-error", role="alert"))
    return rx.el.div(rx.el.label(label, *mark, html_for=identity), control, *below, class_name="field")


def _is_nothing(text: Text) -> bool:
    return isinstance(text, str) and not text
