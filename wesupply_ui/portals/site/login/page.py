"""Draws the sign-in card."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.site.login.state import LoginState as S


def login() -> rx.Component:
    """A form that is posted as browsers always did: the cookie it brings belongs to HTTP."""
    problem = rx.el.div(rx.cond(S.problem, kit.notice(S.problem, tone="problem"), rx.fragment()), role="alert")
    form = kit.plain_form(
        problem,
        kit.text_field("E-mail", "email", kind="email", required=True, auto_complete="username", auto_focus=True, spell_check=False),
        kit.text_field("Password", "password", kind="password", required=True, auto_complete="current-password"),
        rx.el.input(type="hidden", name="next", value=S.next, read_only=True),
        kit.button("Sign in", look="primary", size="large", type="submit"),
        action="/api/sign-in",
        class_name="flex flex-col gap-4",
    )
    head = rx.el.header(
        rx.el.span(kit.icon("package_check"), class_name="avatar"),
        rx.el.h1("Sign in to WeSupply", class_name="text-title font-semibold"),
        rx.el.p("Every parcel followed, every shopper told, from one place of your own.", class_name="text-soft"),
        class_name="flex flex-col gap-2 items-start",
    )
    card = rx.el.div(head, form, class_name="card flex flex-col gap-6 w-full max-w-[420px] p-6 sm:p-8")
    shoppers = rx.el.p("Looking for a parcel? Use the link in your order's confirmation mail.", class_name="text-faint text-small")
    return kit.open_shell(rx.el.div(card, shoppers, class_name="flex flex-col items-center justify-center gap-4 min-h-[80dvh]"))
