"""Draws the merchant's own fields: the list in its order, and the dialog that makes or changes one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.fields.state import FieldsState as S
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.waiting import waiting


def fields() -> rx.Component:
    """The whole screen."""
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"}),
        rx.cond(S.loaded, rx.fragment(_in_use(), _archived()), waiting(kit.card(kit.skeleton(lines=5)))),
        rx.cond(_may(), _dialog(), rx.fragment()),
        name="fields",
        actions=(rx.cond(_may(), kit.button(t("Add a field"), look="primary", sign="plus", on_click=S.begin), rx.fragment()),),
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("settings.write")


def _in_use() -> rx.Component:
    nothing = kit.card(
        kit.empty_state(
            t("No fields of your own yet"),
            t("Keep what your shop knows of an order beside what we know: a purchase order number, a gift note, a sales person."),
            sign="list_plus",
        )
    )
    listed = rx.el.ul(rx.foreach(S.fields, _row), class_name="place-list", role="list", aria_label=t("Fields in use"))
    return rx.cond(S.fields, listed, nothing)


def _row(row: Any) -> rx.Component:
    name = t("{label}: move up", label=row.label)
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(row.label, dir="auto"), " ", kit.badge(row.kind, "quiet"), class_name="actions"),
            rx.el.p(row.where, class_name="text-soft"),
            rx.el.p(rx.el.code(row.column, class_name="break-all"), " · ", row.filled, class_name="text-small text-faint"),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            _may(),
            rx.el.div(
                kit.icon_button("arrow_up", name, disabled=row.is_first, on_click=S.move(row.id, -1)),
                kit.icon_button("arrow_down", t("{label}: move down", label=row.label), disabled=row.is_last, on_click=S.move(row.id, 1)),
                kit.button(t("Change"), size="small", aria_label=t("Change {label}", label=row.label), on_click=S.edit(row.id)),
                kit.button(
                    t("Archive"), size="small", look="plain", aria_label=t("Archive {label}", label=row.label), on_click=S.archive(row.id)
                ),
                class_name="actions",
            ),
            rx.fragment(),
        ),
        class_name="card place-row",
        key=row.id,
        data_testid="field-" + row.key,
    )


def _archived() -> rx.Component:
    def row(each: Any) -> rx.Component:
        back = kit.button(t("Restore"), size="small", aria_label=t("Restore {label}", label=each.label), on_click=S.restore(each.id))
        return rx.el.li(
            rx.el.span(each.label, " ", rx.el.span(each.filled, class_name="text-faint text-small"), class_name="flex-1 min-w-0"),
            rx.cond(_may(), back, rx.fragment()),
            class_name="place-row",
            key=each.id,
        )

    listed = rx.el.ul(rx.foreach(S.archived, row), role="list", class_name="place-list")
    return rx.cond(S.archived, kit.card(listed, title=t("Archived")), rx.fragment())


def _dialog() -> rx.Component:
    form = rx.el.form(
        kit.text_field(t("Name"), "label", default_value=S.form.label, error=S.errors["label"], required=True, max_length=80),
        rx.cond(S.form.id, _key_told(), _key_asked()),
        _kind(),
        rx.cond(S.kind == "choice", _options(), rx.fragment()),
        rx.el.fieldset(
            rx.el.legend(t("Where it is used"), class_name="legend"),
            _tick("is_shown", t("Show it on the order's page"), S.form.is_shown),
            _tick("is_listed", t("Show it in the list of orders"), S.form.is_listed),
            _tick("is_searched", t("Find orders by it"), S.form.is_searched),
            _tick("is_required", t("Every new order of an imported file must have it"), S.form.is_required),
        ),
        rx.cond(S.errors[""], kit.notice(S.errors[""], tone="problem"), rx.fragment()),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Save"), look="primary", type="submit"),
            class_name="floating-foot",
        ),
        on_submit=S.save,
        no_validate=True,
        class_name="flex flex-col gap-4",
        key=S.form.id,
    )
    return kit.dialog(form, title=rx.cond(S.form.id, t("Change the field"), t("Add a field")), open=S.is_open, on_open_change=S.set_open)


def _key_asked() -> rx.Component:
    return kit.text_field(
        t("Key"),
        "key",
        hint=t("Its name in the API and in files, like po_number. It can't be changed later; left blank it is made of the name."),
        error=S.errors["key"],
        max_length=40,
        auto_capitalize="none",
        spell_check=False,
    )


def _key_told() -> rx.Component:
    return rx.el.p(t("In the API and in files: {key}", key=S.form.key), class_name="text-soft")


def _kind() -> rx.Component:
    kinds = (
        ("text", t("Text")),
        ("number", t("Number")),
        ("date", t("Date")),
        ("yes_no", t("Yes or no")),
        ("choice", t("Choice")),
        ("link", t("Link")),
    )
    return kit.select_field(
        t("Kind"),
        "kind",
        kinds,
        hint=rx.cond(S.form.kind_is_fixed, t("It can't change any more: orders have values of it."), ""),
        error=S.errors["kind"],
        required=True,
        value=S.kind,
        on_change=S.choose_kind,
        disabled=S.form.kind_is_fixed,
    )


def _options() -> rx.Component:
    return kit.text_area(
        t("Choices"), "options", hint=t("One a line."), default_value=S.form.options, error=S.errors["options"], rows=4, required=True
    )


def _tick(name: str, words: Any, ticked: Any) -> rx.Component:
    return kit.checkbox(words, name=name, default_checked=ticked)
