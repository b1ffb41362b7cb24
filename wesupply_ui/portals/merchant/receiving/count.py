"""Draws the box that is open: what is expected with its picture, how many came and how they are."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.receiving.state import ReceiveState as S
from wesupply_ui.portals.merchant.returns.words import DISPOSITIONS, GRADES

_DECISIONS = (
    ("accepted", t("Accept")),
    ("rejected", t("Don't accept")),
    ("needs_person", t("Somebody else has to look")),
)
_LATER = ("later", t("Inspect later"))


def box() -> rx.Component:
    """The open box, as a form."""
    row = S.box
    head = rx.el.header(
        rx.el.div(
            rx.el.h2(kit.link(row.number, row.href), " ", kit.badge(row.word, row.tone), class_name="bench-number"),
            rx.el.p(row.person, " · ", row.order, class_name="text-soft", dir="auto"),
            class_name="min-w-0",
        ),
        kit.icon_button("x", t("Put aside"), on_click=S.leave),
        class_name="bench-head",
    )
    note = rx.cond(row.note, kit.notice(row.note, tone="attention"), rx.fragment())
    return rx.el.section(head, note, rx.cond(row.is_over, rx.fragment(), _form()), class_name="card bench-box", aria_label=t("Open box"))


def _form() -> rx.Component:
    pay = rx.cond(
        PersonState.permissions.contains("returns.settle"),
        kit.checkbox(t("Pay out what is accepted"), name="pay", value="yes"),
        rx.fragment(),
    )
    return rx.el.form(
        kit.button(t("Receive all as expected"), sign="check_check", look="primary", on_click=S.as_expected, data_testid="as-expected"),
        rx.el.div(rx.foreach(S.box.goods, _item), class_name="bench-items"),
        kit.text_field(
            t("What else was in the box?"), "extra", max_length=2000, hint=t("It is kept as an unmatched box."), auto_complete="off"
        ),
        rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert"),
        rx.el.div(kit.button(t("Record what was counted"), type="submit", data_testid="record"), pay, class_name="actions bench-foot"),
        on_submit=S.record,
        key=S.form_key,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )


def _item(row: Any) -> rx.Component:
    wrong = rx.cond(S.counts_wrong[row.id], rx.el.span(kit.icon("circle_alert"), S.counts_wrong[row.id], class_name="error"), rx.fragment())
    return rx.el.fieldset(
        rx.el.legend(rx.el.span(row.title, dir="auto"), class_name="unseen"),
        rx.el.div(
            kit.thumbnail(row.picture, size="large"),
            rx.el.div(
                rx.el.p(rx.el.strong(row.title, dir="auto"), aria_hidden="true"),
                rx.cond(row.detail, rx.el.p(row.detail, class_name="text-small text-soft", dir="auto"), rx.fragment()),
                rx.cond(row.reason, rx.el.p(row.reason, class_name="text-small text-faint", dir="auto"), rx.fragment()),
                rx.cond(row.stands, rx.el.p(row.stands, class_name="text-small toned", data_tone="attention"), rx.fragment()),
                class_name="min-w-0 flex-1",
            ),
            class_name="bench-what",
        ),
        _counter(t("Came, of {most}", most=row.most.to_string()), "here-" + row.id, row.first, row.most),
        _decided(row),
        _amiss(row),
        rx.el.div(wrong, role="alert", class_name="field"),
        key=row.id,
        data_testid="bench-item",
    )


def _decided(row: Any) -> rx.Component:
    accepts = S.routine == "accept"
    none: tuple[str, Any] = ("", t("Not said"))
    return rx.el.div(
        _select(t("Decision"), "outcome-" + row.id, [_LATER, *_DECISIONS], rx.cond(accepts, "accepted", "later")),
        _select(t("Grade"), "grade-" + row.id, [none, *((key, t(words)) for key, words in GRADES.items())], rx.cond(accepts, "A", "")),
        _select(
            t("Where to"),
            "disposition-" + row.id,
            [none, *((key, t(words)) for key, words in DISPOSITIONS.items())],
            rx.cond(accepts, "restock", ""),
        ),
        _places(row),
        _note(t("Note for staff"), "note-" + row.id),
        class_name="bench-grid",
    )


def _amiss(row: Any) -> rx.Component:
    """What is the rarer case stays folded."""
    dispositions = [(key, t(words)) for key, words in DISPOSITIONS.items() if key != "restock"]
    return rx.el.details(
        rx.el.summary(t("Damaged, or another item")),
        rx.el.div(
            _counter(t("Of these damaged"), "damaged-" + row.id, 0, row.most),
            _counter(t("Another item came"), "other-" + row.id, 0, row.most),
            _select(t("Decision for the damaged"), "damaged-outcome-" + row.id, [_LATER, *reversed(_DECISIONS)], "needs_person"),
            _select(t("Damaged go where"), "damaged-disposition-" + row.id, [("", t("Not said")), *dispositions], ""),
            _note(t("What is damaged?"), "damaged-note-" + row.id),
            class_name="bench-grid",
        ),
        class_name="bench-amiss",
    )


def _places(row: Any) -> rx.Component:
    options = rx.foreach(S.places, lambda each: rx.el.option(each.words, value=each.value))
    drawn = rx.el.select(options, name="restock_at-" + row.id, default_value=S.place, class_name="control")
    return _field(t("Back to stock at"), rx.el.div(drawn, kit.icon("chevron_down"), class_name="select"))


def _counter(label: Any, name: Any, first: Any, most: Any) -> rx.Component:
    """A number with a key for one less and one more, large enough for a thumb."""
    number = rx.el.input(
        type="number", name=name, default_value=first, min=0, max=most, step=1, input_mode="numeric", class_name="control",
        aria_label=label,
    )  # fmt: skip
    less = rx.el.button(kit.icon("minus"), type="button", class_name="button", data_step="-1", aria_label=t("One less"), tab_index=-1)
    more = rx.el.button(kit.icon("plus"), type="button", class_name="button", data_step="1", aria_label=t("One more"), tab_index=-1)
    return rx.el.div(
        rx.el.span(label, class_name="block text-small text-soft", aria_hidden="true"),
        rx.el.div(less, number, more, class_name="bench-counter"),
        class_name="min-w-0",
    )


def _field(label: Any, control: rx.Component) -> rx.Component:
    return rx.el.label(rx.el.span(label, class_name="block text-small text-soft"), control, class_name="block min-w-0")


def _note(label: Any, name: Any) -> rx.Component:
    return _field(label, rx.el.input(name=name, max_length=2000, auto_complete="off", class_name="control"))


def _select(label: Any, name: Any, options: list[tuple[str, Any]], first: Any) -> rx.Component:
    drawn = rx.el.select(
        *(rx.el.option(words, value=value) for value, words in options), name=name, default_value=first, class_name="control"
    )
    return _field(label, rx.el.div(drawn, kit.icon("chevron_down"), class_name="select"))
