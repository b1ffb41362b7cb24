"""Draws what a draft would have changed over past orders."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.returns.time_state import TimeState as T

_SPANS = (
    ("days-30", t("Orders of the last 30 days")),
    ("days-90", t("Orders of the last 90 days")),
    ("days-365", t("Orders of the last year")),
    ("last-1000", t("The last 1,000 orders")),
)
_AFTER = tuple((days, t("asked {days} days after it arrived", days=days)) for days in ("3", "10", "20", "40"))


def time_machine() -> rx.Component:
    """Over which orders, how far it is, what came of it."""
    running = T.stage == "running"
    bar = rx.el.div(
        rx.el.progress(value=T.percent.to_string(), max="100", class_name="time-bar", aria_label=t("How far it is")),
        rx.el.span(T.told, class_name="text-soft", role="status"),
        kit.button(t("Stop"), size="small", look="plain", on_click=T.stop),
        class_name="time-progress",
    )
    asked = rx.el.div(
        kit.select(_SPANS, label=t("Over which orders"), value=T.span, on_change=T.choose_span),
        kit.select(_AFTER, label=t("When shoppers ask"), value=T.after, on_change=T.choose_after),
        kit.button(t("Work it out"), look="primary", busy=running, on_click=T.run),
        class_name="time-asked",
    )
    return kit.card(
        rx.el.p(
            t("Every line of these orders is asked for once, and judged by your draft and by what is in force. Nothing is changed."),
            class_name="section-about",
        ),
        asked,
        rx.cond(running, bar, rx.fragment()),
        rx.cond(T.problem, kit.notice(T.problem, tone="attention", role="alert"), rx.fragment()),
        rx.cond(T.stage == "done", _outcome(), rx.fragment()),
        title=t("What would have changed"),
        data_testid="time-machine",
    )


def _outcome() -> rx.Component:
    found = T.outcome
    return rx.el.div(
        rx.el.p(found.summary, class_name="time-summary", role="status"),
        rx.cond(
            found.money, rx.el.p(t("All returns together would bring shoppers"), ": ", found.money, class_name="text-soft"), rx.fragment()
        ),
        rx.cond(found.flips.length() > 0, _flips(), rx.fragment()),
        rx.cond(found.rules.length() > 0, _rules(), rx.fragment()),
        rx.cond(found.examples.length() > 0, _examples(), rx.fragment()),
        class_name="time-outcome",
    )


def _arrow(row: Any) -> rx.Component:
    return rx.el.span(
        rx.cond(row.before, kit.badge(row.before, row.before_tone), rx.fragment()),
        rx.cond(row.before, kit.icon("arrow_right", label=t("becomes")), rx.fragment()),
        kit.badge(row.after, row.after_tone),
        class_name="time-arrow",
    )


def _flips() -> rx.Component:
    columns = (kit.Column(t("Answer")), kit.Column(t("Items"), align="end"), kit.Column(t("Money"), align="end"))
    return kit.table(
        columns,
        T.outcome.flips,
        lambda row: [_arrow(row), row.how_many, row.moved],
        label=t("Answers that would be others"),
        row_props=lambda row: {"key": row.key},
    )


def _rules() -> rx.Component:
    columns = (
        kit.Column(t("Decides")), kit.Column(t("Before")), kit.Column(t("After")), kit.Column(t("Items"), align="end"),
        kit.Column(t("Money"), align="end"),
    )  # fmt: skip
    return kit.table(
        columns,
        T.outcome.rules,
        lambda row: [row.aspect, row.before, rx.el.strong(row.after), row.how_many, row.moved],
        label=t("Rules behind it"),
        row_props=lambda row: {"key": row.key},
    )


def _examples() -> rx.Component:
    columns = (kit.Column(t("Order")), kit.Column(t("Answer")), kit.Column(t("By")))

    def order(row: Any) -> Any:
        return rx.cond(row.href, kit.link(row.order, row.href), rx.el.span(row.order))

    return kit.table(
        columns,
        T.outcome.examples,
        lambda row: [order(row), _arrow(row), row.why],
        label=t("Orders to look at"),
        row_props=lambda row: {"key": row.key},
    )
