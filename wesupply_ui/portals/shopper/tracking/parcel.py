"""One parcel of the live page: its word, way, contents and scans. The twin of the macros in `page.html`."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.shopper.parts import icon, outside, unseen
from wesupply_ui.portals.shopper.tracking.rows import DayRow, LabelsRow, NoticeRow, ParcelRow, ScanRow, StopRow, ThingRow

_HIDDEN = {"aria-hidden": "true"}


def picture(image_url: rx.Var[str] | str, initial: rx.Var[str] | str) -> rx.Component:
    """56 pixels square, a letter where there is no picture."""
    image = rx.el.img(src=image_url, alt="", width="56", height="56", loading="lazy")
    return rx.el.span(rx.cond(image_url, image, initial), class_name="s-picture", dir="auto", custom_attrs=_HIDDEN)


def parcel_card(row: ParcelRow, labels: LabelsRow) -> rx.Component:
    """The card of one box."""
    return rx.el.section(
        rx.el.header(rx.el.span(icon(row.icon), class_name="s-word"), _standing(row, labels)),
        rx.el.p(row.progress, class_name="s-unseen"),
        rx.el.ol(rx.foreach(row.stops, _stop), class_name="s-stops", custom_attrs=_HIDDEN),
        rx.cond(row.things, _contents(row), ""),
        rx.foreach(row.notices, lambda each: _notice(each, "triangle-alert")),
        _timeline(row),
        rx.foreach(row.asides, lambda each: _notice(each, "search")),
        _foot(row, labels),
        key=row.key,
        class_name="s-card s-parcel",
        data_testid=f"parcel-{row.number}",
        custom_attrs={"data-tone": row.tone},
    )


def _standing(row: ParcelRow, labels: LabelsRow) -> rx.Component:
    before = rx.cond(row.former, rx.el.s(unseen(labels.before, " "), row.former), "")
    return rx.el.div(
        rx.el.h2(row.label, data_testid="milestone", custom_attrs={"data-milestone": row.milestone}),
        rx.cond(row.promise, rx.el.p(rx.el.span(row.promise), before, class_name="s-promise"), ""),
        rx.cond(row.part, rx.el.p(row.part, class_name="s-part"), ""),
    )


def _stop(row: StopRow) -> rx.Component:
    return rx.el.li(rx.el.span(row.label, class_name="s-stop"), custom_attrs={"data-state": row.state})


def _contents(row: ParcelRow) -> rx.Component:
    return rx.fragment(
        rx.el.p(row.contents, class_name="s-unseen"),
        rx.el.ul(rx.foreach(row.things, _thing), class_name="s-things", custom_attrs=_HIDDEN),
    )


def _thing(row: ThingRow) -> rx.Component:
    count = rx.cond(row.quantity, rx.el.span(row.quantity, class_name="s-count"), "")
    return rx.el.li(picture(row.image_url, row.initial), count, key=row.key, class_name="s-thing", title=row.title)


def _notice(row: NoticeRow, sign: str) -> rx.Component:
    texts = rx.el.div(
        rx.el.strong(row.title),
        rx.el.p(row.words),
        rx.cond(row.until, rx.el.p(row.until), ""),
        rx.cond(row.url, outside(row.button, href=row.url), ""),
    )
    return rx.el.div(icon(sign), texts, class_name="s-notice", custom_attrs={"data-tone": row.tone})


def _timeline(row: ParcelRow) -> rx.Component:
    more = rx.el.details(rx.el.summary(icon("chevron-down"), row.earlier_label), _days(row.earlier, "s-earlier"), class_name="s-more")
    return rx.el.div(
        rx.cond(row.silence, rx.el.p(row.silence, class_name="s-part"), ""),
        rx.cond(row.recent, _days(row.recent, "s-recent"), ""),
        rx.cond(row.earlier, more, ""),
        class_name="s-timeline",
    )


def _days(days: list[DayRow], class_name: str) -> rx.Component:
    return rx.el.ol(rx.foreach(days, _day), class_name=class_name)


def _day(row: DayRow) -> rx.Component:
    return rx.el.li(rx.el.h3(row.label, class_name="s-day"), rx.el.ol(rx.foreach(row.scans, _scan)), key=row.key)


def _scan(row: ScanRow) -> rx.Component:
    return rx.el.li(
        rx.el.time(row.time, date_time=row.at_iso, class_name="s-time"),
        rx.el.div(
            rx.el.p(row.words, class_name="s-words", dir="auto"),
            rx.cond(row.place, rx.el.p(row.place, class_name="s-place", dir="auto"), ""),
            rx.cond(row.time_note, rx.el.span(row.time_note, class_name="s-note"), ""),
        ),
        key=row.key,
        class_name="s-scan",
        data_testid="scan",
        custom_attrs={"data-tone": row.tone, "data-fresh": row.fresh},
    )


def _foot(row: ParcelRow, labels: LabelsRow) -> rx.Component:
    # kit.js copies, without asking the server.
    asks = {"data-copy": row.number, "data-copied": labels.copied, "aria-label": row.copy}
    copy = rx.el.button(icon("copy"), type="button", class_name="s-copy", custom_attrs=asks)
    number = rx.el.span(rx.el.span(unseen(labels.number, " "), row.number), copy, class_name="s-number")
    follow = outside(row.follow, unseen(" ", labels.new_tab), icon("external-link"), href=row.carrier_url, target="_blank")
    return rx.el.footer(
        rx.cond(row.signed_by, rx.el.span(row.signed_by, dir="auto"), ""),
        number,
        rx.cond(row.carrier_url, follow, rx.el.span(row.carrier)),
        class_name="s-foot",
    )
