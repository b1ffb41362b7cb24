"""Draws "is it still you?", `/login/confirm`: asked before what somebody at an open desk must not do."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.login.card import card_page, code_field, next_field, problem_line
from wesupply_ui.portals.site.login.other_ways import passkey_button, passkey_script
from wesupply_ui.portals.site.login.state import ConfirmState as S


def confirm() -> rx.Component:
    """A code where somebody has a second factor, else the password."""
    password = kit.text_field(t("Password"), "password", kind="password", required=True, auto_complete="current-password", auto_focus=True)
    form = kit.plain_form(
        problem_line(S.problem),
        rx.el.input(type="text", name="username", value=S.email, read_only=True, auto_complete="username", hidden=True),
        rx.cond(S.by_code, code_field(auto_focus=True), password),
        next_field(S.next),
        kit.button(t("Go on"), look="primary", size="large", type="submit"),
        action="/api/confirm",
        class_name="flex flex-col gap-4",
    )
    key = rx.cond(S.by_code, rx.el.div(passkey_script(), passkey_button(t("Use a passkey instead"), "confirm"), class_name="flex flex-col"))
    out = kit.link(t("Sign in again instead"), "/login", class_name="text-link text-small")
    shown = rx.cond(S.loaded, form, kit.skeleton(lines=3))
    return card_page(t("Is it still you?"), t("This needs a fresh proof, because it is about who may get in."), shown, key, below=out)
