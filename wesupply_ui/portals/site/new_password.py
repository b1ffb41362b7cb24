"""The field in which a person chooses a password, the same wherever that is: at sign-up, by an invitation, when it was forgotten, later."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t


def new_password_field(label: Any, name: str, *, error: Any, **props: Any) -> rx.Component:
    """A hint says what is asked of it; the domain judges (`accounts/passwords.check_strength`)."""
    return kit.text_field(
        label,
        name,
        kind="password",
        hint=t("12 characters or more. A few words are easy to keep and hard to guess."),
        error=error,
        required=True,
        auto_complete="new-password",
        **props,
    )
