"""Draws the making of a return: the order, its items with what the policy says of each, and the answer that would hold."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.new_return.state import NewReturnState as S
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.returns.address import LIST, NEW
from wesupply_ui.portals.merchant.returns.words import METHODS, RESOLUTIONS


def new_return() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("returns.decide")
    shown = rx.cond(S.loaded, rx.cond(S.order.id != "", _whole(), _search()), kit.card(kit.skeleton(6)))
    here = t("It is here already: afterwards it is received.")
    return frame(
        rx.el.link(rel="stylesheet", href="/returns.css", custom_attrs={"precedence": "default"}),
        rx.el.link(rel="stylesheet", href="/receiving.css", custom_attrs={"precedence": "default"}),
        kit.page_header(
            t("New return"), back=(t("Returns"), LIST), about=rx.cond(S.is_here, here, t("For a shopper, by what the policy says."))
        ),
        rx.cond(may, shown, not_allowed(t("Your role does not let you make returns"))),
        current=NEW,
    )


def _search() -> rx.Component:
    def draw(row: Any) -> rx.Component:
        words = rx.el.div(
            rx.el.strong(t("Order {number}", number=row.number)),
            rx.el.p(row.detail, class_name="text-soft", dir="auto"),
            class_name="min-w-0 flex-1",
        )
        button = kit.button(t("Choose"), on_click=S.choose(row.id), aria_label=t("Choose {number}", number=row.number))
        return rx.el.li(words, button, key=row.id, data_testid="order-choice")

    form = rx.el.form(
        rx.el.label(t("Of which order?"), html_for="order-search", class_name="bench-label"),
        rx.el.div(
            rx.el.input(id="order-search", name="q", class_name="control", auto_complete="off", auto_focus=True, max_length=200),
            kit.button(t("Find"), type="submit", look="primary"),
            class_name="bench-row",
        ),
        rx.el.p(t("Order number, name, e-mail or tracking number"), class_name="hint"),
        on_submit=S.search,
        class_name="flex flex-col gap-2",
    )
    none = rx.el.p(t("No order matches."), class_name="text-soft")
    found = rx.el.ul(rx.foreach(S.orders, draw), class_name="bench-choices")
    below = rx.cond(S.orders.length() > 0, found, rx.cond(S.searched, none, rx.fragment()))
    return kit.card(form, _problem(), rx.el.div(below, role="status"), class_name="flex flex-col gap-4")


def _problem() -> rx.Component:
    return rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert", data_testid="problem")


def _whole() -> rx.Component:
    head = rx.el.header(
        rx.el.div(
            rx.el.h2(t("Order {number}", number=S.order.number), class_name="bench-number"),
            rx.el.p(S.order.detail, class_name="text-soft", dir="auto"),
        ),
        kit.button(t("Another order"), size="small", on_click=S.choose_another),
        class_name="bench-head",
    )
    form = rx.el.form(
        rx.el.div(rx.foreach(S.lines, _line), class_name="bench-items"),
        rx.el.div(
            kit.select_field(t("Instead"), "resolution", [("", t("What is offered first")), *_words(RESOLUTIONS)], required=True),
            rx.cond(
                S.is_here,
                rx.fragment(),
                kit.select_field(t("Way back"), "method", [("", t("What is offered first")), *_words(METHODS)], required=True),
            ),
            class_name="bench-grid",
        ),
        rx.el.div(kit.button(t("Work out"), type="submit", sign="calculator", data_testid="work-out")),
        on_submit=S.work_out,
        key=S.form_key,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    return rx.el.div(
        rx.el.section(head, form, class_name="card bench-box", aria_label=t("What comes back")),
        rx.el.div(_problem(), rx.el.div(rx.cond(S.answer.length() > 0, _answer(), rx.fragment()), role="status"), class_name="min-w-0"),
        class_name="order-columns bench",
    )


def _words(table: dict[str, str]) -> list[tuple[str, Any]]:
    return [(code, t(words)) for code, words in table.items()]


def _line(row: Any) -> rx.Component:
    quantity = rx.el.input(
        type="number",
        name="quantity-" + row.id,
        default_value="0",
        min=0,
        max=row.left,
        step=1,
        class_name="control",
    )
    reasons = rx.foreach(S.reasons, lambda each: rx.el.option(each.words, value=each.value))
    reason = rx.el.div(rx.el.select(reasons, name="reason-" + row.id, class_name="control"), kit.icon("chevron_down"), class_name="select")
    comment = rx.el.input(name="comment-" + row.id, max_length=2000, auto_complete="off", class_name="control")
    asked = rx.el.div(
        _field(t("How many of {most}", most=row.left.to_string()), quantity),
        _field(t("Reason"), reason),
        _field(t("The shopper's words"), comment),
        class_name="bench-grid",
    )
    return rx.el.fieldset(
        rx.el.legend(row.title, class_name="unseen", dir="auto"),
        rx.el.div(
            kit.thumbnail(row.picture),
            rx.el.div(
                rx.el.p(rx.el.strong(row.title, dir="auto"), aria_hidden="true"),
                rx.el.p(row.detail, class_name="text-small text-soft", dir="auto"),
                rx.el.p(row.says, class_name="text-small toned", data_tone=row.tone),
                class_name="min-w-0 flex-1",
            ),
            class_name="bench-what",
        ),
        rx.cond(row.left > 0, asked, rx.fragment()),
        key=row.id,
        data_testid="return-line",
    )


def _field(label: Any, control: rx.Component) -> rx.Component:
    return rx.el.label(rx.el.span(label, class_name="block text-small text-soft"), control, class_name="block min-w-0")


def _answer() -> rx.Component:
    """What would hold, and the button that makes it so."""

    def draw(row: Any) -> rx.Component:
        why = rx.foreach(row.why, lambda words: rx.el.p(words, class_name="text-small toned", data_tone="attention"))
        return rx.el.li(
            rx.el.div(rx.el.p(row.title, dir="auto"), why, class_name="min-w-0 flex-1"),
            rx.el.span(row.amount, class_name="whitespace-nowrap"),
            key=row.key,
            data_testid="answer",
        )

    cannot = kit.notice(t("The policy says no. Somebody with the right to overrule it can make this return."), tone="attention")
    firm = kit.notice(t("There is nothing left of this that could come back."), tone="problem")
    may_go_on = rx.cond(S.is_refused & ~S.may_overrule, cannot, _making())
    return kit.card(
        rx.el.ul(rx.foreach(S.answer, draw), class_name="bench-choices"),
        rx.el.p(rx.el.strong(t("Shopper gets")), " ", rx.el.strong(S.total), class_name="flex justify-between"),
        rx.cond(S.is_firm, firm, may_go_on),
        title=t("The answer"),
        class_name="flex flex-col gap-3",
    )


def _making() -> rx.Component:
    """The button that makes it so, and what has to be said with it."""
    overrule = rx.cond(
        S.is_refused,
        kit.text_area(
            t("Why, although the policy says no?"),
            "overrule",
            rows=3,
            required=True,
            max_length=1000,
            hint=t("It is kept with the return and in the audit log. Never more than was paid is given back."),
        ),
        rx.fragment(),
    )
    approval = kit.select_field(
        t("Then"), "approval", [("", t("As the policy says")), ("now", t("Approved at once")), ("review", t("Somebody looks first"))],
        required=True,
    )  # fmt: skip
    return rx.el.form(
        overrule,
        approval,
        kit.button(t("Make the return"), type="submit", look="primary", data_testid="make"),
        on_submit=S.make,
        no_validate=True,
        class_name="flex flex-col gap-3",
    )
