"""Forms of the live page. They are posted by the browser itself to the page's own address; the twin of the macros in `page.html`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.forms import plain_form
from wesupply_ui.portals.shopper.one_return.rows import ChoiceRow, FieldRow, FormRow, PairRow
from wesupply_ui.portals.shopper.parts import icon

MOST = 2000


def form(row: FormRow, url: Any) -> rx.Component:
    """One form with its button."""
    button = rx.el.button(
        icon(row.icon), row.button, type="submit", class_name="s-button", custom_attrs={"data-hard": rx.cond(row.hard, "yes", "no")}
    )
    return plain_form(
        rx.el.input(type="hidden", name="deed", value=row.deed, read_only=True),
        rx.foreach(row.known, _known),
        rx.foreach(row.fields, lambda each: _field(each, row.deed)),
        button,
        class_name="s-form s-deed",
        action=url,
        data_testid=f"form-{row.deed}",
    )


def _known(row: PairRow) -> rx.Component:
    return rx.el.input(type="hidden", name=row.name, value=row.value, read_only=True, key=row.name)


def _field(row: FieldRow, deed: rx.Var[str] | str) -> rx.Component:
    field_id = f"{deed}-{row.name}"
    hint = rx.cond(row.hint, rx.el.small(row.hint), "")
    lines = rx.el.textarea(id=field_id, name=row.name, rows=4, max_length=MOST, required=True, dir="auto")
    line = rx.el.input(id=field_id, name=row.name, required=True, max_length=100, auto_complete="off", spell_check=False)
    pick = rx.el.select(rx.foreach(row.choices, _option), id=field_id, name=row.name)
    control = rx.match(row.kind, ("lines", lines), ("pick", pick), line)
    choices = rx.el.fieldset(
        rx.el.legend(row.label), rx.foreach(row.choices, lambda each: _choice(each, row.name)), class_name="s-choices", key=row.name
    )
    return rx.cond(
        row.kind == "choice",
        choices,
        rx.el.div(rx.el.label(row.label, html_for=field_id), control, hint, key=row.name),
    )


def _option(row: ChoiceRow) -> rx.Component:
    return rx.el.option(row.label, value=row.value)


def _choice(row: ChoiceRow, name: rx.Var[str] | str) -> rx.Component:
    about = rx.cond(row.about, rx.el.small(row.about), "")
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=row.value, required=True),
        rx.el.span(row.label, about),
        class_name="s-choice",
        key=row.value,
    )
