"""Draws the profile: three sections, each saved by itself."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.profile.state import ProfileState as S
from wesupply_ui.portals.merchant.settings.waiting import waiting


def profile() -> rx.Component:
    """The whole screen."""
    return settings_frame(rx.cond(S.loaded, rx.fragment(_names(), _region(), _address()), waiting(_skeleton())), name="profile")


def _may() -> rx.Var:
    return PersonState.permissions.contains("settings.write")


def _names() -> rx.Component:
    return kit.section(
        t("Names"),
        kit.text_field(
            t("Name"),
            "name",
            hint=t("Shoppers see it on their pages and as the sender of mails."),
            default_value=S.row.name,
            error=S.errors["name"],
            required=True,
            max_length=80,
            auto_complete="organization",
        ),
        kit.text_field(
            t("Legal name"),
            "legal_name",
            hint=t("The company behind the shop, for the foot of pages and mails."),
            default_value=S.row.legal_name,
            error=S.errors["legal_name"],
            max_length=120,
        ),
        rx.el.div(
            kit.text_area(t("Legal address"), "legal_address", default_value=S.row.legal_address, error=S.errors["legal_address"], rows=3),
            class_name="is-whole",
        ),
        name="names",
        on_submit=S.save_names,
        may=_may(),
        paired=True,
    )


def _region() -> rx.Component:
    return kit.section(
        t("Country, money and time"),
        _choice(t("Country"), "country", S.countries, S.row.country),
        _choice(t("Currency"), "currency", S.currencies, S.row.currency, hint=t("For figures; orders keep theirs.")),
        _choice(t("Time zone"), "time_zone", S.zones, S.row.time_zone, hint=t("When a day begins and ends, on screens and in mails.")),
        _choice(t("Language"), "locale", S.languages, S.row.locale, hint=t("For staff without a choice of their own, and page texts.")),
        name="region",
        on_submit=S.save_region,
        may=_may(),
        paired=True,
    )


def _choice(label: Any, name: str, options: rx.Var, chosen: rx.Var, *, hint: Any = "") -> rx.Component:
    return kit.select_field(label, name, options, hint=hint, error=S.errors[name], default_value=chosen, required=True)


def _address() -> rx.Component:
    former = rx.el.div(
        rx.el.p(t("Former addresses that still lead here"), class_name="font-semibold"),
        rx.el.ul(rx.foreach(S.row.former, lambda each: rx.el.li(rx.el.bdi(each), class_name="text-soft break-all")), role="list"),
    )
    return kit.section(
        t("Address for shoppers"),
        kit.text_field(
            t("Address"),
            "slug",
            hint=t(
                "It follows {base}. Links that shoppers have keep working: the former address leads to the new one.", base=S.row.before_slug
            ),
            default_value=S.row.slug,
            error=S.errors["slug"],
            required=True,
            max_length=40,
            auto_capitalize="none",
            spell_check=False,
        ),
        kit.notice(
            t("Printed matter and other sites show the old address. Change it only if you must."),
            tone="attention",
        ),
        rx.cond(S.row.former, former, rx.fragment()),
        name="slug",
        on_submit=S.save_slug,
        may=_may(),
        save=t("Change the address"),
    )


def _skeleton() -> rx.Component:
    return rx.fragment(*(kit.card(kit.skeleton(lines=4)) for _ in range(3)))
