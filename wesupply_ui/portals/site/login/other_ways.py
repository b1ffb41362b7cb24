"""Draws the ways in beside the password: a passkey, and the OpenID provider where one is set up."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t


def passkey_script() -> rx.Component:
    """The browser's part, on pages that need it."""
    return rx.el.script(src="/passkeys.js", custom_attrs={"async": True})


def passkey_button(label: Any, deed: str, **props: Any) -> rx.Component:
    """A button that asks the device; `assets/passkeys.js` does."""
    return kit.button(
        label,
        sign="key_round",
        data_passkey=deed,
        data_sorry=t("This did not work. Please try again, or use another way."),
        data_nothing=t("No passkey was used."),
        **props,
    )


def other_ways(provider: Any, start: Any) -> rx.Component:
    """Under the form, after a line. `provider`: its name, empty without one; `start`: the address of the way there."""
    # Not `rx.el.a`, a router's link: the way there is no page of ours.
    elsewhere = A.create(
        kit.icon("log_in"),
        t("Sign in with {provider}", provider=provider),
        href=start,
        class_name="button",
        data_look="default",
        data_size="large",
    )
    return rx.el.div(
        passkey_script(),
        rx.el.div(rx.el.span(t("or"), class_name="text-faint text-small"), class_name="flex justify-center"),
        passkey_button(t("Use a passkey"), "enter", size="large"),
        rx.cond(provider, elsewhere, rx.fragment()),
        class_name="flex flex-col gap-3",
    )
