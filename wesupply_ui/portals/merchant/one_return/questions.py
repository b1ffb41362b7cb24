"""Draws what is asked before something is done about a return: which items, how many of each, and what has to be said with it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.one_return.state import ReturnState as S
from wesupply_ui.portals.merchant.returns.words import DISPOSITIONS, GRADES


def questions() -> rx.Component:
    """All of them; one at most is open."""
    return rx.fragment(*_of_deciding(), *_of_goods(), *_of_money())


def _of_deciding() -> tuple[rx.Component, ...]:
    about = t("The shopper is asked to send it. You can still decline later.")
    why = kit.text_area(t("Why?"), "reason", required=True, rows=3, error=S.errors["reason"], hint=t("The shopper reads this."))
    return (
        _question("approve", t("Approve"), S.decide, t("Approve the return?"), about),
        _question("decline", t("Decline"), S.decide, t("Decline the return?"), t("The shopper reads why."), why, is_hard=True),
        _question("cancel", t("Cancel the return"), S.decide, t("Cancel the return?"), t("This cannot be undone."), is_hard=True),
    )


def _of_goods() -> tuple[rx.Component, ...]:
    stays = t("What is received stays received. Nothing is paid by it.")
    unpaid = t("Accepted items can be settled; nothing is paid by looking.")
    where = kit.select_field(t("Where?"), "location", S.places, error=S.errors["location"])  # type: ignore[arg-type]
    return (
        _question("receive", t("Record"), S.take_in, t("What has come?"), stays, where, of_item=_came_as),
        _question("inspect", t("Record"), S.take_in, t("How is what came?"), unpaid, of_item=_looks_like),
    )


def _of_money() -> tuple[rx.Component, ...]:
    asked, stays = t("The payment is asked for. This cannot be undone."), t("It stays in the queue, and can be asked for again.")
    reference = kit.text_field(t("Payer's reference"), "reference", error=S.errors["reference"], max_length=200)
    error = kit.text_field(t("What went wrong?"), "error", error=S.errors["error"], max_length=500)
    return (
        _question("settle", t("Ask for the payment"), S.pay, t("Settle the return?"), asked),
        _question("paid", t("Mark as paid"), S.pay, t("Was it paid?"), t("This cannot be undone."), reference),
        _question("failed", t("Mark as failed"), S.pay, t("Did the payment fail?"), stays, error, is_hard=True),
    )


def _question(
    deed: str, words: Any, on_submit: Any, title: Any, about: Any, *more: rx.Component, of_item: Any = None, is_hard: bool = False
) -> rx.Component:
    form = rx.el.form(
        rx.foreach(S.items, lambda row: _item(row, of_item)),
        *more,
        rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert"),
        rx.el.div(
            kit.closing(kit.button(t("Back"))),
            kit.button(words, type="submit", look="danger" if is_hard else "primary"),
            class_name="floating-foot",
        ),
        on_submit=on_submit,
        key=S.form_key,
        class_name="return-asked",
    )
    return kit.dialog(form, title=title, about=about, open=S.asking == deed, on_open_change=S.set_asking)


def _item(row: Any, of_item: Any) -> rx.Component:
    how_many = _field(
        t("How many of {most}", most=row.most.to_string()),
        rx.el.input(
            type="number",
            name="quantity-" + row.id,
            default_value=row.first,
            min=0,
            max=row.most,
            step=1,
            required=True,
            class_name="control",
        ),
    )
    return rx.el.fieldset(
        rx.el.legend(row.words, dir="auto"),
        rx.el.p(row.stands, class_name="text-small text-faint"),
        how_many,
        *(of_item(row) if of_item else ()),
        key=row.id,
    )


def _field(label: Any, control: rx.Component) -> rx.Component:
    return rx.el.label(rx.el.span(label, class_name="block text-small text-soft"), control, class_name="block min-w-0")


def _select(label: Any, name: Any, options: list[tuple[str, Any]]) -> rx.Component:
    drawn = rx.el.select(*(rx.el.option(words, value=value) for value, words in options), name=name, class_name="control")
    return _field(label, rx.el.div(drawn, kit.icon("chevron_down"), class_name="select"))


def _came_as(row: Any) -> tuple[rx.Component, ...]:
    options = [
        ("received", t("As announced")),
        ("short", t("Not in the box")),
        ("wrong_item", t("Another item came")),
        ("lost", t("Lost on the way")),
    ]
    return (_select(t("Came"), "as-" + row.id, options),)


def _looks_like(row: Any) -> tuple[rx.Component, ...]:
    outcomes = [("accepted", t("Accept")), ("rejected", t("Don't accept")), ("needs_person", t("Somebody else has to look"))]
    none: tuple[str, Any] = ("", t("Not said"))
    return (
        _select(t("Decision"), "outcome-" + row.id, outcomes),
        _select(t("Grade"), "grade-" + row.id, [none, *((key, t(words)) for key, words in GRADES.items())]),
        _select(t("Where to"), "disposition-" + row.id, [none, *((key, t(words)) for key, words in DISPOSITIONS.items())]),
        _field(t("Note for staff"), rx.el.input(name="note-" + row.id, max_length=2000, class_name="control")),
    )
