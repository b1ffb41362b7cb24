"""Draws the two pages about a forgotten password."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.forgot.state import ForgotState as F
from wesupply_ui.portals.site.forgot.state import ResetState as R
from wesupply_ui.portals.site.login.card import card_page, problem_line
from wesupply_ui.portals.site.new_password import new_password_field


def forgot() -> rx.Component:
    """The form, and then where to look."""
    form = rx.el.form(
        problem_line(F.problem),
        kit.text_field(
            t("E-mail"),
            "email",
            kind="email",
            required=True,
            auto_complete="username",
            auto_focus=True,
            spell_check=False,
            error=F.errors["email"],
        ),
        kit.button(t("Send me a link"), look="primary", size="large", type="submit"),
        on_submit=F.ask,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    sent = rx.el.div(
        kit.notice(
            t("If somebody has an account under this address, a mail is on its way. Its link works once and for one hour."), tone="done"
        ),
        role="status",
    )
    return card_page(
        t("Forgot your password?"),
        t("Write your mail address, and we send you a link to choose a new one."),
        rx.cond(F.sent, sent, form),
        below=kit.link(t("Back to sign in"), "/login", class_name="text-link text-small"),
    )


def reset() -> rx.Component:
    """The new password; or that the link is of no use any more."""
    form = rx.el.form(
        new_password_field(t("New password"), "password", error=R.errors["password"], auto_focus=True),
        kit.button(t("Save the password"), look="primary", size="large", type="submit"),
        on_submit=R.submit,
        no_validate=True,
        class_name="flex flex-col gap-4",
    )
    gone = kit.link_button(t("Ask for another"), "/forgot", look="primary", size="large")
    done = rx.fragment(
        rx.el.div(kit.notice(t("The new password holds. Every device was signed out."), tone="done"), role="status"),
        kit.link_button(t("Sign in"), "/login", look="primary", size="large"),
    )
    shown = rx.cond(R.is_done, done, rx.cond(R.is_gone, gone, form))
    about = rx.cond(
        R.is_gone, t("This link was used already, or has expired."), t("It ends every session that is open now, on all devices.")
    )
    return card_page(t("Choose a new password"), about, rx.cond(R.loaded, shown, kit.skeleton(lines=2, height=44)))
