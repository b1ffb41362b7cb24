"""Which offer is bought? Pure: the cheapest of those that will do; the faster one when two cost the same."""

from __future__ import annotations

from collections.abc import Iterable

from wesupply_ui.domain.labels.ask import Ask
from wesupply_ui.domain.labels.ports import Rate

_NEVER = 99


def cheapest(rates: Iterable[Rate], ask: Ask) -> Rate | None:
    """None when no offer is by a carrier and service that were asked for. Offers in another currency than the goods' come last."""
    services = {each.casefold() for each in ask.services}
    fitting = [
        rate
        for rate in rates
        if (not ask.carriers or rate.carrier in ask.carriers) and (not services or rate.service.casefold() in services)
    ]
    foreign = ask.currency or next((rate.currency for rate in fitting), "")
    return min(fitting, key=lambda rate: (rate.currency != foreign, rate.amount_minor, rate.days or _NEVER, rate.id), default=None)
