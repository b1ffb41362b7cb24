"""Draws the mail screen: the list, and the mail that is open beside it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.messages.state import MessagesState as S
from wesupply_ui.portals.merchant.person import PersonState

_TABS = (
    kit.Tab("/app/messages", t("All")),
    kit.Tab("/app/messages?state=sent", t("Sent")),
    kit.Tab("/app/messages?state=pending", t("Waiting")),
    kit.Tab("/app/messages?state=failing", t("Failing")),
)


def messages() -> rx.Component:
    """The whole screen."""
    words = t("Shoppers are told when their parcel ships, arrives, or is delayed; each mail shows up here.")
    none = kit.card(kit.empty_state(t("No mails here"), words, sign="mail"))
    both = rx.el.div(_list(), rx.cond(S.mail.id, _mail(), _nothing_open()), class_name="mails")
    return frame(
        kit.page_header(t("Messages"), about=t("Mails to shoppers: what was written, and how the sending went.")),
        kit.link_tabs(_TABS, current=S.current, label=t("States")),
        rx.cond(
            S.loaded,
            rx.cond((S.rows.length() > 0) | (S.mail.id != ""), both, none),
            rx.cond(
                (PersonState.merchant == "") | PersonState.can_read_messages,
                kit.card(kit.skeleton(8, height=24)),
                not_allowed(t("Your role does not let you read mails")),
            ),
        ),
        current="/app/messages",
    )


def _list() -> rx.Component:
    more = rx.cond(S.has_more, kit.button(t("Older mails"), look="plain", on_click=S.show_more), rx.fragment())
    rows = rx.el.ul(rx.foreach(S.rows, _row), class_name="card case-list", data_rows="", aria_label=t("Mails, newest first"))
    return rx.el.div(rows, more, class_name="min-w-0")


def _row(row: Any) -> rx.Component:
    here = rx.cond(S.mail.id == row.id, "true", "false")
    return rx.el.li(
        kit.link(row.subject, row.href, class_name="row-link truncate", aria_current=here),
        kit.badge(row.state, row.tone),
        rx.el.span(row.about, class_name="about text-small text-faint truncate"),
        rx.el.span(row.when, class_name="text-small text-faint whitespace-nowrap text-end"),
        class_name="mail",
        key=row.id,
        data_testid="mail-row",
    )


def _mail() -> rx.Component:
    mail = S.mail
    again = rx.cond(
        PersonState.permissions.contains("messages.send") & mail.can_resend,
        kit.button(t("Send again"), size="small", sign="send", on_click=S.send_again),
        rx.fragment(),
    )
    # An empty sandbox: no scripts, no forms, no way out. What strangers wrote into an order can only be looked at.
    looks = rx.el.iframe(src_doc=mail.html, sandbox="", title=t("The mail: {subject}", subject=mail.subject), class_name="mail-frame")
    text = rx.el.pre(mail.text, class_name="whitespace-pre-wrap pt-2")
    plain = rx.el.details(rx.el.summary(t("As plain text"), class_name="text-soft"), text)
    unwritten = rx.el.p(t("It is written when it is sent, from where the order stands then."), class_name="text-soft")
    return rx.el.article(
        rx.el.header(
            rx.el.div(rx.el.h2(mail.subject, class_name="card-title"), rx.el.p(mail.about, class_name="text-soft"), class_name="min-w-0"),
            rx.el.div(kit.badge(mail.state, mail.tone), again, class_name="actions"),
        ),
        rx.cond(mail.error, kit.notice(mail.error, tone="attention"), rx.fragment()),
        rx.el.p(t("About order"), " ", kit.link(mail.order, mail.order_href)),
        rx.cond(mail.html, rx.fragment(looks, plain), unwritten),
        class_name="card flex flex-col gap-3",
        data_testid="open-mail",
    )


def _nothing_open() -> rx.Component:
    return rx.el.div(
        kit.card(kit.empty_state(t("No mail open"), t("Choose one to see it as the shopper does."), sign="mail_open")),
        class_name="hidden lg:block",
    )
