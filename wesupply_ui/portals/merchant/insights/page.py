"""Draws the insights: a period with the one before, and for each figure its definition, its table and the orders behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.insights.state import InsightsState as S
from wesupply_ui.portals.merchant.person import PersonState


def insights() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("insights.read")
    shown = rx.fragment(_period(), rx.cond(S.loaded, _shown(), kit.card(kit.skeleton(8, height=24))))
    return frame(
        rx.el.link(rel="stylesheet", href="/insights.css", custom_attrs={"precedence": "default"}),
        kit.page_header(t("Insights"), about=t("How punctual deliveries are, how long they take, and what goes wrong.")),
        rx.cond(may, shown, not_allowed(t("Your role does not let you see figures"))),
        current="/app/insights",
    )


def _period() -> rx.Component:
    lengths = (("7", t("7 days")), ("30", t("30 days")), ("90", t("90 days")))
    own = rx.el.form(
        kit.text_field(t("First day"), "first", kind="date", required=True, default_value=S.first, key=S.first),
        kit.text_field(t("Last day"), "last", kind="date", required=True, default_value=S.last, key=S.last),
        kit.button(t("Show"), type="submit"),
        on_submit=S.own_days,
        class_name="insights-days",
    )
    return rx.el.div(
        kit.filter_chips(lengths, chosen=S.days, on_choose=lambda value: S.choose("days", value), label=t("Period")),
        rx.el.details(rx.el.summary(kit.icon("calendar"), t("Own days"), class_name="button"), rx.el.div(own), class_name="menu"),
        kit.select(S.carriers, label=t("Carrier"), value=S.carrier, on_change=lambda value: S.choose("carrier", value)),
        kit.select(S.countries, label=t("Country"), value=S.country, on_change=lambda value: S.choose("country", value)),
        rx.el.span(S.told, class_name="text-soft", role="status"),
        class_name="toolbar insights-period",
    )


def _shown() -> rx.Component:
    figures = rx.el.div(rx.foreach(S.figures, _figure), class_name="grid grid-cols-2 lg:grid-cols-4 gap-3")
    visits = kit.bar_chart(S.visits, title=t("Tracking pages and look-ups"), about=S.visits_told, unit=t("Pages opened"))
    counted = t("Counted in browsers that run scripts. Nothing is kept of who it was.")
    return rx.el.div(
        figures,
        _punctuality(),
        _lanes(),
        rx.el.div(_troubles(), _silent(), class_name="insights-columns"),
        rx.el.div(visits, rx.el.p(counted, class_name="text-small text-faint")),
        class_name="flex flex-col gap-4",
    )


def _figure(row: Any) -> rx.Component:
    return rx.el.div(
        kit.stat_card(row.name, row.value, against=row.against),
        rx.el.p(row.about, class_name="insights-about"),
        class_name="insights-figure",
        key=row.name,
    )


def _punctuality() -> rx.Component:
    share, title = _step(t("Share on time by day"), t("Share on time by week")), _step(t("On time by day"), t("On time by week"))
    chart = kit.line_chart(S.lines, title=share, low=t("0 %"), high=t("100 %"), first=S.first_day, last=S.last_day)
    heads = (_step(t("Day"), t("Week")), t("Delivered"), t("Late"), t("On time"))
    named = _step(t("Deliveries by day"), t("Deliveries by week"))
    table = _table(S.by_day, named, heads, t("Orders"), what="by_day", bar=False)
    about = _step(
        t("Of each day's parcels with a promised date, those that came by the first date the carrier said. A day is the shop's."),
        t("Of each week's parcels with a promised date, those that came by the first date the carrier said. A week begins on Monday."),
    )
    head = rx.el.figcaption(rx.el.h2(title, class_name="card-title"), rx.el.p(about, class_name="text-soft"), class_name="mb-3")
    return rx.el.figure(head, chart, rx.el.details(rx.el.summary(t("As a table")), table), class_name="card chart")


def _step(day: Any, week: Any) -> rx.Var[str]:
    """A long period is shown by weeks."""
    return rx.cond(S.weekly, week, day)


def _lanes() -> rx.Component:
    heads = (t("Carrier and lane"), t("Parcels"), t("Half within, days"), t("Nine in ten within, days"))
    about = t("From the first scan that moved the parcel to its delivery; by the countries of the first scan and of the order's address.")
    return _card(t("How long it takes"), about, _table(S.lanes, t("How long it takes"), heads, t("Orders"), what="lanes"), S.lanes)


def _troubles() -> rx.Component:
    table = _table(S.troubles, t("What goes wrong"), (t("Reason"), t("Cases")), t("Orders"), what="troubles")
    about = rx.fragment(
        t("Cases opened in the period, by the carrier's reason and who caused it."),
        rx.cond(S.parties, rx.fragment(" ", t("Caused by"), ": ", S.parties, "."), rx.fragment()),
    )
    return _card(t("What goes wrong"), about, table, S.troubles)


def _silent() -> rx.Component:
    table = _table(S.silent, t("Silent too long, now"), (t("Carrier"), t("Cases")), t("Inbox"), what="")
    about = t("Parcels without a scan for longer than is usual at their stage, whose case is open now.")
    return _card(t("Silent too long, now"), about, table, S.silent)


def _card(title: Any, about: Any, table: rx.Component, rows: Any) -> rx.Component:
    none = rx.el.p(t("Nothing in this period."), class_name="text-soft")
    head = rx.el.header(rx.el.div(rx.el.h2(title, class_name="card-title"), rx.el.p(about, class_name="text-soft")))
    return rx.el.section(head, rx.cond(rows.length() > 0, table, none), class_name="card")


def _table(rows: Any, title: Any, heads: Sequence[Any], last: Any, *, what: str, bar: bool = True) -> rx.Component:
    """`heads`: the name's and one to three numbers'; `last` the link's. `what`: which table to download; empty for none."""
    numbers = ("first", "second", "third")[: len(heads) - 1]

    def line(row: Any) -> rx.Component:
        bars = (
            rx.el.span(rx.el.span(style={"inline-size": row.bar}), class_name="insights-bar", aria_hidden="true") if bar else rx.fragment()
        )
        name = rx.el.td(rx.el.span(row.name), rx.cond(row.detail, rx.el.span(row.detail, class_name="detail"), rx.fragment()), bars)
        cells = (rx.el.td(getattr(row, number), data_align="end") for number in numbers)
        spoken = f"{row.orders}: {row.name} {row.detail}"
        link = rx.cond(row.href, kit.link(row.orders, row.href, aria_label=spoken), rx.el.span(row.orders))
        return rx.el.tr(name, *cells, rx.el.td(link, data_align="end"), key=row.key)

    head = rx.el.tr(rx.el.th(heads[0], scope="col"), *(rx.el.th(each, scope="col", data_align="end") for each in (*heads[1:], last)))
    table = rx.el.table(
        rx.el.caption(title, class_name="unseen"), rx.el.thead(head), rx.el.tbody(rx.foreach(rows, line)),
        class_name="table insights-table", data_density="dense",
    )  # fmt: skip
    save = (
        kit.button(t("Download as CSV"), size="small", look="plain", sign="download", on_click=S.download(what)) if what else rx.fragment()
    )
    return rx.el.div(rx.el.div(table, class_name="table-frame"), save)
