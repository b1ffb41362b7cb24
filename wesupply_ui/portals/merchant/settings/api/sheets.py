"""Draws the dialogs of API clients, one of which is open at a time."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.permissions import PERMISSIONS
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.settings.api.state import SCOPE
from wesupply_ui.portals.merchant.settings.api.state import ApiClientsState as S

_GRANTS = tuple(each for each in PERMISSIONS if each.for_machines)
_GROUPS = tuple(dict.fromkeys(each.group for each in _GRANTS))


def sheets() -> rx.Component:
    """All of them."""
    return rx.fragment(_new(), _change(), _renew(), _revoke(), _secret())


def _sheet(name: str, *children: Any, title: Any, about: Any = None) -> rx.Component:
    return kit.dialog(*children, title=title, about=about, open=S.sheet == name, on_open_change=S.set_open)


def _foot(deed: rx.Component) -> rx.Component:
    return rx.el.div(kit.closing(kit.button(t("Cancel"))), deed, class_name="floating-foot")


def _new() -> rx.Component:
    fields = _fields(lambda key: key in ("orders.read", "orders.write", "tracking.poll"), "")
    form = rx.el.form(
        *fields, _foot(kit.button(t("Make the client"), look="primary", type="submit")), on_submit=S.make, no_validate=True,
        class_name="flex flex-col gap-4",
    )  # fmt: skip
    return _sheet("new", form, title=t("New API client"), about=t("One for each program, with no more than it needs."))


def _change() -> rx.Component:
    fields = _fields(lambda key: S.chosen.scopes.contains(key), S.chosen.name)  # type: ignore[attr-defined]
    form = rx.el.form(
        *fields, _foot(kit.button(t("Save"), look="primary", type="submit")), on_submit=S.change, no_validate=True,
        class_name="flex flex-col gap-4",
    )  # fmt: skip
    return _sheet("change", form, title=t("Change the client"), about=t("What it may do changes at once, also for tokens it has."))


def _fields(is_ticked: Any, name: Any) -> tuple[rx.Component, ...]:
    groups = [
        rx.el.div(
            rx.el.p(t(group), class_name="font-semibold"),
            *(_box(each.key, each.words, is_ticked) for each in _GRANTS if each.group == group),
        )
        for group in _GROUPS
    ]
    wrong = rx.el.div(rx.cond(S.errors["scopes"], kit.notice(S.errors["scopes"], tone="problem"), rx.fragment()), role="alert")
    return (
        kit.text_field(t("Name"), "name", default_value=name, error=S.errors["name"], required=True, max_length=80, auto_complete="off"),
        rx.el.fieldset(rx.el.legend(t("What it may do"), class_name="legend"), *groups, class_name="scopes"),
        wrong,
    )


def _box(key: str, words: str, is_ticked: Any) -> rx.Component:
    return kit.checkbox(t(words), name=f"{SCOPE}{key}", default_checked=is_ticked(key))


def _renew() -> rx.Component:
    options = [("7", t("7 days")), ("1", t("1 day")), ("30", t("30 days")), ("0", t("Not at all: it ends now"))]
    form = rx.el.form(
        kit.select_field(
            t("The old secret goes on for"), "days", options, default_value="7", required=True, error=S.errors["days"],
            hint=t("Long enough to bring the new one to the program, so that nothing stands still."),
        ),
        _foot(kit.button(t("Make a new secret"), look="primary", type="submit")),
        on_submit=S.renew,
        class_name="flex flex-col gap-4",
    )  # fmt: skip
    return _sheet("renew", form, title=t("A new secret for {name}", name=S.chosen.name))


def _revoke() -> rx.Component:
    foot = _foot(kit.button(t("Revoke it"), look="danger", on_click=S.revoke))
    about = t("The program can no longer come in, from this moment on. This cannot be taken back.")
    return _sheet("revoke", foot, title=t("Revoke {name}?", name=S.chosen.name), about=about)


def _secret() -> rx.Component:
    def line(label: Any, value: Any, copy: Any) -> rx.Component:
        return rx.el.div(
            rx.el.p(label, class_name="font-semibold"),
            rx.el.code(value, class_name="secret"),
            rx.el.div(kit.copy_button(value, label=copy, look="default")),
            class_name="flex flex-col gap-1",
        )

    return _sheet(
        "secret",
        rx.el.div(
            kit.notice(t("This is the only time that the secret is shown. Put it where the program reads it."), tone="attention"),
            line(t("Client id"), S.chosen.client_id, t("Copy the id")),
            line(t("Client secret"), S.secret, t("Copy the secret")),
            rx.el.div(kit.closing(kit.button(t("I have put it away"), look="primary")), class_name="floating-foot"),
            class_name="flex flex-col gap-4",
        ),
        title=t("Credentials of {name}", name=S.chosen.name),
    )
