"""Draws one return: what comes back and its story on the left, money and facts on the right."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.one_return.care_card import care_card
from wesupply_ui.portals.merchant.one_return.label_card import correcting, labels_card
from wesupply_ui.portals.merchant.one_return.photo_card import photo_card
from wesupply_ui.portals.merchant.one_return.questions import questions
from wesupply_ui.portals.merchant.one_return.state import ReturnState as S
from wesupply_ui.portals.merchant.one_return.talk_card import talk_card
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.returns.address import LIST

_DEEDS = (
    ("approve", t("Approve"), "check"),
    ("receive", t("Receive"), "package_open"),
    ("inspect", t("Inspect"), "search_check"),
    ("settle", t("Settle"), "banknote"),
    ("paid", t("Mark as paid"), "circle_check"),
    ("failed", t("Mark as failed"), "circle_x"),
    ("decline", t("Decline"), "x"),
    ("cancel", t("Cancel the return"), "ban"),
)


def one_return() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("returns.read")
    shown = rx.cond(S.found, _found(), rx.cond(S.lost, _lost(), _loading()))
    kept_out = rx.fragment(kit.page_header(t("Return")), not_allowed(t("Your role does not let you see returns")))
    styles = rx.el.link(rel="stylesheet", href="/returns.css", custom_attrs={"precedence": "default"})
    return frame(styles, rx.cond(may, shown, kept_out), current=LIST)


def _found() -> rx.Component:
    page = S.page
    due = rx.cond(page.due, rx.el.span(page.due, class_name="toned", data_tone=page.due_tone), rx.fragment())
    head = kit.page_header(
        rx.fragment(t("Return"), " ", rx.el.span(page.number, dir="auto")),
        back=(t("Returns"), LIST),
        about=page.about,
        beside=rx.fragment(kit.badge(page.word, page.tone), due),
    )
    told = rx.el.div(rx.cond(S.overtaken, kit.notice(S.overtaken, tone="attention"), rx.fragment()), role="alert", data_testid="overtaken")
    failure = rx.cond(page.failure, kit.notice(rx.el.strong(t("The payment failed:"), " "), page.failure, tone="problem"), rx.fragment())
    left = rx.el.div(told, failure, _deeds(), talk_card(), _items(), photo_card(), _story(), class_name="flex flex-col gap-4 min-w-0")
    return rx.fragment(head, rx.el.div(left, _beside(), class_name="order-columns"), questions(), correcting())


def _deeds() -> rx.Component:
    def draw(deed: str, words: Any, sign: str) -> rx.Component:
        look: Any = rx.cond(S.page.next_deed == deed, "primary", "default")
        button = kit.button(words, sign=sign, look=look, on_click=S.ask(deed), data_testid=f"deed-{deed}")
        return rx.cond(S.page.deeds.contains(deed), button, rx.fragment())

    bar = rx.el.div(*(draw(*each) for each in _DEEDS), class_name="return-deeds", role="group", aria_label=t("What can be done"))
    return rx.cond(S.page.deeds.length() > 0, bar, rx.fragment())


def _items() -> rx.Component:
    return kit.card(rx.el.ul(rx.foreach(S.page.goods, _item), class_name="return-items"), title=t("Items"))


def _item(row: Any) -> rx.Component:
    why = rx.cond(
        row.why.length() > 0,
        kit.notice(rx.foreach(row.why, lambda words: rx.el.span(words, class_name="block")), tone="attention"),
        rx.fragment(),
    )
    return rx.el.li(
        kit.thumbnail(row.picture),
        rx.el.div(
            rx.el.p(rx.el.span(row.quantity, " ", class_name="text-faint"), rx.el.span(row.title, dir="auto")),
            rx.cond(row.detail, rx.el.p(row.detail, class_name="text-small text-faint"), rx.fragment()),
            rx.el.p(row.reason, class_name="text-soft"),
            rx.cond(row.comment, rx.el.blockquote("“", row.comment, "”", class_name="text-soft", dir="auto"), rx.fragment()),
            rx.el.div(rx.foreach(row.tracks, lambda each: kit.badge(each.words, each.tone)), class_name="return-tracks"),
            rx.foreach(row.notes, lambda words: rx.el.p(words, class_name="text-small text-soft", dir="auto")),
            why,
            class_name="min-w-0 flex-1",
        ),
        rx.el.span(row.total, class_name="whitespace-nowrap"),
        key=row.id,
        data_testid="return-item",
    )


def _story() -> rx.Component:
    return kit.card(kit.timeline(S.page.story, _event, label=t("Story, newest first")), title=t("Story"), class_name="story")


def _event(row: Any) -> rx.Component:
    words = rx.el.p(row.words, class_name="event-words")
    return kit.happening(words, rx.el.p(row.detail, class_name="where", dir="auto"), when=row.when, tone=row.tone, day=row.day, key=row.key)


def _beside() -> rx.Component:
    page = S.page
    order = rx.cond(page.order_href, kit.link(page.order, page.order_href), rx.el.span(page.order))
    parcels = rx.el.ul(rx.foreach(page.parcels, _parcel), class_name="beside-list")
    none = rx.el.p(t("No parcel is known yet."), class_name="text-soft")
    return rx.el.div(
        kit.card(rx.el.dl(rx.foreach(page.sums, _fact), class_name="sums is-total"), title=t("Money")),
        kit.card(rx.el.dl(rx.el.dt(t("Order")), rx.el.dd(order), rx.foreach(page.shopper, _fact), class_name="facts"), title=t("Shopper")),
        kit.card(rx.el.dl(rx.foreach(page.facts, _fact), class_name="facts"), title=t("Return")),
        rx.cond(page.has_labels, labels_card(), rx.fragment()),
        care_card(),
        kit.card(rx.cond(page.parcels.length() > 0, parcels, none), title=t("Parcels")),
        class_name="flex flex-col gap-4 min-w-0",
    )


def _parcel(row: Any) -> rx.Component:
    number = rx.cond(row.href, kit.outside_link(row.number, row.href), rx.el.span(row.number))
    return rx.el.li(rx.el.span(number, class_name="number"), rx.el.span(row.carrier, class_name="text-faint"), key=row.number)


def _fact(row: Any) -> rx.Component:
    return rx.fragment(rx.el.dt(row.name), rx.el.dd(row.value, dir="auto"))


def _lost() -> rx.Component:
    words = t("It may have another number, or belong to another merchant.")
    none = kit.empty_state(t("There is no such return"), words, kit.link_button(t("All returns"), LIST), sign="search_x")
    return rx.fragment(kit.page_header(t("Return"), back=(t("Returns"), LIST)), kit.card(none))


def _loading() -> rx.Component:
    cards = rx.el.div(kit.card(kit.skeleton(8)), kit.card(kit.skeleton(6)), class_name="order-columns")
    return rx.fragment(kit.page_header(t("Return"), back=(t("Returns"), LIST)), cards)
