"""How often may a visitor ask for mail? Counted by network address and by mail address, known here or not, so that limits tell nothing."""

from __future__ import annotations

from typing import Any

from wesupply_ui.kernel.throttle import Throttle, address_of

SIGN_UPS = Throttle("sign-up", "10 per hour; 30 per day")
RESETS = Throttle("forgot-password", "10 per hour; 40 per day")
LINKS = Throttle("account-links", "60 per hour")
"""Tries of mailed links, which are too long to be guessed."""
_TO_ONE = Throttle("mail-to-one", "4 per hour; 12 per day")


def caller(router: Any) -> str:
    """Whom an event of an open page is counted under; `router` is the State's."""
    return address_of(router.session.client_ip, router.headers.raw_headers.get("x-forwarded-for", ""))


async def may_mail(email: Any) -> None:
    """TooMany when this address was asked for too often."""
    await _TO_ONE.take(str(email).strip().lower()[:254])
