"""Draws the ways in which refunds are paid, and the dialog that takes a Stripe account."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.frame import settings_frame
from wesupply_ui.portals.merchant.settings.payments.state import PaymentsState as S
from wesupply_ui.portals.merchant.settings.waiting import waiting


def payments() -> rx.Component:
    """The whole screen."""
    failed = rx.cond(S.page.failed, kit.notice(S.page.failed, " ", kit.link(t("Open them"), "/app/returns?step=retry"), tone="attention"))
    return settings_frame(
        rx.el.link(rel="stylesheet", href="/places.css", custom_attrs={"precedence": "default"}),
        rx.cond(
            S.loaded,
            rx.el.div(failed, _stripe(), _shop(), _cash(), class_name="flex flex-col gap-4"),
            waiting(kit.card(kit.skeleton(lines=6))),
        ),
        rx.cond(_may(), _connecting(), rx.fragment()),
        name="payments",
    )


def _may() -> rx.Var:
    return PersonState.permissions.contains("settings.write")


def _stripe() -> rx.Component:
    page = S.page
    checked = rx.el.p(
        kit.badge(page.check_words, page.check_tone),
        rx.cond(page.check_when, rx.el.span(" ", t("tested"), " ", page.check_when, class_name="text-small text-faint"), rx.fragment()),
        aria_live="polite",
    )
    pushes = rx.el.details(
        rx.el.summary(t("Address for pushes"), class_name="text-link"),
        rx.el.p(t("Send the events of refunds (refund.*) to this address:"), class_name="text-soft pt-2"),
        rx.el.p(rx.el.code(S.webhook_address, class_name="break-all"), kit.copy_button(S.webhook_address), class_name="actions"),
    )
    return rx.el.section(
        rx.el.div(rx.el.h2("Stripe", class_name="card-title"), kit.badge(page.whose_words, page.whose_tone), class_name="actions"),
        rx.el.p(t("Payments that Stripe took go back through Stripe, to the same card."), class_name="text-soft"),
        rx.cond(page.set_words, rx.el.p(page.set_words, class_name="text-soft"), rx.fragment()),
        rx.cond(page.is_connected, checked, rx.fragment()),
        rx.cond(page.is_connected, rx.el.p(page.stripe, class_name="text-soft"), rx.fragment()),
        pushes,
        rx.cond(_may(), _actions(), rx.fragment()),
        class_name="card flex flex-col gap-2",
        data_testid="payments-stripe",
    )


def _actions() -> rx.Component:
    test = kit.button(
        rx.cond(S.testing, t("Asking the provider …"), t("Test now")),
        size="small",
        busy=S.testing,
        on_click=S.test,
        aria_label=t("Test {name} now", name="Stripe"),
    )
    words = rx.cond(S.page.is_connected, t("Replace the account"), t("Connect Stripe"))
    off = kit.dialog_with_trigger(
        kit.button(t("Disconnect"), size="small", look="danger", aria_label=t("Disconnect {name}", name="Stripe")),
        title=t("Disconnect {name}?", name="Stripe"),
        about=t("The secrets are deleted. From then on your shop pays refunds itself. Refunds under way fail, and wait for somebody."),
        foot=(
            kit.closing(kit.button(t("Keep it"), look="plain")),
            kit.closing(kit.button(t("Disconnect"), look="danger", on_click=S.take_away)),
        ),
    )
    return rx.el.div(
        rx.cond(S.page.is_connected, test, rx.fragment()),
        kit.button(words, size="small", on_click=S.begin),
        rx.cond(S.page.is_connected, off, rx.fragment()),
        class_name="actions pt-2",
    )


def _shop() -> rx.Component:
    return _way(
        t("Your shop"),
        t("All other payments go back by your shop: it is told what to pay, and says when it is done, or staff mark it as paid."),
        S.page.shop,
        t("After three days without a word somebody is asked to look."),
    )


def _cash() -> rx.Component:
    return _way(
        t("Cash"), t("What was paid in cash is given back at the till. Its receipt number is noted when it is marked as paid."), S.page.cash
    )


def _way(title: Any, about: Any, waiting_: Any, more: Any = None) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title, class_name="card-title"),
        rx.el.p(about, class_name="text-soft"),
        *([rx.el.p(more, class_name="text-soft")] if more is not None else []),
        rx.el.p(waiting_, class_name="text-soft"),
        class_name="card flex flex-col gap-2",
    )


def _connecting() -> rx.Component:
    def secret(label: Any, name: str, hint: Any) -> rx.Component:
        return kit.text_field(
            label, name, kind="password", error=S.errors[name], required=True, max_length=300, auto_complete="off", spell_check=False,
            hint=hint,
        )  # fmt: skip

    form = rx.el.form(
        secret(t("Secret key"), "secret_key", t("A restricted key that may write refunds is enough.")),
        secret(t("Signing secret of the webhook"), "webhook_secret", t("Stripe shows it where you add the address for pushes.")),
        rx.el.p(rx.el.code(S.webhook_address, class_name="break-all"), kit.copy_button(S.webhook_address), class_name="actions"),
        rx.el.div(
            kit.closing(kit.button(t("Cancel"), look="plain")),
            kit.button(t("Keep and test"), look="primary", type="submit"),
            class_name="floating-foot",
        ),
        on_submit=S.save,
        no_validate=True,
        class_name="flex flex-col gap-4",
        custom_attrs={"autoComplete": "off"},
    )
    return kit.dialog(
        form,
        title=t("Your account at {name}", name="Stripe"),
        about=t("Kept encrypted. Nobody can read it here again, you neither; to change it, give it whole."),
        open=S.is_connecting,
        on_open_change=S.close,
    )
