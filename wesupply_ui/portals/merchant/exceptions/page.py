"""Draws the inbox of exceptions: the list, and beside it the open case; on a phone one after the other."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.exceptions.case_part import case_part
from wesupply_ui.portals.merchant.exceptions.case_state import CaseState
from wesupply_ui.portals.merchant.exceptions.questions import questions
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState as S
from wesupply_ui.portals.merchant.exceptions.words import AGES, GROUP_WORDS, PARTIES
from wesupply_ui.portals.merchant.filter_menu import choice, filter_menu
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.person import PersonState


def may_work() -> rx.Var:
    """Whether this person works cases; for drawing only."""
    return PersonState.permissions.contains("exceptions.work")


def exceptions() -> rx.Component:
    """The whole screen."""
    parts = rx.el.div(
        rx.el.section(_above(), _list(), class_name="inbox-list", aria_label=t("Cases")),
        rx.el.section(case_part(), class_name="inbox-case", aria_label=t("The open case")),
        class_name="inbox",
        data_open=rx.cond(S.open_id, "yes", "no"),
    )
    return frame(
        rx.el.link(rel="stylesheet", href="/inbox.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/inbox.js", custom_attrs={"async": True}),
        rx.el.div(
            kit.page_header(t("Exceptions"), about=t("Parcels that will not arrive as promised unless somebody acts.")),
            _tabs(),
            class_name="inbox-head",
            data_open=rx.cond(S.open_id, "yes", "no"),
        ),
        rx.cond(S.loaded, parts, kit.card(kit.skeleton(8, height=24))),
        questions(),
        _undo(),
        current="/app/exceptions",
    )


def _tabs() -> rx.Component:
    tabs = (
        kit.Tab("/app/exceptions", t("Open"), S.open_count),
        kit.Tab("/app/exceptions?who=me", t("Mine"), S.mine_count),
        kit.Tab("/app/exceptions?state=snoozed", t("Snoozed"), S.snoozed_count),
        kit.Tab("/app/exceptions?state=resolved", t("Resolved lately")),
    )
    here = rx.match(S.state, ("snoozed", tabs[2].value), ("resolved", tabs[3].value), rx.cond(S.who == "me", tabs[1].value, tabs[0].value))
    return kit.link_tabs(tabs, current=here, label=t("Views"))


def _above() -> rx.Component:
    all_ticked = (S.ticked.length() > 0) & (S.ticked.length() >= S.rows.length())
    tick = rx.cond(
        may_work() & (S.rows.length() > 0),
        rx.el.input(type="checkbox", class_name="tick", checked=all_ticked, on_change=S.tick_all, aria_label=t("Choose all")),
        rx.fragment(),
    )
    told = rx.el.span(S.told, class_name="text-soft", role="status")
    chips = rx.foreach(S.chips, lambda chip: kit.removable_chip(chip.words, on_remove=S.choose(chip.name, "")))
    fresh = kit.button(rx.el.span(S.fresh, " · ", t("Show")), size="small", sign="arrow_up", on_click=S.show_fresh)
    return rx.el.div(
        rx.el.div(tick, told, rx.el.span(class_name="grow"), _how_sorted(), _filters(), class_name="inbox-bar"),
        rx.cond(S.chips.length() > 0, rx.el.div(chips, class_name="toolbar", role="group", aria_label=t("In force")), rx.fragment()),
        rx.cond(S.ticked.length() > 0, _bulk(), rx.fragment()),
        rx.el.div(rx.cond(S.fresh, fresh, rx.fragment()), role="status"),
        class_name="flex flex-col gap-2",
    )


def _how_sorted() -> rx.Component:
    words = t(
        "The most urgent first: what is lost or damaged, what goes back, what waits for somebody, failed deliveries, parcels on hold, "
        "silence, lateness. Among equals the one that has waited longest."
    )
    about = rx.el.p(words, class_name="inbox-sorted")
    keys = rx.el.p(
        t("Keys: j and k walk the list, x chooses, s snoozes, a assigns, r resolves, c writes to the shopper, u undoes."),
        class_name="inbox-sorted text-faint",
    )
    return rx.el.details(
        rx.el.summary(kit.icon("arrow_down_wide_narrow"), rx.el.span(t("Urgency")), class_name="button", data_size="small"),
        rx.el.div(about, keys),
        class_name="menu",
    )


def _filters() -> rx.Component:
    reasons = {key: t(reason.words) for key, reason in sorted(REASONS.items(), key=lambda each: each[1].words)}
    people = rx.foreach(S.people, lambda each: rx.el.option(each.words, value=each.value))
    who = rx.el.select(
        rx.el.option(t("Anybody"), value=""),
        rx.el.option(t("Me"), value="me"),
        rx.el.option(t("Nobody"), value="nobody"),
        people,
        value=S.who,
        on_change=lambda value: S.choose("who", value),
        class_name="control",
        aria_label=t("Assigned to"),
    )
    carrier = kit.select(S.carriers, label=t("Carrier"), value=S.carrier, on_change=lambda value: S.choose("carrier", value))
    return filter_menu(
        choice(t("Trouble"), S.kind, {key: t(words) for key, words in GROUP_WORDS.items()}, lambda value: S.choose("kind", value)),
        choice(t("Reason"), S.reason, reasons, lambda value: S.choose("reason", value)),
        choice(t("Caused by"), S.party, {key: t(words) for key, words in PARTIES.items()}, lambda value: S.choose("party", value)),
        rx.el.label(rx.el.span(t("Carrier")), carrier, class_name="filter"),
        choice(t("Waiting over"), S.age, {key: t(words) for key, words in AGES.items()}, lambda value: S.choose("age", value)),
        rx.el.label(rx.el.span(t("Assigned to")), rx.el.div(who, kit.icon("chevron_down"), class_name="select"), class_name="filter"),
    )


def _bulk() -> rx.Component:
    return rx.el.div(
        rx.el.span(S.ticked.length(), " ", t("chosen"), class_name="text-soft"),
        kit.button(t("Snooze"), size="small", sign="alarm_clock", on_click=CaseState.ask("snooze", "")),
        kit.button(t("Assign"), size="small", sign="user_plus", on_click=CaseState.ask("assign", "")),
        kit.button(t("Resolve"), size="small", sign="check", on_click=CaseState.ask("resolve", "")),
        kit.button(t("None"), size="small", look="plain", on_click=S.tick_all(False)),
        class_name="inbox-bulk",
        role="group",
        aria_label=t("Do with the chosen cases"),
    )


def _list() -> rx.Component:
    calm = rx.cond(
        S.is_narrowed,
        kit.empty_state(
            t("No case matches"), t("Take a filter away to see more."), kit.button(t("Clear filters"), on_click=S.clear), sign="search_x"
        ),
        rx.match(
            S.state,
            ("snoozed", kit.empty_state(t("Nothing is snoozed"), t("What you put aside waits here until its time."), sign="alarm_clock")),
            ("resolved", kit.empty_state(t("Nothing resolved lately"), t("Cases of the last two weeks show up here."), sign="check")),
            kit.empty_state(
                t("Nothing to look at"),
                t("Parcels that are late, lost, held, silent or could not be delivered show up here."),
                sign="circle_check",
            ),
        ),
    )
    rows = rx.el.ul(rx.foreach(S.rows, _row), class_name="card inbox-rows")
    more = rx.cond(S.has_more, kit.button(t("Show more"), on_click=S.show_more), rx.fragment())
    return rx.cond(S.rows.length() > 0, rx.fragment(rows, more), kit.card(calm))


def _row(row: Any) -> rx.Component:
    tick = rx.el.input(
        type="checkbox",
        class_name="tick",
        checked=S.ticked.contains(row.id),
        on_change=lambda value: S.tick(row.id, value),
        aria_label=t("Choose {title}", title=row.title),
    )
    state = rx.cond(
        row.done,
        rx.el.span(kit.icon("check"), row.done, class_name="inbox-done"),
        rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.words, class_name="truncate text-soft"), class_name="inbox-state"),
    )
    who = rx.cond(row.who, rx.el.span(row.initials, class_name="avatar", title=row.who, aria_label=row.who, role="img"), rx.fragment())
    return rx.el.li(
        rx.cond(may_work(), tick, rx.fragment()),
        rx.el.div(
            rx.el.div(
                kit.link(
                    row.title,
                    row.href,
                    class_name="row-link truncate",
                    aria_current=rx.cond(S.open_id == row.id, "true", "false"),
                    custom_attrs={"data-case": row.id},
                ),
                rx.el.span(row.age, class_name="age"),
                class_name="inbox-line",
            ),
            rx.el.div(state, who, class_name="inbox-line"),
            rx.el.p(row.about, class_name="text-small text-faint truncate number"),
            class_name="min-w-0",
        ),
        class_name="inbox-row",
        key=row.id,
        data_done=rx.cond(row.done, "yes", "no"),
        data_testid=f"case-{row.id}",
    )


def _undo() -> rx.Component:
    bar = rx.el.div(
        kit.icon("check"),
        rx.el.span(CaseState.done_words, class_name="grow"),
        kit.button(t("Undo"), size="small", on_click=CaseState.undo, custom_attrs={"data-shortcut": "u"}),
        class_name="inbox-undo",
    )
    return rx.el.div(rx.cond(CaseState.done_words, bar, rx.fragment()), role="status")
