"""What the sign-in page has to say: that the last try was wrong, how long to wait, and where to go afterwards. Knows nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.access import ANYONE, PERSON, audience, who

_LONGEST = 2000


class LoginState(rx.State):
    """Words for one try. Nothing that was typed comes through here."""

    problem: str = ""
    next: str = ""
    provider: str = ""
    provider_start: str = ""

    @rx.event
    @audience(ANYONE)
    async def load(self) -> Any:
        """Read the address that the sign-in door sent the person back to. Where to go is judged by the door, not here."""
        query = self.router.url.query_parameters
        self.problem = words_for(query)
        self.next = str(query.get("next", ""))[:_LONGEST]
        self.provider = settings().oidc_name if settings().oidc_client_id else ""
        self.provider_start = f"/api/oidc/start?{urlencode({'next': self.next})}" if self.next else "/api/oidc/start"
        # The browser kept the address that was typed: it never comes through here, nor into an address line.
        return rx.call_script("globalThis.wesupply?.signInAgain()") if self.problem else None


class SecondState(rx.State):
    """The second step: who it is about only the browser's slip says."""

    problem: str = ""
    next: str = ""

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """What the door had to say about the last code."""
        query = self.router.url.query_parameters
        self.problem = code_words(query)
        self.next = str(query.get("next", ""))[:_LONGEST]


class ConfirmState(rx.State):
    """Is it still you? Also where those go who are asked for a second factor."""

    loaded: bool = False
    by_code: bool = False
    email: str = ""
    problem: str = ""
    next: str = ""

    @rx.event
    @audience(PERSON)
    async def load(self) -> Any:
        """Ask for what this person can prove; who has no second factor where one is needed sets one up first."""
        person = await who(self)
        query = self.router.url.query_parameters
        if person.lacks_factor and not person.has_factor:
            return rx.redirect("/app/account?need=factor")
        self.by_code, self.email = person.has_factor, person.email
        self.problem = code_words(query) if person.has_factor else _password_words(query)
        self.next = str(query.get("next", ""))[:_LONGEST]
        self.loaded = True
        return None


def code_words(query: Mapping[str, str]) -> str:
    """What was wrong with a code."""
    if query.get("error") == "too_many":
        return _too_many(query)
    return _("This code is not right. Wait for the next one and try again.") if query.get("error") else ""


def _password_words(query: Mapping[str, str]) -> str:
    if query.get("error") == "too_many":
        return _too_many(query)
    return _("The password is not right.") if query.get("error") else ""


def _too_many(query: Mapping[str, str]) -> str:
    return _("Too many tries. Please wait {time}, then try again.", time=waiting(str(query.get("wait", ""))))


def words_for(query: Mapping[str, str]) -> str:
    """One sentence for what went wrong; empty when nothing did."""
    told = query.get("error") or query.get("wrong")
    if told == "too_many":
        return _too_many(query)
    provider = settings().oidc_name
    sentences = {
        "no_account": _("There is no account for this sign-in. Ask the owner of your shop for an invitation."),
        "unverified": _("{provider} does not confirm your mail address, so we cannot tell who you are.", provider=provider),
        "oidc": _("Signing in with {provider} did not work. Please try again.", provider=provider),
    }
    if told in sentences:
        return sentences[told]
    if told == "late":
        return _("This took too long. Please sign in again.")
    wrong = _("The address or the password is not right. If you have just signed up, open the link in our mail first.")
    return wrong if told else ""


def waiting(seconds: str) -> str:
    """How long to wait, in words; rounded up, and an hour at most is what our waits are."""
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 7):
        return _("a few minutes")
    minutes = max(1, -(-int(seconds) // 60))
    return ngettext("{count} minute", "{count} minutes", minutes)
