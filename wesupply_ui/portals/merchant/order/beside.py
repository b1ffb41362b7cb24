"""Draws the facts beside an order's story: customer, items, address, payment, dates."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.order_desk.cards import care_card
from wesupply_ui.portals.merchant.order_fields.card import own_fields_card


def beside(page: Any) -> rx.Component:
    """The right column."""
    return rx.el.div(
        care_card(page),
        _customer(page),
        _items(page),
        _returns(page),
        own_fields_card(),
        _address(page),
        _payment(page),
        _dates(page),
        _remarks(page),
        class_name="flex flex-col gap-4 min-w-0",
    )


def _customer(page: Any) -> rx.Component:
    others = rx.cond(
        page.others.length() > 0,
        rx.fragment(
            rx.el.h3(t("Other orders"), class_name="beside-heading"),
            rx.el.ul(
                rx.foreach(
                    page.others,
                    lambda each: rx.el.li(kit.link(each.number, each.href), rx.el.span(each.about, class_name="text-faint"), key=each.id),
                ),
                class_name="beside-list",
            ),
        ),
        rx.fragment(),
    )
    nobody = rx.el.p(t("The shop sent no customer."), class_name="text-soft")
    return kit.card(rx.cond(page.customer.length() > 0, _facts(page.customer), nobody), others, title=t("Customer"))


def _items(page: Any) -> rx.Component:
    return kit.card(rx.el.ul(rx.foreach(page.lines, _item), class_name="items"), title=t("Items"))


def _item(row: Any) -> rx.Component:
    return rx.el.li(
        kit.thumbnail(row.picture),
        rx.el.div(
            rx.el.p(rx.el.span(row.quantity, " ", class_name="text-faint"), row.title),
            rx.cond(row.detail, rx.el.p(row.detail, class_name="text-small text-faint"), rx.fragment()),
            rx.foreach(row.where, lambda words: rx.el.p(words, class_name="text-small text-soft")),
            class_name="min-w-0 flex-1",
        ),
        rx.el.span(row.price, class_name="whitespace-nowrap"),
        key=row.id,
        data_testid=f"line-{row.id}",
    )


def _returns(page: Any) -> rx.Component:
    rows = rx.el.ul(
        rx.foreach(
            page.returns,
            lambda each: rx.el.li(kit.link(each.number, each.href), rx.el.span(each.about, class_name="text-faint"), key=each.id),
        ),
        class_name="beside-list",
    )
    return rx.cond(page.returns.length() > 0, kit.card(rows, title=t("Returns")), rx.fragment())


def _address(page: Any) -> rx.Component:
    lines = rx.el.address(rx.foreach(page.address, lambda line: rx.el.span(line, class_name="block")), class_name="not-italic", dir="auto")
    return rx.cond(page.address.length() > 0, kit.card(lines, title=t("Delivery address")), rx.fragment())


def _payment(page: Any) -> rx.Component:
    return kit.card(rx.el.dl(rx.foreach(page.sums, _fact), class_name="sums is-total"), title=t("Payment"))


def _dates(page: Any) -> rx.Component:
    return rx.cond(
        page.dates.length() > 0,
        kit.card(rx.el.dl(rx.foreach(page.dates, _fact), class_name="sums"), title=t("Dates promised")),
        rx.fragment(),
    )


def _remarks(page: Any) -> rx.Component:
    return rx.cond(
        page.remarks.length() > 0,
        kit.card(rx.el.dl(rx.foreach(page.remarks, _fact), class_name="facts"), title=t("Odd in the shop's data")),
        rx.fragment(),
    )


def _facts(rows: Any) -> rx.Component:
    return rx.el.dl(rx.foreach(rows, _fact), class_name="facts")


def _fact(row: Any) -> rx.Component:
    return rx.fragment(rx.el.dt(row.name), rx.el.dd(row.value, dir="auto"))
