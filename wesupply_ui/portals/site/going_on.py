"""How does a page let somebody in who has just proven by a mailed link who they are? By a form that the browser posts itself."""

from __future__ import annotations

import json
from typing import Any

import reflex as rx


def go_in(ticket: str | None) -> Any:
    """To the portal with this ticket; to the sign-in without one."""
    return post("/api/enter", {"ticket": ticket}) if ticket else rx.redirect("/login")


def post(action: str, fields: dict[str, str]) -> Any:
    """Have the browser post these fields to a path of ours, where a cookie can be set."""
    literal = json.dumps(fields).replace("<", "\\u003c")
    return rx.call_script(f"globalThis.wesupply.post({json.dumps(action)}, {literal})")
