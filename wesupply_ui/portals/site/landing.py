"""The front door `/`: what this installation is, and where staff and shoppers go from here."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t

PROMISES = (
    (
        "truck",
        t("Every parcel, followed"),
        t("Carriers are asked for news around the clock. Shoppers and staff see it the moment it arrives."),
    ),
    (
        "undo_2",
        t("Returns that explain themselves"),
        t("Your rules decide, in words that shoppers understand, with the money shown before they confirm."),
    ),
    ("store", t("Pickup without a queue"), t("Orders are picked, staged and handed over by the store's own screen.")),
)


def landing() -> rx.Component:
    """Says what this is in a line, and lets people in."""
    head = rx.el.div(kit.icon("package_check"), rx.el.strong("WeSupply"), class_name="flex items-center gap-3")
    hero = rx.el.section(
        rx.el.h1(
            t("After the order, under your own roof"), class_name="text-headline sm:text-figure font-semibold leading-tight max-w-[20ch]"
        ),
        rx.el.p(
            t("Tracking, delivery dates, returns and pickup for your shop, on a machine of yours."),
            class_name="text-lead text-soft max-w-[52ch]",
        ),
        rx.el.div(
            kit.link_button(t("Sign in"), "/login", look="primary", size="large"),
            kit.link_button(t("Sign up"), "/signup", size="large"),
            class_name="actions pt-2",
        ),
        class_name="flex flex-col gap-4 py-10 sm:py-16",
    )
    promises = rx.el.section(*(_promise(*each) for each in PROMISES), class_name="grid gap-4 md:grid-cols-3", aria_label=t("What it does"))
    looking = kit.card(
        rx.el.p(t("Use the link in your order's confirmation mail; it opens your parcel's page."), class_name="text-soft"),
        title=t("Looking for a parcel?"),
        class_name="mt-4",
    )
    return kit.open_shell(hero, promises, looking, head=head)


def _promise(sign: str, title: Any, words: Any) -> rx.Component:
    return rx.el.article(
        kit.icon(sign, class_name="text-accent-ink"),
        rx.el.h2(title, class_name="card-title"),
        rx.el.p(words, class_name="text-soft"),
        class_name="card flex flex-col gap-2",
    )
