"""Draws a person's account: one column of cards."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.account.factor_cards import codes_card, linked_card, passkeys_card, recovery_card
from wesupply_ui.portals.site.account.rows import SessionRow
from wesupply_ui.portals.site.account.state import AccountState as S
from wesupply_ui.portals.site.login.other_ways import passkey_script
from wesupply_ui.portals.site.new_password import new_password_field


def account() -> rx.Component:
    """The whole screen. It stands alone, for people of shops and of stores, and for those who must set up a factor first."""
    bar = rx.el.div(
        kit.link(rx.fragment(kit.icon("arrow_left"), S.merchant), S.home, class_name="button", data_look="plain"),
        kit.plain_form(kit.button(t("Sign out"), look="plain", sign="log_out", type="submit"), action="/api/sign-out"),
        class_name="flex items-center justify-between gap-3",
    )
    cards = rx.fragment(
        _notices(), _profile(), _password(), codes_card(), passkeys_card(), recovery_card(), linked_card(), _pin(), _sessions()
    )
    return kit.open_shell(
        rx.el.link(rel="stylesheet", href="/settings.css", custom_attrs={"precedence": "default"}),
        rx.el.link(rel="stylesheet", href="/account.css", custom_attrs={"precedence": "default"}),
        kit.guarded(),
        passkey_script(),
        kit.speaking(S.language),
        rx.el.div(
            bar,
            kit.page_header(t("Your account"), about=S.email),
            rx.cond(S.loaded, cards, rx.fragment(*(kit.card(kit.skeleton(lines=4)) for _ in range(3)))),
            class_name="account",
        ),
    )


def _notices() -> rx.Component:
    asked = kit.notice(
        rx.el.strong(t("This shop asks for two-factor sign-in.")),
        rx.el.p(t("Set up codes from your phone, or a passkey, and you can go on.")),
        tone="attention",
    )
    done = rx.el.div(rx.cond(S.told, kit.notice(S.told, tone="done"), rx.fragment()), role="status", class_name="empty:-mb-4")
    return rx.fragment(rx.cond(S.asks_for_factor, asked, rx.fragment()), done)


def _profile() -> rx.Component:
    return kit.section(
        t("You"),
        kit.text_field(
            t("Name"), "name", default_value=S.name, error=S.errors["name"], required=True, max_length=120, auto_complete="name"
        ),
        kit.select_field(t("Language"), "language", S.languages, default_value=S.own_language, error=S.errors["language"], required=True),
        kit.select_field(t("Time zone"), "time_zone", S.zones, default_value=S.own_zone, error=S.errors["time_zone"], required=True),
        name="profile",
        on_submit=S.save,
        paired=True,
    )


def _password() -> rx.Component:
    present = kit.text_field(
        t("Present password"), "current", kind="password", error=S.errors["current"], required=True, auto_complete="current-password"
    )
    form = kit.plain_form(
        _wrong("password"),
        rx.el.input(type="text", name="username", value=S.email, read_only=True, auto_complete="username", hidden=True),
        rx.cond(S.has_password, present, rx.fragment()),
        new_password_field(t("New password"), "new", error=S.errors["new"], min_length=12),
        rx.el.div(kit.button(t("Change the password"), type="submit")),
        action="/api/account/password",
        class_name="flex flex-col gap-4",
    )
    return kit.card(rx.el.p(t("Changing it signs you out everywhere else."), class_name="text-soft"), form, title=t("Password"))


def _pin() -> rx.Component:
    form = kit.plain_form(
        kit.text_field(
            t("New PIN"),
            "pin",
            kind="password",
            error=S.errors["pin"],
            required=True,
            input_mode="numeric",
            max_length=6,
            auto_complete="off",
        ),
        rx.el.div(kit.button(t("Set the PIN"), type="submit")),
        action="/api/account/pin",
        class_name="flex flex-col gap-4",
    )
    about = rx.el.p(t("Six digits that open the shared tablet of your store."), class_name="text-soft")
    return rx.cond(S.home == "/store", kit.card(about, form, title=t("PIN for the store's tablet")), rx.fragment())


def _wrong(about: str) -> rx.Component:
    said = S.errors[about]
    return rx.el.div(rx.cond(said, kit.notice(said, tone="problem"), rx.fragment()), role="alert", class_name="empty:-mb-4")


def _sessions() -> rx.Component:
    others = kit.button(t("Sign out everywhere else"), on_click=S.end_others, size="small")
    return kit.card(
        rx.el.ul(rx.foreach(S.sessions, _session), role="list", class_name="account-list"),
        title=t("Where you are signed in"),
        actions=[rx.cond(S.others, others, rx.fragment())],
    )


def _session(row: rx.Var[SessionRow]) -> rx.Component:
    here = kit.badge(t("This one"), "done")
    end = kit.button(
        t("Sign out"), look="plain", size="small", on_click=S.end_session(row.id), aria_label=t("Sign out of {device}", device=row.device)
    )
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.device, class_name="block"),
            rx.el.span(row.place, " · ", row.way, " · ", row.seen, class_name="text-soft text-small"),
            class_name="min-w-0",
        ),
        rx.cond(row.is_this, here, end),
        data_testid="session",
    )
