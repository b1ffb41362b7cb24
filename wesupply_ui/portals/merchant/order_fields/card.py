"""Draws the card of own fields: facts to read, and in their place a form for who may change them."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.order_fields.state import OrderFieldsState as S
from wesupply_ui.portals.merchant.person import PersonState


def own_fields_card() -> rx.Component:
    """Nothing when the merchant has no fields of their own."""
    edit = rx.cond(
        PersonState.permissions.contains("orders.write") & ~S.is_editing,
        kit.button(t("Edit"), size="small", look="plain", aria_label=t("Edit own fields"), on_click=S.edit(True)),
        rx.fragment(),
    )
    card = kit.card(
        rx.cond(S.is_editing, _form(), rx.el.dl(rx.foreach(S.rows, _fact), class_name="facts")),
        title=t("Own fields"),
        actions=(edit,),
        data_testid="own-fields",
    )
    return rx.cond(S.rows, card, rx.fragment())


def _fact(row: Any) -> rx.Component:
    value = rx.cond(
        row.href, kit.outside_link(row.words, row.href), rx.cond(row.words, row.words, rx.el.span("–", class_name="text-faint"))
    )
    return rx.fragment(rx.el.dt(row.label, dir="auto"), rx.el.dd(value, dir="auto", class_name="break-words"))


def _form() -> rx.Component:
    return rx.el.form(
        rx.foreach(S.rows, lambda row: rx.el.div(_field(row), key=row.key)),
        rx.cond(S.errors[""], kit.notice(S.errors[""], tone="problem"), rx.fragment()),
        rx.el.div(
            kit.button(t("Save"), look="primary", size="small", type="submit"),
            kit.button(t("Cancel"), look="plain", size="small", on_click=S.edit(False)),
            class_name="actions",
        ),
        on_submit=S.save,
        no_validate=True,
        class_name="flex flex-col gap-3",
    )


def _field(row: Any) -> rx.Component:
    def line(kind: str, **props: Any) -> rx.Component:
        error = S.errors[row.name]
        return kit.text_field(row.label, row.name, kind=kind, default_value=row.value, error=error, required=True, **props)

    return rx.match(  # pyright: ignore[reportReturnType]
        row.kind,
        ("number", line("text", input_mode="decimal")),
        ("date", line("date")),
        ("link", line("url")),
        ("yes_no", _select(row)),
        ("choice", _select(row)),
        line("text"),
    )


def _select(row: Any) -> rx.Component:
    control = rx.el.select(
        rx.el.option("–", value=""),
        rx.foreach(row.options, lambda each: rx.el.option(each.words, value=each.value)),
        id=row.name,
        name=row.name,
        default_value=row.value,
        class_name="control",
    )
    return rx.el.div(
        rx.el.label(row.label, html_for=row.name), rx.el.div(control, kit.icon("chevron_down"), class_name="select"), class_name="field"
    )
