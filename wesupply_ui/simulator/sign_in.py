"""May this caller ask? Checks client credentials, issues bearer tokens that expire, and knows which carrier each is good for."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

CLIENT_ID = "simulator"
CLIENT_SECRET = "simulator-secret"  # noqa: S105 - opens nothing but the simulator
API_KEY = "simulator-key"
"""What the simulator accepts unless told otherwise."""

LIFETIMES = {"ups": 14399, "fedex": 3599, "usps": 28799}
"""Seconds that each carrier's tokens are good for, as they state it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token. `expires_at` aware, in real (never sped-up) time."""

    value: str
    carrier: str
    issued_at: datetime
    expires_at: datetime

    @property
    def seconds(self) -> int:
        return int((self.expires_at - self.issued_at).total_seconds())


class SignIns:
    """Clients and their tokens. `lifetime` (seconds) overrides every carrier's own; `clients` maps client ids to secrets."""

    def __init__(
        self, clients: dict[str, str] | None = None, api_keys: tuple[str, ...] = (API_KEY,), lifetime: float | None = None
    ) -> None:
        self.clients = clients if clients is not None else {CLIENT_ID: CLIENT_SECRET}
        self.api_keys = api_keys
        self.lifetime = lifetime
        self._tokens: dict[str, Token] = {}

    def is_client(self, client_id: str, secret: str) -> bool:
        known = self.clients.get(client_id)
        return known is not None and hmac.compare_digest(known.encode(), secret.encode())

    def is_api_key(self, key: str) -> bool:
        return any(hmac.compare_digest(known.encode(), key.encode()) for known in self.api_keys)

    def issue(self, carrier: str, now: datetime) -> Token:
        lifetime = self.lifetime if self.lifetime is not None else LIFETIMES[carrier]
        token = Token(secrets.token_urlsafe(48), carrier, now, now + timedelta(seconds=lifetime))
        self._tokens[token.value] = token
        return token

    def is_good(self, carrier: str, authorization: str, now: datetime) -> bool:
        """Is this `Authorization` header a token of this carrier that has not expired?"""
        token = self._tokens.get(authorization.removeprefix("Bearer "))
        return token is not None and token.carrier == carrier and now < token.expires_at

    def revoke_all(self, carrier: str | None = None) -> None:
        """Every token (of one carrier) stops working at once, as after a change of keys."""
        self._tokens = {value: token for value, token in self._tokens.items() if carrier is not None and token.carrier != carrier}
