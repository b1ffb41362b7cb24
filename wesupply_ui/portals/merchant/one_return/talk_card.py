"""Draws what was said to the shopper and by them, and where staff ask or answer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.one_return.state import ReturnState as S
from wesupply_ui.portals.merchant.one_return.talk_state import ReturnTalkState as T
from wesupply_ui.portals.merchant.person import PersonState

LONGEST = 2000


def talk_card() -> rx.Component:
    """The thread, first things first, and the composer for those who decide about returns."""
    page, may = S.page, PersonState.permissions.contains("returns.decide")
    thread = rx.el.ol(rx.foreach(page.talk, _said), class_name="return-talk", aria_label=t("What was said, first things first"))
    card = kit.card(
        rx.cond(page.turn != "", _turn(page), rx.fragment()),
        rx.cond(page.talk.length() > 0, thread, rx.fragment()),
        rx.cond(may, _composer(page), rx.fragment()),
        title=t("Conversation with the shopper"),
        data_testid="talk",
    )
    return rx.cond(may | (page.talk.length() > 0), card, rx.fragment())


def _turn(page: Any) -> rx.Component:
    appealed = kit.notice(t("The shopper sees the no otherwise. Say yes after all, or keep it and say why."), tone="attention")
    read = kit.button(t("Nothing to add"), size="small", on_click=T.take_note)
    may = PersonState.permissions.contains("returns.decide")
    words = rx.el.span(t("The shopper has answered."))
    answered = kit.notice(rx.el.div(words, rx.cond(may, read, rx.fragment()), class_name="actions"), tone="attention")
    waiting = kit.notice(t("Waiting for the shopper's answer."), tone="quiet")
    return rx.cond(page.turn == "shopper", waiting, rx.cond(page.is_appealed, appealed, answered))


def _said(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.strong(row.who, dir="auto"), " ", rx.el.span(row.when, class_name="text-faint whitespace-nowrap"), class_name="text-small"
        ),
        rx.el.p(row.words, class_name="whitespace-pre-line", dir="auto"),
        data_side=row.side,
        data_testid="said",
        key=row.key,
    )


def _composer(page: Any) -> rx.Component:
    as_ = rx.el.fieldset(
        rx.el.legend(t("What is it?"), class_name="sr-only"),
        _as("reply", t("Keep the no"), checked=True),
        _as("question", t("Ask something first"), checked=False),
        class_name="return-as",
    )
    return rx.el.form(
        kit.text_area(
            rx.cond(page.is_appealed, t("Your answer"), t("Ask the shopper")),
            "text",
            rows=3,
            required=True,
            hint=t("The shopper gets a mail, and reads it on the return's page."),
            error=T.problem,
            key=T.text_key,
            max_length=LONGEST,
        ),
        rx.cond(page.is_appealed, as_, rx.fragment()),
        rx.el.div(kit.button(t("Send"), type="submit", size="small", sign="send"), class_name="actions"),
        on_submit=T.write,
        no_validate=True,
        class_name="flex flex-col gap-3",
    )


def _as(value: str, words: Any, *, checked: bool) -> rx.Component:
    return rx.el.label(rx.el.input(type="radio", name="as", value=value, default_checked=checked), words)
