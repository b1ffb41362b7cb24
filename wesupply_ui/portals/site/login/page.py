"""Draws the sign-in card."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.login.card import card_page, next_field, problem_line
from wesupply_ui.portals.site.login.other_ways import other_ways
from wesupply_ui.portals.site.login.state import LoginState as S


def login() -> rx.Component:
    """A form that is posted as browsers always did: the cookie it brings belongs to HTTP."""
    form = kit.plain_form(
        problem_line(S.problem),
        kit.text_field(t("E-mail"), "email", kind="email", required=True, auto_complete="username", auto_focus=True, spell_check=False),
        kit.text_field(t("Password"), "password", kind="password", required=True, auto_complete="current-password"),
        next_field(S.next),
        kit.button(t("Sign in"), look="primary", size="large", type="submit"),
        action="/api/sign-in",
        class_name="flex flex-col gap-4",
    )
    ways = rx.el.p(
        kit.link(t("Forgot your password?"), "/forgot"),
        kit.link(t("Open a shop's account"), "/signup"),
        class_name="flex flex-wrap gap-x-6 gap-y-2 text-small",
    )
    shoppers = rx.el.p(t("Looking for a parcel? Use the link in your order's confirmation mail."), class_name="text-faint text-small")
    return card_page(
        t("Sign in to WeSupply"),
        t("Every parcel followed, every shopper told, from one place of your own."),
        form,
        ways,
        other_ways(S.provider, S.provider_start),
        below=shoppers,
    )
