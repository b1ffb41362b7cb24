"""How often may somebody call? 429 with the seconds to wait, and on every answer what is left."""

from __future__ import annotations

from fastapi import Request

from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.settings import settings
from wesupply_ui.kernel.throttle import Standing, Throttle


class Limit:
    """A throttle that tells the caller where they stand, by RateLimit-* headers."""

    def __init__(self, name: str, limits: str | None = None) -> None:
        self._name, self._limits = name, limits

    async def take(self, request: Request, *caller: str) -> None:
        """Count one call; TooMany beyond the limit. The headers wait in `request.state.rate_headers`."""
        throttle = Throttle(self._name, self._limits or settings().api_rate)
        try:
            await throttle.take(*caller)
        except TooMany as refusal:
            refusal.headers = _headers(await throttle.standing(*caller))  # type: ignore[attr-defined]
            raise
        request.state.rate_headers = _headers(await throttle.standing(*caller))

    async def check(self, *caller: str) -> None:
        """TooMany when nothing is left, without counting: for what counts only failures."""
        await Throttle(self._name, self._limits or settings().api_rate).check(*caller)


def _headers(standing: Standing) -> dict[str, str]:
    return {
        "RateLimit-Limit": str(standing.limit),
        "RateLimit-Remaining": str(standing.remaining),
        "RateLimit-Reset": str(standing.reset),
        "RateLimit-Policy": f"{standing.limit};w={standing.window}",
    }


calls = Limit("api")
strangers = Limit("api-strangers", "60 per minute")
wrong_secrets = Limit("api-secrets", "20 per minute")
"""Failed tries only, per address and per client id."""
