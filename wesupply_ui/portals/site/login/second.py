"""Draws the second step of signing in, `/login/second`."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.login.card import card_page, code_field, next_field, problem_line
from wesupply_ui.portals.site.login.other_ways import passkey_button, passkey_script
from wesupply_ui.portals.site.login.state import SecondState as S


def second() -> rx.Component:
    """A plain form: what it brings is a cookie."""
    form = kit.plain_form(
        problem_line(S.problem),
        code_field(auto_focus=True),
        next_field(S.next),
        kit.button(t("Sign in"), look="primary", size="large", type="submit"),
        action="/api/sign-in/second",
        class_name="flex flex-col gap-4",
    )
    ways = rx.el.div(passkey_script(), passkey_button(t("Use a passkey instead"), "enter"), class_name="flex flex-col")
    again = kit.link(t("Sign in as somebody else"), "/login", class_name="text-link text-small")
    return card_page(t("One more step"), t("The password is right. Now prove that it is you."), form, ways, below=again)
