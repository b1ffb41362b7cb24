"""Draws the cards of second factors: codes from a phone, and recovery codes."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.account.factors import FactorState as F
from wesupply_ui.portals.site.account.rows import KeyRow
from wesupply_ui.portals.site.account.state import AccountState as S
from wesupply_ui.portals.site.login.other_ways import passkey_button


def codes_card() -> rx.Component:
    """Off, being set up, or on."""
    on = rx.el.div(
        rx.el.p(kit.badge(t("On"), "done"), " ", t("Signing in asks for a code from the app on your phone.")),
        rx.el.div(kit.button(t("Turn codes off"), look="danger", on_click=F.remove_codes)),
        class_name="flex flex-col gap-4",
    )
    off = rx.el.div(
        rx.el.p(
            t("After the password, signing in asks for six digits that an authenticator app on your phone shows."), class_name="text-soft"
        ),
        rx.el.div(kit.button(t("Set up codes"), on_click=F.start_codes, sign="smartphone")),
        class_name="flex flex-col gap-4",
    )
    about = rx.cond(F.codes_on, on, rx.cond(F.picture, _setting_up(), off))
    refused = rx.el.div(rx.cond(S.errors["codes"], kit.notice(S.errors["codes"], tone="problem"), rx.fragment()), role="alert")
    return kit.card(refused, rx.cond(F.loaded, about, kit.skeleton(lines=2)), title=t("Codes from your phone"), id="two-factor")


def _setting_up() -> rx.Component:
    form = kit.plain_form(
        kit.text_field(
            t("The code that the app shows now"),
            "code",
            error=S.errors["code"],
            required=True,
            input_mode="numeric",
            auto_complete="one-time-code",
            max_length=7,
            auto_focus=True,
        ),
        rx.el.div(
            kit.button(t("Turn codes on"), look="primary", type="submit"),
            kit.button(t("Cancel"), look="plain", on_click=F.stop_setting_up),
            class_name="flex gap-2",
        ),
        action="/api/account/codes",
        class_name="flex flex-col gap-4",
    )
    return rx.el.div(
        rx.el.img(src=F.picture, alt=t("QR code for the authenticator app"), class_name="account-qr", width="215", height="215"),
        rx.el.div(
            rx.el.p(t("Scan this with an authenticator app. If you cannot scan, type this into it:")),
            rx.el.p(rx.el.code(F.secret, class_name="break-words", data_testid="code-secret")),
            form,
            class_name="flex flex-col gap-4 min-w-0",
        ),
        class_name="account-setting-up",
    )


def recovery_card() -> rx.Component:
    """How many are left, or the fresh ones."""
    fresh = rx.el.div(
        kit.notice(t("These are shown this once. Print them or keep them in a password manager; each works once."), tone="attention"),
        rx.el.ul(
            rx.foreach(F.recovery, lambda code: rx.el.li(rx.el.code(code))),
            role="list",
            class_name="account-recovery",
            data_testid="recovery-codes",
        ),
        rx.el.div(kit.copy_button(F.recovery.join("\n"), label=t("Copy all"), said=t("Copied"))),
        class_name="flex flex-col gap-4",
    )
    left = rx.cond(
        F.recovery_left,
        rx.el.p(kit.tn("{count} code is left.", "{count} codes are left.", F.recovery_left)),
        rx.el.p(kit.badge(t("None yet"), "attention"), " ", t("Without them, a lost phone locks you out.")),
    )
    make = rx.el.div(
        left,
        rx.el.div(kit.button(rx.cond(F.recovery_left, t("Make new ones"), t("Make recovery codes")), on_click=F.make_recovery_codes)),
        class_name="flex flex-col gap-4",
    )
    card = kit.card(rx.cond(F.recovery, fresh, make), title=t("Recovery codes"))
    return rx.cond(F.has_factor, card, rx.fragment())


def passkeys_card() -> rx.Component:
    """Which there are, and a new one."""
    add = rx.el.form(
        kit.text_field(t("Name of the new passkey"), "passkey_name", hint=t("For example “My laptop”."), required=True, max_length=60),
        rx.el.div(passkey_button(t("Add a passkey"), "register")),
        class_name="flex flex-col gap-4",
    )
    add.event_triggers.pop("on_submit", None)
    return kit.card(
        rx.el.p(
            t("Your device's own lock (a fingerprint, a face, a PIN) signs you in, without a password and with two factors at once."),
            class_name="text-soft",
        ),
        rx.el.ul(rx.foreach(F.keys, lambda row: _key(row, F.remove_key, t("Remove"))), role="list", class_name="account-list"),
        add,
        title=t("Passkeys"),
    )


def linked_card() -> rx.Component:
    """The sign-in elsewhere, where one is set up."""
    link = A.create(
        t("Link {provider}", provider=F.provider), href="/api/oidc/start?link=1&next=/app/account", class_name="button", data_look="default"
    )
    refused = rx.el.div(rx.cond(S.errors["linked"], kit.notice(S.errors["linked"], tone="problem"), rx.fragment()), role="alert")
    card = kit.card(
        refused,
        rx.el.p(
            t("{provider} can sign you in when your address there is the one of this account.", provider=F.provider), class_name="text-soft"
        ),
        rx.el.ul(rx.foreach(F.linked, lambda row: _key(row, F.unlink, t("Unlink"))), role="list", class_name="account-list"),
        rx.el.div(link),
        title=t("Linked sign-ins"),
    )
    return rx.cond(F.provider, card, rx.fragment())


def _key(row: rx.Var[KeyRow], on_end: Any, word: Any) -> rx.Component:
    end = kit.button(word, look="plain", size="small", on_click=on_end(row.id), aria_label=t("Remove {name}", name=row.name))
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.name, class_name="block"), rx.el.span(row.used, class_name="text-soft text-small"), class_name="min-w-0"
        ),
        end,
    )
