"""The page of one return, live. Every element and class has its twin in `page.html`, which stands here until the state has arrived."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.shopper.one_return.form_part import form
from wesupply_ui.portals.shopper.one_return.rows import FormRow, ItemRow, LabelRow, PairRow, PaperRow, PlaceRow, WayRow, WordsRow
from wesupply_ui.portals.shopper.one_return.state import OneReturnState
from wesupply_ui.portals.shopper.parts import brand, foot, icon, lost, outside, unseen
from wesupply_ui.portals.shopper.rows import HelpRow
from wesupply_ui.portals.shopper.tracking.parcel import parcel_card, picture


def one_return() -> rx.Component:
    """Draws nothing until the state is there: the server's drawing is on the page already."""
    return rx.cond(OneReturnState.found, _found(), rx.cond(OneReturnState.lost, lost(OneReturnState.lost_words), rx.fragment()))


def _found() -> rx.Component:
    page = OneReturnState.page
    order = rx.el.a(page.labels.order, " ", rx.el.span(page.order_number, dir="auto"), href=page.order_url)
    whose = rx.el.span(page.labels.return_, " ", rx.el.strong(page.number), rx.el.br(), order, class_name="s-order")
    return rx.el.div(
        rx.el.header(brand(page.brand), whose, class_name="s-top", custom_attrs={"data-head": page.brand.head}),
        rx.el.main(_story(), _beside(), class_name="s-columns"),
        foot(page.foot),
        rx.el.p(OneReturnState.said, role="status", class_name="s-unseen"),
        class_name="shopper branded",
        style=page.brand.style,
        custom_attrs={"data-live": rx.State.is_hydrated, "data-title": page.title},
    )


def _story() -> rx.Component:
    page = OneReturnState.page
    done = rx.el.div(icon("circle-check"), rx.el.p(page.done), rx.foreach(page.undo, lambda row: form(row, page.url)), class_name="s-done")
    news = rx.el.div(
        rx.el.h1(page.headline, key=page.headline, class_name="s-headline", custom_attrs={"data-fresh": OneReturnState.fresh}),
        rx.el.p(page.lead, class_name="s-lead"),
        class_name="s-news",
        custom_attrs={"data-tone": page.tone},
    )
    papers = rx.el.section(
        rx.el.ul(rx.foreach(page.papers, _paper), class_name="s-list"), class_name="s-card", aria_label=page.labels.papers
    )
    return rx.el.div(
        rx.cond(page.done, done, ""),
        news,
        rx.foreach(page.first, _first),
        rx.foreach(page.label, _label),
        rx.foreach(page.ways, _way),
        rx.cond(page.papers, papers, ""),
        rx.foreach(page.parcels, lambda row: parcel_card(row, page.labels.parcel)),
        rx.cond(page.talk, _talk(), ""),
        class_name="s-story",
    )


def _first(row: FormRow) -> rx.Component:
    return rx.el.section(
        rx.el.h2(row.title),
        rx.cond(row.words, rx.el.p(row.words, class_name="s-lines-of", dir="auto"), ""),
        form(row, OneReturnState.page.url),
        key=row.deed,
        class_name="s-card s-first",
        data_testid=f"first-{row.deed}",
        custom_attrs={"data-tone": "attention"},
    )


def _label(row: LabelRow) -> rx.Component:
    labels = OneReturnState.page.labels.parcel
    texts = rx.el.div(rx.el.h2(row.title), rx.el.p(row.words, class_name="s-part"))
    code = rx.el.img(src=row.qr_url, alt=row.qr_alt, width="280", height="280", class_name="s-qr")
    printed = outside(icon("download"), row.button, unseen(" ", labels.new_tab), href=row.url, target="_blank", class_name="s-button")
    number = rx.el.p(rx.el.span(labels.number), " ", rx.el.strong(row.number), class_name="s-part")
    return rx.el.section(
        rx.el.header(rx.el.span(icon(row.icon), class_name="s-word"), texts),
        rx.cond(row.qr_url, code, ""),
        rx.cond(row.url, printed, ""),
        rx.cond(row.number, number, ""),
        class_name="s-card s-label",
        data_testid="label",
        custom_attrs={"data-tone": row.tone},
    )


def _way(row: WayRow) -> rx.Component:
    return rx.el.section(
        rx.el.h2(row.title, class_name="s-card-title"),
        rx.el.ol(rx.foreach(row.steps, lambda step: rx.el.li(step, dir="auto")), class_name="s-steps"),
        rx.cond(row.places, rx.el.ul(rx.foreach(row.places, _place), class_name="s-places"), ""),
        key=row.key,
        class_name="s-card",
        data_testid=f"way-{row.key}",
    )


