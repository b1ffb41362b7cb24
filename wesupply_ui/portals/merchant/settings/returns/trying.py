"""Draws the trial on one order: which order, what of it, and what the draft answers beside what is in force."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.parts import chosen
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S
from wesupply_ui.portals.merchant.settings.returns.trying_state import TryState as T


def trying() -> rx.Component:
    """On the right of the rules, and following every change."""
    return rx.el.section(
        kit.card(rx.cond(T.title, _tried(), _search()), title=t("Try it on an order")),
        class_name="policy-try",
        aria_label=t("Try it on an order"),
        data_testid="try",
    )


def _search() -> rx.Component:
    field = kit.search_field(label=t("Order to try"), value="", on_search=T.find, placeholder=t("Order, name or e-mail"), name="order")

    def found(row: Any) -> rx.Component:
        return rx.el.li(
            kit.button(
                row.words,
                look="plain",
                size="small",
                on_click=T.choose(row.value),
            ),
            key=row.value,
        )

    listed = rx.el.ul(rx.foreach(T.found, found), role="list", class_name="try-found", aria_label=t("Orders"))
    return rx.fragment(field, listed, rx.el.p(T.told, role="status", class_name="text-soft"))


def _tried() -> rx.Component:
    head = rx.el.div(
        rx.el.strong(kit.link(T.title, T.href)),
        kit.button(t("Another order"), size="small", look="plain", on_click=T.leave),
        class_name="try-head",
    )
    problem = rx.cond(T.problem, rx.el.p(T.problem, class_name="text-soft"), rx.fragment())
    return rx.fragment(
        head,
        rx.el.ul(rx.foreach(T.lines, _line), role="list", class_name="try-lines"),
        rx.el.div(
            chosen(T.reasons, label=t("Reason"), value=T.reason, on_change=T.because),
            chosen(T.resolutions, label=t("What instead"), value=T.resolution, on_change=T.instead),
            class_name="try-choices",
        ),
        rx.el.div(problem, rx.foreach(T.answers, _answer), role="status", class_name="try-answers"),
    )


def _line(row: Any) -> rx.Component:
    field = rx.el.input(
        type="number",
        min="0",
        max=row.most,
        value=row.quantity,
        on_change=lambda value: T.ask_for(row.id, value),
        aria_label=t("Pieces of {title} that come back", title=row.title),
        class_name="control is-tiny",
    )
    return rx.el.li(
        field, rx.el.span(t("of {count}", count=row.most), class_name="text-faint text-small"), rx.el.span(row.title), key=row.id
    )


def _answer(row: Any) -> rx.Component:
    by = rx.el.button(row.rule_name, type="button", class_name="piece", on_click=S.open(row.rule, "name"))
    decided = rx.cond(row.rule != "", by, rx.el.span(row.rule_name))
    standing = rx.el.p(
        rx.el.span(t("In force"), ": ", class_name="text-soft"),
        kit.badge(row.standing, row.standing_tone),
        " ",
        rx.el.span(row.standing_gets, class_name="text-soft"),
        class_name="try-standing",
    )
    return rx.el.section(
        rx.el.h3(row.title, class_name="font-semibold"),
        rx.el.p(kit.badge(row.verdict, row.tone), " ", row.gets, class_name="try-verdict", data_testid="verdict"),
        rx.foreach(row.why, lambda words: rx.el.p(words, dir="auto")),
        rx.cond(row.until, rx.el.p(row.until, class_name="text-soft"), rx.fragment()),
        rx.cond(row.rule_name, rx.el.p(rx.el.span(t("Decided by"), " ", class_name="text-soft"), decided), rx.fragment()),
        standing,
        rx.el.details(
            rx.el.summary(t("Every part of it")),
            rx.el.ul(rx.foreach(row.because, _because), role="list", class_name="try-because"),
        ),
        class_name="try-answer",
        data_other=rx.cond(row.is_other, "true", "false"),
        key=row.key,
    )


def _because(row: Any) -> rx.Component:
    words = rx.cond(row.words, rx.el.span(row.words), rx.fragment())
    return rx.el.li(rx.el.span(row.aspect, class_name="text-soft"), words, rx.el.span(row.name, class_name="text-faint text-small"))
