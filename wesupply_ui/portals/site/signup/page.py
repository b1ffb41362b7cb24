"""Draws the sign-up form, and afterwards where to look."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.login.card import card_page, problem_line
from wesupply_ui.portals.site.new_password import new_password_field
from wesupply_ui.portals.site.signup.state import SignUpState as S


def signup() -> rx.Component:
    """One of three: the form, "look into your mail", or that nobody can sign up here."""
    have = rx.el.p(t("You have an account?"), " ", kit.link(t("Sign in"), "/login"), class_name="text-soft text-small")
    closed = card_page(t("No sign-up here"), t("This installation takes no new shops by itself. Ask whoever runs it."), below=have)
    form = card_page(t("Open your shop's account"), t("Every parcel followed, every shopper told."), _form(), below=have)
    return rx.el.div(rx.cond(S.is_closed, closed, rx.cond(S.sent_to, _sent(), form)))


def _sent() -> rx.Component:
    again = kit.link(t("Ask for a new password"), "/forgot")
    return card_page(
        t("Look into your mail"),
        t("We wrote to {email}. Open the link in that mail to go on; it works for seven days.", email=S.sent_to),
        rx.el.p(
            t("Nothing there? Look among unwanted mail. Asking for a new password gets you a mail that confirms your address as well."),
            class_name="text-soft",
        ),
        below=rx.el.p(again, role="status"),
    )


def _form() -> rx.Component:
    form = rx.el.form(
        problem_line(S.problem),
        rx.el.fieldset(rx.el.legend(t("Your shop"), class_name="legend pb-3 text-lead"), *_shop(), class_name="flex flex-col gap-4"),
        rx.el.fieldset(rx.el.legend(t("You"), class_name="legend pb-3 text-lead"), *_person(), class_name="flex flex-col gap-4"),
        kit.button(t("Sign up"), look="primary", size="large", type="submit"),
        on_submit=S.submit,
        no_validate=True,
        class_name="flex flex-col gap-6",
    )
    return rx.cond(S.loaded, form, kit.skeleton(lines=8, height=28))


def _shop() -> tuple[rx.Component, ...]:
    return (
        kit.text_field(
            t("Shop's name"),
            "shop",
            required=True,
            max_length=80,
            error=S.errors["shop"],
            auto_complete="organization",
            on_blur=S.name_shop,
        ),
        kit.text_field(
            t("Address for shoppers"),
            "slug",
            required=True,
            max_length=40,
            hint=t("It follows {base}. You can change it later.", base=S.before_slug),
            error=S.errors["slug"],
            default_value=S.slug,
            on_blur=S.write_slug,
            key=S.slug,
            auto_capitalize="none",
            spell_check=False,
        ),
        _choice(t("Country"), "country", S.countries, S.country, S.choose_country),
        _choice(t("Currency"), "currency", S.currencies, S.currency, S.choose_currency),
        _choice(t("Time zone"), "time_zone", S.zones, S.time_zone, S.choose_zone),
    )


def _choice(label: str, name: str, options: Any, chosen: Any, on_change: Any) -> rx.Component:
    return kit.select_field(label, name, options, required=True, value=chosen, on_change=on_change, error=S.errors[name])


def _person() -> tuple[rx.Component, ...]:
    return (
        kit.text_field(t("Your name"), "name", required=True, max_length=80, error=S.errors["name"], auto_complete="name"),
        kit.text_field(
            t("E-mail"), "email", kind="email", required=True, error=S.errors["email"], auto_complete="username", spell_check=False
        ),
        new_password_field(t("Password"), "password", error=S.errors["password"]),
    )
