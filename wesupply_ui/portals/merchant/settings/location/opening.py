"""Draws when a location is open: its usual week, public holidays, and days on which it is otherwise."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.location.state import LocationState as S


def week_card(may: Any) -> rx.Component:
    """Spans by weekday."""
    unread = kit.notice(t("The shop sent hours in words that we can't read. Saving here replaces them."), tone="attention")
    return kit.section(
        t("Opening hours"),
        rx.cond(S.form.hours_unread, unread, rx.fragment()),
        rx.el.ul(rx.foreach(S.week, lambda day: _day(day, may)), class_name="week", role="list"),
        about=t("By the location's own clock. A time that closes before it opens is on the next day."),
        problem=S.errors["hours"],
        name="week",
        on_submit=S.save_week,
        may=may,
    )


def _day(day: Any, may: Any) -> rx.Component:
    add = kit.icon_button("plus", t("Add hours on {day}", day=day.name), size="small", on_click=S.add_span(day.key))
    return rx.el.li(
        rx.el.span(day.name, class_name="week-day"),
        rx.el.div(
            rx.foreach(day.spans, lambda span: _span(day, span, may)),
            rx.cond(day.spans, rx.fragment(), rx.el.span(t("Closed"), class_name="text-faint")),
            class_name="week-spans",
        ),
        rx.cond(may, add, rx.fragment()),
        key=day.key,
    )


def _span(day: Any, span: Any, may: Any) -> rx.Component:
    def time(end: str, label: Any, value: Any) -> rx.Component:
        return rx.el.input(type="time", name=f"{day.key}.{span.id}.{end}", default_value=value, aria_label=label, class_name="control")

    remove = kit.icon_button("x", t("Remove these hours of {day}", day=day.name), size="small", on_click=S.remove_span(day.key, span.id))
    return rx.el.span(
        time("opens", t("{day}, opens", day=day.name), span.opens),
        "–",
        time("closes", t("{day}, closes", day=day.name), span.closes),
        rx.cond(may, remove, rx.fragment()),
        class_name="week-span",
        key=span.id.to_string(),
    )


def holidays_card(may: Any) -> rx.Component:
    """Whether it is closed on public holidays, and those ahead."""
    entries = rx.foreach(S.holidays, lambda each: _holiday(each, may))
    listed = rx.el.ul(entries, role="list", class_name="day-list", aria_label=t("Public holidays ahead"))
    ahead = rx.el.details(rx.el.summary(t("The next twelve months"), class_name="text-link"), listed, class_name="card")
    region = kit.select_field(t("Region"), "region", S.regions, default_value=S.form.region, required=True)
    return rx.el.div(
        kit.section(
            t("Public holidays"),
            kit.checkbox(t("Closed on public holidays"), name="follow", default_checked=S.form.follows),
            rx.cond(S.regions.length() > 1, region, rx.fragment()),
            name="holidays",
            on_submit=S.save_holidays,
            may=may,
        ),
        rx.cond(S.holidays, ahead, rx.fragment()),
        class_name="flex flex-col gap-2",
    )


def _holiday(each: Any, may: Any) -> rx.Component:
    after_all, instead = t("Closed on {day} after all", day=each.day), t("Open as usual on {day}", day=each.day)
    words = t("Closed as the holiday says")
    keep = kit.button(words, size="small", look="plain", on_click=S.remove_exception(each.date), aria_label=after_all)
    otherwise = kit.button(t("Open as usual"), size="small", on_click=S.open_on(each.date), aria_label=instead)
    below = rx.el.span(" · ", t("see below"), class_name="text-faint")
    return rx.el.li(
        rx.el.span(each.day, class_name="week-day"),
        rx.el.span(each.name, rx.cond(each.is_kept, "", below), class_name="flex-1 min-w-0"),
        rx.cond(may, rx.cond(each.is_kept, otherwise, keep), rx.fragment()),
        key=each.date,
    )


def exceptions_card(may: Any) -> rx.Component:
    """Days on which it is otherwise."""

    def row(each: Any) -> rx.Component:
        note = rx.el.span(" · ", each.note, class_name="text-faint")
        remove = kit.icon_button("x", t("Remove {day}", day=each.day), size="small", on_click=S.remove_exception(each.date))
        return rx.el.li(
            rx.el.span(each.day, class_name="week-day"),
            rx.el.span(each.hours, rx.cond(each.note, note, ""), class_name="flex-1 min-w-0"),
            rx.cond(may, remove, rx.fragment()),
            key=each.date,
            data_testid="exception-" + each.date,
        )

    nothing = rx.el.p(t("None ahead."), class_name="text-soft")
    listed = rx.el.ul(rx.foreach(S.exceptions, row), role="list", class_name="day-list")
    return kit.card(
        rx.el.p(t("They win over the week and over public holidays."), class_name="section-about"),
        rx.cond(S.exceptions, listed, nothing),
        rx.cond(may, _add(), rx.fragment()),
        title=t("Other days"),
    )


def _add() -> rx.Component:
    wrong = kit.notice(S.errors["exceptions"], tone="problem")
    return rx.el.form(
        kit.text_field(t("Day"), "exception_date", kind="date", required=True),
        kit.text_field(t("Opens"), "exception_opens", kind="time", hint=t("Blank: closed all day.")),
        kit.text_field(t("Closes"), "exception_closes", kind="time"),
        kit.text_field(t("Note"), "exception_note", max_length=100),
        rx.el.div(rx.cond(S.errors["exceptions"], wrong, rx.fragment()), role="alert", class_name="is-whole"),
        rx.el.div(kit.button(t("Add the day"), type="submit"), class_name="is-whole"),
        on_submit=S.add_exception,
        reset_on_submit=True,
        no_validate=True,
        class_name="section-fields is-paired pt-4",
    )
