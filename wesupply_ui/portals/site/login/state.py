"""What the sign-in page has to say: that the last try was wrong, how long to wait, and where to go afterwards. Knows nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import reflex as rx

from wesupply_ui.portals.access import ANYONE, audience

_LONGEST = 2000


class LoginState(rx.State):
    """Words for one try. Nothing that was typed comes through here."""

    problem: str = ""
    next: str = ""

    @rx.event
    @audience(ANYONE)
    async def load(self) -> Any:
        """Read the address that the sign-in door sent the person back to. Where to go is judged by the door, not here."""
        query = self.router.url.query_parameters
        self.problem = words_for(query)
        self.next = str(query.get("next", ""))[:_LONGEST]
        # The browser kept the address that was typed: it never comes through here, nor into an address line.
        return rx.call_script("globalThis.wesupply?.signInAgain()") if self.problem else None


def words_for(query: Mapping[str, str]) -> str:
    """One sentence for what went wrong; empty when nothing did."""
    if query.get("error") == "too_many":
        return f"Too many tries. Please wait {_waiting(str(query.get('wait', '')))}, then try again."
    if query.get("error") or query.get("wrong"):
        return "The address or the password is not right. Check both and try again."
    return ""


def _waiting(seconds: str) -> str:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 7):
        return "a few minutes"
    minutes = max(1, -(-int(seconds) // 60))
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
