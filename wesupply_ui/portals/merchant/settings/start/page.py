"""Draws the subjects of settings as cards."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import SETTINGS, SUBJECTS, Subject
from wesupply_ui.portals.merchant.welcome.page import PAGE as WELCOME

_FIRST_STEPS = Subject("../welcome", "list_checks", "First steps", "What is set up already, and what is left.", "settings.read", "Shop")


def settings_start() -> rx.Component:
    """The whole screen."""
    return frame(
        kit.page_header(t("Settings"), about=t("How the shop looks, works and who may do what.")),
        rx.el.ul(*(_card(each) for each in (_FIRST_STEPS, *SUBJECTS)), class_name="grid sm:grid-cols-2 xl:grid-cols-3 gap-3", role="list"),
        current=SETTINGS,
    )


def _card(subject: Subject) -> rx.Component:
    card = rx.el.li(
        kit.link(
            rx.fragment(
                kit.icon(subject.sign),
                rx.el.span(rx.el.strong(t(subject.label), class_name="block"), rx.el.span(t(subject.about), class_name="text-soft")),
            ),
            WELCOME if subject is _FIRST_STEPS else subject.href,
            class_name="card flex gap-3 items-start h-full",
        )
    )
    return rx.cond(PersonState.permissions.contains(subject.may), card, rx.fragment())
