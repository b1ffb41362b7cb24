"""May somebody else's service be asked once more whether an account works? Each trial is a real call, so there are few in a minute."""

from __future__ import annotations

from math import ceil

import reflex as rx

from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.language import ngettext
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals.access import look


async def tried_too_often(state: rx.State, trials: Throttle, service: str, name: str) -> str:
    """What to say instead of asking again; empty, and counted, while there is no need. The merchant's people share the count."""
    try:
        async with look(state) as (_db, scope):
            await trials.take(scope.merchant_id, service)
    except TooMany as refusal:
        minutes = max(1, ceil(refusal.retry_after / 60))
        return ngettext(
            "{carrier} was tried often just now. Try it again in {count} minute.",
            "{carrier} was tried often just now. Try it again in {count} minutes.",
            minutes,
            carrier=name,
        )
    return ""
