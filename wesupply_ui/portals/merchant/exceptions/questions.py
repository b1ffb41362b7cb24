"""Draws what is asked before something is done about a case: until when, by whom, why, and the mail's words."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.exceptions.case_state import CaseState as C
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState as S
from wesupply_ui.portals.merchant.exceptions.words import REASONS


def questions() -> rx.Component:
    """All of them; one at most is open."""
    return rx.fragment(_snooze(), _assign(), _resolve(), _mail(), _carrier(), _decide())


def _asked(what: str, *children: rx.Component, title: Any, about: Any = None) -> rx.Component:
    return kit.dialog(
        *children, title=title, about=C.asking_about if about is None else about, open=C.asking == what, on_open_change=C.set_asking
    )


def _problem(name: str) -> rx.Component:
    wrong = rx.cond(C.errors[name], rx.el.span(kit.icon("circle_alert"), C.errors[name], class_name="error"), rx.fragment())
    return rx.el.div(wrong, role="alert", class_name="field")


def _snooze() -> rx.Component:
    promised = rx.cond(
        C.case.promised,
        rx.el.button(
            t("Until the promised day, {day}", day=C.case.promised),
            type="button",
            class_name="button",
            on_click=C.snooze_until("promised"),
        ),
        rx.fragment(),
    )
    form = rx.el.form(
        kit.text_field(t("Until the morning of"), "until", kind="date", required=True),
        kit.button(t("Snooze"), type="submit"),
        on_submit=C.snooze_form,
        class_name="flex flex-wrap items-end gap-2",
    )
    day = rx.el.button(t("For a day"), type="button", class_name="button", on_click=C.snooze_until("day"))
    return _asked("snooze", rx.el.div(day, promised, form, _problem("until"), class_name="inbox-answers"), title=t("Snooze until when?"))


def _assign() -> rx.Component:
    def one(words: Any, value: Any) -> rx.Component:
        return rx.el.button(words, type="button", class_name="button", on_click=C.assign_to(value))

    people = rx.foreach(S.people, lambda each: one(each.words, each.value))
    answers = rx.el.div(one(t("Me"), "me"), people, one(t("Nobody"), ""), _problem("person"), class_name="inbox-answers")
    return _asked("assign", answers, title=t("Who works on it?"))


def _resolve() -> rx.Component:
    answers = (rx.el.button(t(words), type="button", class_name="button", on_click=C.resolve_as(key)) for key, words in REASONS.items())
    return _asked("resolve", rx.el.div(*answers, _problem("reason"), class_name="inbox-answers"), title=t("Why is it done?"))


def _mail() -> rx.Component:
    form = rx.el.form(
        kit.text_field(t("Subject"), "subject", required=True, default_value=C.subject, error=C.errors["subject"], max_length=150),
        kit.text_area(t("Text"), "text", required=True, rows=9, default_value=C.text, error=C.errors["text"]),
        rx.el.p(t("Your logo, a greeting, the parcel with its items and a link to its page are added."), class_name="text-soft text-small"),
        rx.el.div(kit.button(t("Send"), look="primary", type="submit"), class_name="floating-foot"),
        on_submit=C.send_mail,
        key=C.draft_key,
        class_name="flex flex-col gap-3",
    )
    return _asked(
        "mail", form, title=t("Write to the shopper"), about=t("To {who}. You can take it back for half a minute.", who=C.recipient)
    )


def _carrier() -> rx.Component:
    claim = rx.cond(
        C.case.claim_page,
        kit.outside_link(t("{carrier}'s page for claims", carrier=C.case.carrier), C.case.claim_page),
        rx.cond(C.case.carrier_page, kit.outside_link(t("{carrier}'s page", carrier=C.case.carrier), C.case.carrier_page), rx.fragment()),
    )
    body = rx.el.div(
        rx.el.pre(C.case.carrier_text, class_name="inbox-text"),
        rx.el.div(kit.copy_button(C.case.carrier_text, label=t("Copy the text"), said=t("Copied")), claim, class_name="actions"),
        rx.el.div(kit.button(t("I have asked"), look="primary", on_click=C.carrier_asked), class_name="floating-foot"),
        class_name="flex flex-col gap-3",
    )
    return _asked("carrier", body, title=t("Ask the carrier"))


def _decide() -> rx.Component:
    def one(what: str, title: Any, words: Any) -> rx.Component:
        about = t("Nothing is sent and no money moves from here: this is recorded with the order, and you do it in your shop.")
        foot = rx.el.div(kit.button(words, look="primary", on_click=C.decide_to(what)), class_name="floating-foot")
        return _asked(what, rx.el.p(C.case.stake, class_name="text-soft"), foot, title=title, about=about)

    return rx.fragment(
        one("resend", t("Send the goods again?"), t("Record: send again")), one("refund", t("Refund the shopper?"), t("Record: refund"))
    )
