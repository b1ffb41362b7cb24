"""Draws one order: its story on the left, the facts on the right."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.order.beside import beside
from wesupply_ui.portals.merchant.order.state import OrderState as S
from wesupply_ui.portals.merchant.order_desk.cards import note_actions, notes_card
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.welcome.state import WelcomeState


def order() -> rx.Component:
    """The whole screen."""
    styles = rx.el.link(rel="stylesheet", href="/lists.css", custom_attrs={"precedence": "default"})
    script = rx.el.script(src="/lists.js", custom_attrs={"async": True})
    return frame(styles, script, rx.cond(S.found, _found(), rx.cond(S.lost, _lost(), _loading())), current="/app/orders")


def _found() -> rx.Component:
    page = S.page
    head = kit.page_header(
        rx.fragment(t("Order"), " ", rx.el.span(page.number, dir="auto")),
        kit.copy_button(page.tracking_url, label=t("Copy tracking link"), said=t("Tracking link copied"), size="medium", look="default"),
        rx.cond(
            PersonState.permissions.contains("returns.decide"),
            kit.link_button(t("Return items"), "/app/returns/new?order=" + page.id, sign="undo_2"),
            rx.fragment(),
        ),
        _preview(page.tracking_url),
        back=(t("Orders"), "/app/orders"),
        about=page.about,
        beside=rx.fragment(kit.badge(page.word, page.tone), kit.badge(page.status, "quiet")),
    )
    several = rx.cond(
        page.same_number.length() > 0,
        kit.notice(
            rx.el.strong(t("Another order has this number:"), " "),
            rx.foreach(page.same_number, lambda each: rx.el.span(kit.link(each.number, each.href), " ", each.about, class_name="me-3")),
            tone="attention",
        ),
        rx.fragment(),
    )
    left = rx.el.div(
        several,
        rx.foreach(page.parcels, parcel_card),
        _nothing_shipped(),
        notes_card(page),
        _story(),
        class_name="flex flex-col gap-4 min-w-0",
    )
    return rx.fragment(head, rx.el.div(left, beside(page), class_name="order-columns"))


def _preview(address: Any) -> rx.Component:
    return rx.el.a(
        kit.icon("external_link"),
        t("Shopper's page"),
        rx.el.span(" ", t("(opens a new window)"), class_name="unseen"),
        href=address,
        target="_blank",
        rel="noopener",
        on_click=WelcomeState.previewed,
        class_name="button",
    )


def parcel_card(row: Any) -> rx.Component:
    """One parcel: where it stands, how far it came, what is in it, and how asking for it goes."""
    return rx.el.section(
        rx.el.header(
            rx.el.div(
                rx.el.h2(
                    rx.el.span(row.name, ": ", class_name="unseen"),
                    kit.tone_icon(row.tone),
                    row.word,
                    data_testid="milestone",
                    data_milestone=row.milestone,
                    data_tone=row.tone,
                    class_name="parcel-word toned",
                ),
                rx.el.p(
                    rx.cond(row.promise, rx.el.span(row.promise, class_name="toned", data_tone=row.promise_tone), rx.fragment()),
                    rx.cond(row.former, rx.el.span(" · ", row.former), rx.fragment()),
                    class_name="text-soft",
                ),
                class_name="min-w-0",
            ),
            _number(row),
        ),
        kit.milestone_bar(row.stops, tone=row.tone, label=t("How far {name} has come", name=row.name)),
        rx.cond(
            row.trouble,
            kit.notice(rx.el.strong(row.trouble), rx.cond(row.advice, rx.el.p(row.advice), rx.fragment()), tone="attention"),
            rx.fragment(),
        ),
        rx.cond(row.failure, kit.notice(row.failure, tone="problem"), rx.fragment()),
        rx.cond(
            row.contents.length() > 0,
            rx.el.ul(rx.foreach(row.contents, rx.el.li), class_name="parcel-contents", aria_label=t("In this parcel")),
            rx.fragment(),
        ),
        rx.cond(row.unmapped, rx.el.p(row.unmapped, class_name="text-small text-faint"), rx.fragment()),
        _asking(row),
        class_name="card parcel",
        key=row.id,
        data_testid=f"parcel-{row.number}",
    )


def _number(row: Any) -> rx.Component:
    plain = rx.el.span(row.carrier)
    carrier = rx.cond(row.carrier_url, kit.outside_link(row.carrier, row.carrier_url), plain)
    return rx.el.div(
        rx.el.span(
            row.name, " · ", carrier, rx.cond(row.service, rx.el.span(" ", row.service), rx.fragment()), class_name="text-small text-faint"
        ),
        rx.el.span(
            rx.el.span(row.number, class_name="number"),
            rx.el.button(
                kit.icon("copy"),
                type="button",
                class_name="button",
                data_square="",
                data_look="plain",
                data_size="small",
                data_copy=row.number,
                data_copied=t("Number copied"),
                aria_label=t("Copy tracking number {number}", number=row.number),
            ),
            class_name="inline-flex items-center gap-1",
        ),
        class_name="parcel-number",
    )


def _asking(row: Any) -> rx.Component:
    ask = kit.button(t("Ask the carrier now"), size="small", sign="refresh_cw", busy=S.asking == row.id, on_click=S.poll(row.id))
    return rx.el.footer(
        rx.el.span(row.asked, class_name="text-small text-faint"),
        rx.cond(row.signed_by, rx.el.span(row.signed_by, class_name="text-small text-soft"), rx.fragment()),
        rx.cond(PersonState.can_poll & row.can_be_asked, ask, rx.fragment()),
    )


def _nothing_shipped() -> rx.Component:
    words = t("Parcels appear here as soon as the shop sends a tracking number.")
    return rx.cond(S.page.parcels.length() > 0, rx.fragment(), kit.card(kit.empty_state(t("Nothing shipped yet"), words, sign="package")))


def _story() -> rx.Component:
    kinds = (("scan", t("Scans")), ("message", t("Mails")), ("date", t("Dates")), ("note", t("Notes")), ("staff", t("Staff")))
    filters = kit.filter_chips(kinds, chosen=S.kind, on_choose=S.show, label=t("Only"))
    entries = kit.timeline(S.shown, _event, label=t("Story, newest first"))
    none = rx.el.p(t("Nothing of this kind yet."), class_name="text-soft")
    return kit.card(rx.cond(S.shown.length() > 0, entries, none), title=t("Story"), actions=[filters], class_name="story")


def _event(row: Any) -> rx.Component:
    again = kit.button(t("Send again"), size="small", look="plain", sign="send", on_click=S.send_again(row.message_id))
    words = rx.el.p(
        rx.cond(row.href, kit.link(row.words, row.href), rx.el.span(row.words, dir="auto")),
        rx.cond(row.state, kit.badge(row.state, row.state_tone), rx.fragment()),
        class_name="event-words",
    )
    return kit.happening(
        words,
        rx.cond(row.detail, rx.el.p(row.detail, class_name="where"), rx.fragment()),
        note_actions(row),
        rx.cond((row.message_id != "") & PersonState.permissions.contains("messages.send"), again, rx.fragment()),
        when=row.when,
        tone=row.tone,
        day=row.day,
        key=row.key,
        data_testid=row.kind,
    )


def _lost() -> rx.Component:
    words = t("It may have another number, or belong to another merchant.")
    none = kit.empty_state(t("There is no such order"), words, kit.link_button(t("All orders"), "/app/orders"), sign="search_x")
    return rx.fragment(kit.page_header(t("Order"), back=(t("Orders"), "/app/orders")), kit.card(none))


def _loading() -> rx.Component:
    cards = rx.el.div(kit.card(kit.skeleton(8)), kit.card(kit.skeleton(6)), class_name="order-columns")
    return rx.fragment(kit.page_header(t("Order"), back=(t("Orders"), "/app/orders")), cards)
