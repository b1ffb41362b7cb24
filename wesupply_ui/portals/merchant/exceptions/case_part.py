"""Draws the open case: what happened, what usually follows, what is at stake, what can be done, and what was done."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.exceptions.case_state import CaseState as C
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState as S
from wesupply_ui.portals.merchant.person import PersonState


def case_part() -> rx.Component:
    """The right side, or below a list on a phone the whole screen."""
    none = kit.card(kit.empty_state(t("Choose a case"), t("j and k walk the list."), sign="mouse_pointer_click"))
    missing = kit.card(kit.empty_state(t("There is no such case"), t("It may belong to another shop."), sign="search_x"))
    return rx.cond(C.case.id, _case(), rx.cond(C.is_missing, rx.fragment(_back(), missing), none))


def _back() -> rx.Component:
    return kit.link(
        rx.fragment(kit.icon("arrow_left"), t("All cases")), S.back, class_name="button inbox-back", custom_attrs={"data-case-back": ""}
    )


def _case() -> rx.Component:
    head = rx.el.header(
        rx.el.div(rx.el.h2(C.case.title, class_name="text-title font-semibold", tab_index=-1), kit.badge(C.case.status, C.case.tone)),
        rx.el.p(
            rx.cond(C.case.carrier_page, kit.outside_link(C.case.number, C.case.carrier_page), rx.el.span(C.case.number)),
            " ",
            C.case.carrier,
            class_name="text-soft number",
        ),
        rx.foreach(
            C.case.orders, lambda each: kit.link(t("Order {number}", number=each.number), each.href, class_name="text-link", key=each.id)
        ),
        class_name="inbox-title",
    )
    may = PersonState.permissions.contains("exceptions.work")
    return rx.el.article(
        _back(),
        head,
        rx.cond(C.case.standing, kit.notice(C.case.standing, tone="quiet"), rx.fragment()),
        rx.cond(may & C.case.is_open, _bar(), rx.fragment()),
        _said(t("What happened"), C.case.happened),
        _said(t("What usually happens next"), C.case.next_words),
        _said(t("At stake"), C.case.stake),
        rx.cond(may & C.case.is_open, _actions(), rx.fragment()),
        _story(),
        class_name="card inbox-open",
        custom_attrs={"data-shown": C.case.id},
        key=C.case.id,
    )


def _bar() -> rx.Component:
    def act(what: str, words: Any, sign: str, key: str) -> rx.Component:
        return kit.button(
            words,
            sign=sign,
            on_click=C.ask(what, C.case.id),
            title=t("Key {key}", key=key),
            custom_attrs={"data-shortcut": key, "aria-keyshortcuts": key},
        )

    assigned = rx.cond(C.case.assigned, t("Assigned to {who}", who=C.case.assigned), t("Assign"))
    return rx.el.div(
        act("snooze", t("Snooze"), "alarm_clock", "s"),
        act("assign", assigned, "user_plus", "a"),
        act("resolve", t("Resolve"), "check", "r"),
        class_name="actions",
    )


def _said(heading: Any, words: Any) -> rx.Component:
    return rx.el.section(rx.el.h3(heading, class_name="inbox-heading"), rx.el.p(words))


def _actions() -> rx.Component:
    def offer(what: str, words: Any, sign: str, about: Any, key: str = "", look: Any = "default") -> rx.Component:
        keys = {"custom_attrs": {"data-shortcut": key, "aria-keyshortcuts": key}} if key else {}
        return rx.el.li(
            kit.button(words, sign=sign, look=look, on_click=C.ask(what, C.case.id), **keys),
            rx.el.p(about, class_name="text-soft text-small"),
        )

    to_shopper = t("{who} gets a mail in your brand. The case stays open.", who=C.case.shopper)
    to_carrier = t("A text with the number to copy, and where to send it. The case stays open.")
    in_shop = t("Recorded here; do it in your shop. Closes the case.")
    mail = rx.cond(
        (C.case.shopper != "") & PersonState.permissions.contains("messages.send"),
        offer("mail", t("Write to the shopper"), "mail", to_shopper, "c", "primary"),
        rx.fragment(),
    )
    return rx.el.section(
        rx.el.h3(t("What you can do"), class_name="inbox-heading"),
        rx.el.ul(
            mail,
            offer("carrier", t("Ask the carrier"), "truck", to_carrier),
            offer("resend", t("Send again"), "package_plus", in_shop),
            offer("refund", t("Refund"), "banknote", in_shop),
            class_name="inbox-offers",
        ),
    )


def _story() -> rx.Component:
    rows = rx.el.ol(
        rx.foreach(C.case.story, lambda row: rx.el.li(row.words, rx.el.span(row.when, class_name="age"), key=row.key)),
        class_name="inbox-story",
    )
    return rx.cond(C.case.story.length() > 0, rx.el.section(rx.el.h3(t("So far"), class_name="inbox-heading"), rows), rx.fragment())
