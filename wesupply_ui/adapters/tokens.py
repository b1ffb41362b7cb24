"""Which access token may this account use now? OAuth client credentials, signed in once however many calls need the token.

A refused sign-in is remembered for a minute: hammering a carrier with a wrong secret gets accounts locked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
import orjson

from wesupply_ui.domain.tracking.reading import Failure

_MARGIN = 60.0  # seconds before its end that a token counts as ended: calls under way must still be accepted
_REFUSAL_KEPT = 60.0
_DEFAULT_LIFE = 3600.0  # when the answer names no lifetime


@dataclass(frozen=True, slots=True)
class Token:
    """What a sign-in brought: the secret and its lifetime in seconds."""

    value: str
    lasts: float


SignIn = Callable[[], Awaitable[Token | Failure]]


class TokenKeeper:
    """The token of one account. `clock` counts seconds and never goes back."""

    __slots__ = ("_clock", "_ends", "_flight", "_refusal", "_refused_until", "_value")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._value: str | None = None
        self._ends = 0.0
        self._refusal: Failure | None = None
        self._refused_until = 0.0
        self._flight: tuple[asyncio.AbstractEventLoop, asyncio.Task[Token | Failure]] | None = None

    def current(self) -> str | None:
        """The token if it still holds, without any waiting."""
        return self._value if self._value is not None and self._clock() < self._ends else None

    def forget(self, value: str) -> None:
        """The carrier no longer takes `value` (401). Of many calls that say so of one token, only the first has an effect."""
        if self._value == value:
            self._value = None

    async def get(self, sign_in: SignIn) -> str | Failure:
        """The token, signing in when there is none; all who ask meanwhile wait for the same sign-in."""
        value = self.current()
        if value is not None:
            return value
        if self._refusal and self._clock() < self._refused_until:
            return self._refusal
        loop = asyncio.get_running_loop()
        if self._flight is None or self._flight[0] is not loop:
            self._flight = (loop, loop.create_task(self._renew(sign_in)))
        # Shielded: the one who started the sign-in may be cancelled, the others still need it.
        token = await asyncio.shield(self._flight[1])
        return token if isinstance(token, Failure) else token.value

    async def _renew(self, sign_in: SignIn) -> Token | Failure:
        try:
            token = await sign_in()
            now = self._clock()
            if isinstance(token, Failure):
                if token.code == "unauthorised":
                    self._refusal, self._refused_until = token, now + _REFUSAL_KEPT
            else:
                self._value, self._refusal = token.value, None
                self._ends = now + max(token.lasts - _MARGIN, token.lasts / 2)
            return token
        finally:
            self._flight = None


def read_token(answer: httpx.Response) -> Token | Failure:
    """The token in a sign-in's answer (RFC 6749 section 5.1; lifetimes also as text, as UPS writes them)."""
    try:
        fields = orjson.loads(answer.content)
        value = fields["access_token"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return Failure("malformed", "the sign-in's answer holds no access token", retryable=True)
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        return Failure("malformed", "the sign-in's access token is not a word", retryable=True)
    try:
        lasts = float(fields.get("expires_in") or _DEFAULT_LIFE)
    except (TypeError, ValueError):
        lasts = _DEFAULT_LIFE
    return Token(value, lasts if 0 < lasts < 10**8 else _DEFAULT_LIFE)
