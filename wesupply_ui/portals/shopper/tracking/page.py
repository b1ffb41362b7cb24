"""The tracking page, live. Every element and class has its twin in `page.html`, which stands here until the state has arrived."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.shopper.parts import brand, foot, icon, lost, outside, plain, said, unseen
from wesupply_ui.portals.shopper.rows import HelpRow
from wesupply_ui.portals.shopper.tracking.parcel import parcel_card, picture
from wesupply_ui.portals.shopper.tracking.rows import LineRow, NoticeRow, ReturnRow
from wesupply_ui.portals.shopper.tracking.state import TrackingState


def tracking() -> rx.Component:
    """Draws nothing until the state is there: the server's drawing is on the page already."""
    return rx.cond(TrackingState.found, _found(), rx.cond(TrackingState.lost, lost(TrackingState.lost_words), rx.fragment()))


def _found() -> rx.Component:
    page = TrackingState.page
    order = rx.el.span(page.labels.order, " ", rx.el.strong(page.order_number, dir="auto"), class_name="s-order")
    story = rx.el.div(
        _news(),
        rx.foreach(page.actions, _action),
        rx.foreach(page.parcels, lambda each: parcel_card(each, page.labels)),
        class_name="s-story",
    )
    return rx.el.div(
        rx.el.header(brand(page.brand), order, class_name="s-top", custom_attrs={"data-head": page.brand.head}),
        rx.el.main(
            story, rx.el.div(_lines(), rx.cond(page.returns, _returns(), ""), _beside(), class_name="s-beside"), class_name="s-columns"
        ),
        foot(page.foot),
        rx.el.p(TrackingState.said, role="status", class_name="s-unseen"),
        class_name="shopper branded",
        style=page.brand.style,
        custom_attrs={"data-live": rx.State.is_hydrated, "data-title": page.title},
    )


def _news() -> rx.Component:
    page = TrackingState.page
    when = rx.el.time(page.news_text, date_time=page.news_iso, custom_attrs={"data-ago": ""})
    said = rx.el.span(
        rx.el.span(class_name="s-dot", custom_attrs={"aria-hidden": "true"}),
        rx.el.span(page.source, rx.cond((page.source != "") & (page.news_text != ""), ", ", ""), rx.cond(page.news_text, when, "")),
        class_name="s-said",
    )
    return rx.el.div(
        # A new sentence is a new element: it fades in where the old one was.
        rx.el.h1(page.headline, key=page.headline, class_name="s-headline", custom_attrs={"data-fresh": TrackingState.fresh}),
        rx.el.p(
            rx.cond((page.source != "") | (page.news_text != ""), said, ""),
            rx.cond(page.former, rx.el.s(unseen(page.labels.before, " "), page.former), ""),
            class_name="s-quiet",
        ),
        class_name="s-news",
        custom_attrs={"data-tone": page.tone},
    )


def _action(row: NoticeRow) -> rx.Component:
    return rx.el.section(
        icon("triangle-alert"),
        rx.el.h2(row.title),
        rx.el.p(row.words),
        rx.cond(row.until, rx.el.p(row.until), ""),
        rx.cond(row.url, outside(row.button, href=row.url, class_name="s-button"), ""),
        class_name="s-action",
        data_testid="action",
        custom_attrs={"data-tone": row.tone},
    )


def _lines() -> rx.Component:
    return rx.el.section(
        rx.el.h2(TrackingState.page.labels.lines, id="s-items", class_name="s-card-title"),
        rx.el.ul(rx.foreach(TrackingState.page.lines, _line), class_name="s-lines"),
        rx.cond(TrackingState.page.return_url, _give_back(), ""),
        class_name="s-card",
        aria_labelledby="s-items",
    )


def _give_back() -> rx.Component:
    page = TrackingState.page
    return plain(icon("undo-2"), page.labels.give_back, href=page.return_url, class_name="s-give-back")


def _line(row: LineRow) -> rx.Component:
    title = rx.cond(
        row.product_url,
        outside(row.title, href=row.product_url, class_name="s-line-title", dir="auto"),
        rx.el.p(row.title, class_name="s-line-title", dir="auto"),
    )
    texts = rx.el.div(
        title,
        rx.cond(row.details, rx.el.p(row.details, class_name="s-line-text", dir="auto"), ""),
        rx.cond(row.quantity, rx.el.p(row.quantity, class_name="s-line-text"), ""),
        rx.cond(row.where, rx.el.p(row.where, class_name="s-line-text"), ""),
        rx.cond(row.back, rx.el.p(row.back, class_name="s-line-text"), ""),
    )
    return rx.el.li(picture(row.image_url, row.initial), texts, key=row.id, class_name="s-line", data_testid=f"line-{row.id}")


def _returns() -> rx.Component:
    page = TrackingState.page
    return rx.el.section(
        rx.el.h2(page.labels.returns, id="s-returns", class_name="s-card-title"),
        rx.el.ul(rx.foreach(page.returns, _return), class_name="s-list s-returns"),
        class_name="s-card",
        aria_labelledby="s-returns",
    )


def _return(row: ReturnRow) -> rx.Component:
    return rx.el.li(rx.el.a(icon("undo-2"), row.title, href=row.url), " ", row.word, key=row.key)


def _beside() -> rx.Component:
    page = TrackingState.page
    return rx.el.section(
        rx.cond(page.note.words, said(page.note, "s-lines-of s-note-of"), ""),
        rx.el.dl(
            rx.cond(page.address, _pair(page.labels.going_to, rx.el.dd(page.address, dir="auto")), ""),
            rx.cond(page.placed, _pair(page.labels.ordered, rx.el.dd(page.placed)), ""),
            rx.cond(
                page.help,
                _pair(page.labels.help, rx.el.dd(rx.el.ul(rx.foreach(page.help, _way), class_name="s-list"))),
                "",
            ),
        ),
        class_name="s-card",
        aria_label=page.labels.beside,
    )


def _pair(name: str | rx.Var[str], value: rx.Component) -> rx.Component:
    return rx.el.div(rx.el.dt(name), value, class_name="s-pair")


def _way(row: HelpRow) -> rx.Component:
    return rx.el.li(outside(icon(row.icon), row.label, href=row.url))
