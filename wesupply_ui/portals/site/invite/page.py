"""Draws the invitation and the way to accept it."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.invite.state import InviteState as S
from wesupply_ui.portals.site.login.card import card_page, problem_line
from wesupply_ui.portals.site.new_password import new_password_field


def invite() -> rx.Component:
    """The whole page."""
    gone = card_page(
        t("This invitation is over"),
        t("It was accepted or withdrawn, or has expired. Ask for a new one."),
        kit.link_button(t("Sign in"), "/login", size="large"),
    )
    waiting = card_page(t("An invitation"), t("One moment."), kit.skeleton(lines=3, height=28))
    return rx.cond(S.loaded, rx.cond(S.is_gone, gone, _open()), waiting)


def _open() -> rx.Component:
    ways = rx.match(S.row.way, ("new", _new()), ("signed_in", _signed_in()), ("somebody_else", _somebody_else()), _sign_in())
    return card_page(t("Work at {merchant}", merchant=S.row.merchant), S.row.said, problem_line(S.problem), ways)


def _new() -> rx.Component:
    return rx.el.form(
        # Password managers keep the password under this name.
        kit.text_field(t("E-mail"), "email", kind="email", required=True, value=S.row.email, read_only=True, auto_complete="username"),
        kit.text_field(t("Your name"), "name", required=True, max_length=80, auto_complete="name", error=S.errors["name"]),
        new_password_field(t("Password"), "password", error=S.errors["password"]),
        kit.button(t("Accept and go in"), look="primary", size="large", type="submit"),
        on_submit=S.join,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )


def _signed_in() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("You are signed in as {email}.", email=S.row.signed_in_as), class_name="text-soft break-words"),
        kit.button(t("Accept"), look="primary", size="large", on_click=S.accept),
    )


def _sign_in() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("You have an account here already: {email}. Sign in to accept.", email=S.row.email), class_name="text-soft break-words"),
        kit.link_button(t("Sign in"), S.row.sign_in_href, look="primary", size="large"),
    )


def _somebody_else() -> rx.Component:
    words = t("It was sent to {email}, and you are signed in as {other}.", email=S.row.email, other=S.row.signed_in_as)
    return rx.fragment(
        kit.notice(words, tone="attention"),
        rx.el.p(t("Sign out, then open the link of the mail again."), class_name="text-soft"),
        kit.plain_form(kit.button(t("Sign out"), type="submit", size="large"), action="/api/sign-out"),
    )
