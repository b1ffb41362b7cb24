"""The card that every step of signing in stands in."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit


def card_page(title: Any, about: Any, *children: rx.Component, below: rx.Component | None = None) -> rx.Component:
    """One heading, one sentence, one form, in the middle of the page."""
    head = rx.el.header(
        rx.el.span(kit.icon("package_check"), class_name="avatar"),
        rx.el.h1(title, class_name="text-title font-semibold"),
        rx.el.p(about, class_name="text-soft"),
        class_name="flex flex-col gap-2 items-start",
    )
    card = rx.el.div(head, *children, class_name="card flex flex-col gap-6 w-full max-w-[420px] p-6 sm:p-8")
    foot = [] if below is None else [below]
    return kit.open_shell(rx.el.div(card, *foot, class_name="flex flex-col items-center justify-center gap-4 min-h-[80dvh]"))


def problem_line(problem: Any) -> rx.Component:
    """What was wrong with the last try; the place is always there, so that readers hear it fill."""
    return rx.el.div(rx.cond(problem, kit.notice(problem, tone="problem"), rx.fragment()), role="alert", class_name="empty:-mb-4")


def next_field(next_: Any) -> rx.Component:
    """Where to go afterwards; judged by the door."""
    return rx.el.input(type="hidden", name="next", value=next_, read_only=True)


def code_field(**props: Any) -> rx.Component:
    """Six digits of the phone's app, or a recovery code."""
    return kit.text_field(
        kit.t("Code"),
        "code",
        hint=kit.t("Six digits from the app on your phone, or one of your recovery codes."),
        required=True,
        auto_complete="one-time-code",
        auto_capitalize="none",
        spell_check=False,
        max_length=20,
        **props,
    )
