"""Draws the audit log: filters above, entries below, each with its changes behind it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import not_allowed
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.audit.rows import Change, EntryRow
from wesupply_ui.portals.merchant.settings.audit.state import AuditState as S
from wesupply_ui.portals.merchant.settings.frame import settings_frame


def audit() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("audit.read")
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/security.css", custom_attrs={"precedence": "default"}),
        rx.cond(
            may,
            rx.fragment(_filters(), rx.cond(S.loaded, _entries(), kit.card(kit.skeleton(8, height=24)))),
            not_allowed(t("Your role does not let you read the audit log")),
        ),
        name="audit",
        actions=(_download("csv", t("CSV")), _download("jsonl", t("JSON lines"))),
    )


def _download(kind: str, words: Any) -> rx.Component:
    address = f"/api/exports/audit.{kind}?{S.export_query}"
    return rx.cond(
        S.loaded,
        # `rx.el.a` would be a router's link, which looks for a page of ours instead of fetching the file.
        kit.link_button(words, address, size="small", sign="download", reload_document=True, download=True),
        rx.fragment(),
    )


def _filters() -> rx.Component:
    return kit.toolbar(
        kit.search_field(
            label=t("Search the log"), value=S.typed, on_search=S.search_for, placeholder=t("What it was about"), key=S.field_key
        ),
        _choice(t("Who"), t("Everybody"), S.people, S.who, "who"),
        _choice(t("What"), t("Everything"), S.deeds, S.what, "what"),
        _day(t("Since"), S.since, "since"),
        _day(t("Until"), S.until, "until"),
        rx.cond(S.is_narrowed, kit.button(t("Clear"), look="plain", sign="x", on_click=S.clear), rx.fragment()),
    )


def _choice(label: Any, everything: Any, options: rx.Var, chosen: rx.Var, name: str) -> rx.Component:
    control = rx.el.select(
        rx.el.option(everything, value=""),
        rx.foreach(options, lambda each: rx.el.option(each.words, value=each.value)),
        class_name="control",
        aria_label=label,
        value=chosen,
        on_change=lambda value: S.choose(name, value),
    )
    return rx.el.div(control, kit.icon("chevron_down"), class_name="select")


def _day(label: Any, value: rx.Var, name: str) -> rx.Component:
    control = rx.el.input(
        type="date", class_name="control", default_value=value, key=value, on_change=lambda day: S.choose(name, day).debounce(600)
    )
    return rx.el.label(rx.el.span(label, class_name="text-soft"), control, class_name="log-day")


def _entries() -> rx.Component:
    some = rx.fragment(
        rx.el.ol(rx.foreach(S.rows, _entry), class_name="card log", role="list", aria_label=t("Entries, newest first")),
        rx.cond(S.has_more, kit.button(t("Show older entries"), on_click=S.show_more), rx.fragment()),
        rx.cond(S.is_at_end, rx.el.p(t("Older entries are in the file, or narrow the log by day."), class_name="text-soft"), rx.fragment()),
    )
    nothing = kit.empty_state(
        t("Nothing here"), t("Every change that staff and machines make is kept here. Nothing fits these filters."), sign="scroll_text"
    )
    return rx.cond(S.rows.length() > 0, some, kit.card(nothing))


def _entry(row: EntryRow) -> rx.Component:
    head = rx.el.span(
        rx.el.span(rx.el.span(row.day, " "), rx.el.span(row.at, class_name="tabular-nums"), class_name="log-at text-soft"),
        rx.el.span(row.who, class_name="log-who font-semibold"),
        rx.el.span(row.deed, rx.cond(row.about, rx.el.bdi(row.about, class_name="log-about"), rx.fragment()), class_name="log-deed"),
        class_name="log-head",
    )
    facts = rx.el.p(
        t("Entry {number}", number=row.number),
        " · ",
        rx.el.bdi(row.subject),
        rx.cond(row.origin, rx.fragment(" · ", t("from {address}", address=row.origin)), rx.fragment()),
        class_name="text-faint break-all",
    )
    more = rx.el.div(rx.cond(row.changes.length() > 0, _changes(row), rx.fragment()), facts, class_name="log-more")  # type: ignore[attr-defined]
    return rx.el.li(rx.el.details(rx.el.summary(head, kit.icon("chevron_down")), more), key=row.id, data_testid="audit-" + row.number)


def _changes(row: EntryRow) -> rx.Component:
    return rx.el.dl(rx.foreach(row.changes, _change), class_name="log-changes")


def _change(change: Change) -> rx.Component:
    before = rx.cond(
        change.has_before, rx.fragment(rx.el.span(t("before:"), class_name="unseen"), rx.el.del_(change.before), " "), rx.fragment()
    )
    after = rx.cond(
        change.has_after,
        rx.fragment(rx.el.span(t("after:"), class_name="unseen"), rx.el.ins(change.after)),
        rx.el.span(t("nothing"), class_name="text-faint"),
    )
    return rx.fragment(rx.el.dt(change.name), rx.el.dd(before, after))