def _place(row: PlaceRow) -> rx.Component:
    labels = OneReturnState.page.labels
    on_map = outside(labels.map, unseen(" ", row.name, " ", labels.parcel.new_tab), href=row.map_url, target="_blank")
    hours = rx.el.details(
        rx.el.summary(icon("chevron-down"), row.more, unseen(" ", row.name)),
        rx.el.dl(rx.foreach(row.hours, _plain_pair), class_name="s-pairs"),
        class_name="s-more",
    )
    return rx.el.li(
        rx.el.strong(row.name, dir="auto"),
        rx.el.p(row.address, dir="auto"),
        rx.cond(row.now, rx.el.p(row.now, class_name="s-part"), ""),
        rx.cond(row.map_url, on_map, ""),
        rx.cond(row.hours, hours, ""),
        key=row.key,
    )


def _paper(row: PaperRow) -> rx.Component:
    return rx.el.li(outside(icon(row.icon), row.label, href=row.url, target="_blank"), key=row.url)


def _talk() -> rx.Component:
    page = OneReturnState.page
    return rx.el.section(
        rx.el.h2(page.labels.talk, id="s-talk", class_name="s-card-title"),
        rx.el.ol(rx.foreach(page.talk, _words), class_name="s-talk"),
        class_name="s-card",
        aria_labelledby="s-talk",
    )


def _words(row: WordsRow) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(row.who, dir="auto"), " ", rx.el.time(row.when, date_time=row.when_iso), class_name="s-part"),
        rx.el.p(row.words, class_name="s-lines-of", dir="auto"),
        key=row.key,
        class_name="s-said-by",
        data_testid="said",
        custom_attrs={"data-side": row.side},
    )


def _beside() -> rx.Component:
    page = OneReturnState.page
    goods = rx.el.section(
        rx.el.h2(page.labels.goods, id="s-items", class_name="s-card-title"),
        rx.el.ul(rx.foreach(page.goods, _item), class_name="s-lines"),
        class_name="s-card",
        aria_labelledby="s-items",
    )
    others = rx.el.section(
        rx.el.h2(page.labels.more, id="s-others", class_name="s-card-title"),
        rx.foreach(page.others, _other),
        class_name="s-card",
        aria_labelledby="s-others",
    )
    ways = rx.el.dd(rx.el.ul(rx.foreach(page.help, _help), class_name="s-list"))
    help_ = rx.el.section(
        rx.el.dl(rx.el.div(rx.el.dt(page.labels.help), ways, class_name="s-pair")), class_name="s-card", aria_label=page.labels.help
    )
    return rx.el.div(
        goods,
        rx.cond(page.sums | page.paid, _money(), ""),
        rx.cond(page.others, others, ""),
        rx.cond(page.help, help_, ""),
        class_name="s-beside",
    )


def _item(row: ItemRow) -> rx.Component:
    word = rx.el.span(row.word, class_name="s-standing", custom_attrs={"data-tone": row.tone})
    texts = rx.el.div(
        rx.el.p(row.title, class_name="s-line-title", dir="auto"),
        rx.cond(row.details, rx.el.p(row.details, class_name="s-line-text", dir="auto"), ""),
        rx.cond(row.reason, rx.el.p(row.reason, class_name="s-line-text", dir="auto"), ""),
        rx.el.p(word, class_name="s-line-text"),
        rx.cond(row.amount, rx.el.p(row.amount, class_name="s-line-text"), ""),
        rx.foreach(row.notes, lambda note: rx.el.p(note, class_name="s-line-text", dir="auto")),
    )
    return rx.el.li(picture(row.image_url, row.initial), texts, key=row.key, class_name="s-line", data_testid="item")


def _money() -> rx.Component:
    page = OneReturnState.page
    return rx.el.section(
        rx.el.h2(page.labels.money, id="s-money", class_name="s-card-title"),
        rx.cond(page.sums, rx.el.dl(rx.foreach(page.sums, _pair), class_name="s-pairs"), ""),
        rx.cond(page.paid, rx.el.dl(rx.foreach(page.paid, _paid), class_name="s-pairs s-paid"), ""),
        class_name="s-card",
        aria_labelledby="s-money",
    )


def _pair(row: PairRow) -> rx.Component:
    strong = {"data-strong": rx.cond(row.strong, "yes", "no")}
    return rx.fragment(rx.el.dt(row.name, custom_attrs=strong), rx.el.dd(row.value, custom_attrs=strong))


def _paid(row: PairRow) -> rx.Component:
    return rx.fragment(rx.el.dt(row.name), rx.el.dd(row.value, dir="auto", custom_attrs={"data-strong": rx.cond(row.strong, "yes", "no")}))


def _plain_pair(row: PairRow) -> rx.Component:
    return rx.fragment(rx.el.dt(row.name), rx.el.dd(row.value))


def _other(row: FormRow) -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("chevron-down"), row.title),
        rx.el.p(row.words, class_name="s-part"),
        form(row, OneReturnState.page.url),
        key=row.deed,
        class_name="s-more",
        data_testid=f"other-{row.deed}",
    )


def _help(row: HelpRow) -> rx.Component:
    return rx.el.li(outside(icon(row.icon), row.label, href=row.url))
