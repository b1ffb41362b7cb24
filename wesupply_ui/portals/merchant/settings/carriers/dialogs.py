"""Draws the dialogs of carrier accounts: one takes an account, one its limits, one shows where the carrier pushes to."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.carriers.state import CarriersState as S


def connecting() -> rx.Component:
    """Takes an account. What is typed is sent once and never comes back."""
    form = rx.el.form(
        rx.cond(
            S.takes_secret, rx.fragment(_secret(t("Client id"), "client_id", kind="text"), _secret(t("Client secret"), "client_secret"))
        ),
        rx.cond(S.takes_key, _secret(t("API key"), "api_key")),
        rx.cond(S.takes_account, _secret(t("Account number"), "account", kind="text", required=False)),
        rx.cond(S.has_sandbox | S.keeps_address, _where(), rx.fragment()),
        _foot(t("Keep and test")),
        on_submit=S.save,
        no_validate=True,
        class_name="flex flex-col gap-4",
        key=S.chosen,
        custom_attrs={"autoComplete": "off"},
    )
    return kit.dialog(
        form,
        title=t("Your account at {name}", name=S.chosen_name),
        about=t("Kept encrypted. Nobody can read it here again, you neither; to change it, give it whole."),
        open=S.is_connecting,
        on_open_change=S.close,
    )


def _secret(label: Any, name: str, *, kind: str = "password", required: bool = True) -> rx.Component:
    return kit.text_field(
        label, name, kind=kind, error=S.errors[name], required=required, max_length=500, auto_complete="off", spell_check=False
    )


def _where() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("Good for"), html_for="where"),
        rx.el.div(
            rx.el.select(
                rx.el.option(rx.cond(S.keeps_address, t("The same address as before"), t("The carrier itself")), value=""),
                rx.cond(S.keeps_address, rx.el.option(t("The carrier itself"), value="production"), rx.fragment()),
                rx.cond(S.has_sandbox, rx.el.option(t("The carrier's sandbox"), value="sandbox"), rx.fragment()),
                id="where",
                name="where",
                default_value="",
                class_name="control",
            ),
            kit.icon("chevron_down"),
            class_name="select",
        ),
        class_name="field",
    )


def limiting() -> rx.Component:
    """Takes limits."""
    form = rx.el.form(
        kit.text_field(
            t("Calls a second"), "per_second", default_value=S.per_second, error=S.errors["per_second"], input_mode="decimal",
            hint=t("For each of our processes. Blank: as the carrier allows."),
        ),
        kit.text_field(
            t("Calls a day"), "per_day", default_value=S.per_day, error=S.errors["per_day"], input_mode="numeric",
            hint=t("A day of UTC. Parcels beyond it wait for the next one. Blank: no limit."),
        ),
        _foot(t("Save")),
        on_submit=S.limit,
        no_validate=True,
        class_name="flex flex-col gap-4",
        key=S.chosen,
    )  # fmt: skip
    return kit.dialog(form, title=t("Limits of {name}", name=S.chosen_name), open=S.is_limiting, on_open_change=S.close)


def webhook() -> rx.Component:
    """Where the carrier pushes to."""
    return kit.dialog(
        rx.el.ol(
            rx.el.li(t("Subscribe to the carrier's tracking alerts with your account there (UPS: Track Alert).")),
            rx.el.li(t("Give this address:"), _copied(S.webhook_address)),
            rx.el.li(t("Give this credential. Keep it as you keep a password:"), _copied(S.webhook_credential)),
            rx.el.li(t("A push only says that there is news; we then ask the carrier. Asking goes on without pushes too.")),
            class_name="steps",
        ),
        title=t("Pushes from {name}", name=S.chosen_name),
        open=S.is_webhook_open,
        on_open_change=S.close,
    )


def _copied(text: Any) -> rx.Component:
    return rx.el.span(rx.el.code(text, class_name="break-all"), kit.copy_button(text), class_name="flex gap-2 items-center")


def _foot(words: Any) -> rx.Component:
    return rx.el.div(
        kit.closing(kit.button(t("Cancel"), look="plain")), kit.button(words, look="primary", type="submit"), class_name="floating-foot"
    )
