"""What would a label cost? An estimate for quotes, asked for once in a while: the same parcel on the same way costs the same for now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from wesupply_ui.domain.labels.ask import Ask, fault_of
from wesupply_ui.domain.labels.choose import cheapest
from wesupply_ui.domain.labels.ports import LabelShop, Rate
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure

KEPT_FOR = timedelta(minutes=10)
SPARED_FOR = timedelta(seconds=30)
"""A provider that let somebody wait is not asked the same again at once."""
PATIENCE = 2.5
"""Seconds. Somebody waits for the page."""
MOST_KEPT = 5_000


@dataclass(slots=True)
class Quotes:
    """The estimates of one process. Call it with no transaction open: it may ask the provider."""

    shop_of: Callable[[str], LabelShop | None]
    patience: float = PATIENCE
    _kept: dict[tuple[Any, ...], tuple[datetime, Rate | None]] = field(default_factory=dict)

    async def quoted_rate(self, ask: Ask, account: CarrierAccount | None, *, now: datetime) -> Rate | None:
        """The offer that would be bought; None when nobody knows: the policy's estimate stands in then. Silence is kept for a moment."""
        shop = self.shop_of(account.carrier) if account else None
        if account is None or shop is None or fault_of(ask) is not None:
            return None
        key = _same(ask, account)
        known = self._kept.get(key)
        if known is not None and now - known[0] < KEPT_FOR:
            return known[1]
        try:
            async with asyncio.timeout(self.patience):
                offers = await shop.rates(ask, "quote", account)
        except TimeoutError:
            self._keep(key, now - KEPT_FOR + SPARED_FOR, None)
            return None
        if isinstance(offers, Failure):
            return None
        rate = cheapest(offers.rates, ask)
        self._keep(key, now, rate)
        return rate

    def _keep(self, key: tuple[Any, ...], at: datetime, rate: Rate | None) -> None:
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept.pop(key, None)
        self._kept[key] = at, rate


def _same(ask: Ask, account: CarrierAccount) -> tuple[Any, ...]:
    """Parcels that cost the same: from and to the same postcode, as heavy to 100 g."""
    way = [(each.country, each.region, each.postcode) for each in (ask.sender, ask.receiver)]
    return account.key, *way, -(-ask.weight_grams // 100), ask.size_mm, ask.carriers, ask.services, ask.currency
