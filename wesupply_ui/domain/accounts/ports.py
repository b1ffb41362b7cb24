"""What accounts ask of the outside: an OpenID provider that says who somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from wesupply_ui.kernel.errors import Situation
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent along to the provider and has to come back: kept by the browser, sealed. `address`: where the browser goes."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for. `subject` never changes; the mail address may."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str = ""


class IdentityRefused(Situation):
    """The provider cannot be reached, or what it said cannot be trusted. `why` is for the log, and names no person."""

    code = "identity_refused"
    status = 502

    def __init__(self, why: str) -> None:
        super().__init__(_("Signing in there did not work. Please try again, or sign in with your password."))
        self.why = why


class IdentityProvider(Protocol):
    """One issuer that this installation trusts."""

    name: str
    issuer: str

    async def ask(self, callback: str) -> Asked:
        """Where to send the browser. IdentityRefused when the provider cannot be reached."""
        ...

    async def hear(self, code: str, callback: str, asked: Asked) -> Identity:
        """Who came back with this code. IdentityRefused for anything that is not wholly right."""
        ...
