"""What the sign-in page has to say: that the last try was wrong, how long to wait, and where to go afterwards. Knows nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

import reflex as rx

from wesupply_ui.portals.access import ANYONE, audience

_LONGEST = 500


class LoginState(rx.State):
    """Words for one try. Nothing that was typed comes through here."""

    problem: str = ""
    next: str = ""

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """Read the address that the sign-in door sent the person back to."""
        query = self.router.url.query_parameters
        self.problem = words_for(query)
        self.next = local_path(str(query.get("next", "")))


def words_for(query: object) -> str:
    """One sentence for what went wrong; empty when nothing did."""
    asked = query if hasattr(query, "get") else {}
    wait = str(asked.get("wait", ""))  # type: ignore[attr-defined]
    if wait.isascii() and wait.isdigit():
        minutes = -(-min(int(wait), 86_400) // 60)
        return f"Too many tries. Please wait {minutes} minute{'s' if minutes > 1 else ''}, then try again."
    if asked.get("wrong"):  # type: ignore[attr-defined]
        return "The address or the password is not right. Check both and try again."
    if asked.get("ended"):  # type: ignore[attr-defined]
        return "Your session has ended. Please sign in again."
    return ""


def local_path(wanted: str) -> str:
    """A path of this site, or nothing: what could lead elsewhere ("//evil", "https:…", a backslash) is dropped."""
    if len(wanted) > _LONGEST or not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or "\\" in wanted:
        return ""
    parts = urlsplit(wanted)
    return "" if parts.scheme or parts.netloc or not wanted.isprintable() else wanted
