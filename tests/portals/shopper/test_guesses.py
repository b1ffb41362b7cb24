"""Thousands of guesses at links and at look-ups: nothing is learnt, and hardly any is answered at all."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.portals.shopper import orders
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotFound, TooMany
from wesupply_ui.portals.shopper.lookup.find import looked_up
from wesupply_ui.portals.shopper.tracking.open_link import opened

GUESSES = 3_000
pytestmark = pytest.mark.slow


async def test_links(sqlite: Database):
    async with sqlite.transaction() as db:
        made = await orders.on_its_way(db, await orders.shop(db), now=clock.now())
    answers: Counter[str] = Counter()
    async with sqlite.reading() as db:
        for guess in range(GUESSES):
            try:
                await opened(db, f"{guess:022d}", caller="203.0.113.7")
            except (NotFound, TooMany) as situation:
                answers[situation.message] += 1
        assert len(answers) == 2 and answers.total() == GUESSES
        assert answers["We can't find this order."] <= 60, "thirty a minute"
        assert (await opened(db, orders.token_of(made), caller="203.0.113.7")).order_id == made.id


async def test_look_ups_of_one_order_from_everywhere(sqlite: Database):
    """Whoever has many addresses still has few tries at one order."""
    async with sqlite.transaction() as db:
        shop = await orders.shop(db)
        await orders.on_its_way(db, shop, now=clock.now())
    misses = 0
    async with sqlite.reading() as db:
        for guess in range(GUESSES):
            caller = f"198.51.{guess // 250}.{guess % 250}"
            try:
                assert await looked_up(db, shop, number="5001", second=f"{guess:05d}", caller=caller) is None
                misses += 1
            except TooMany:
                pass
        assert misses <= 20
        with pytest.raises(TooMany):
            await looked_up(db, shop, number="5001", second="78701", caller="192.0.2.1")


async def test_look_ups_of_all_orders_from_one_address(sqlite: Database):
    async with sqlite.transaction() as db:
        shop = await orders.shop(db)
        await orders.on_its_way(db, shop, now=clock.now())
    misses = 0
    async with sqlite.reading() as db:
        for guess in range(GUESSES):
            try:
                assert await looked_up(db, shop, number=f"{guess + 10_000}", second="78701", caller="203.0.113.7") is None
                misses += 1
            except TooMany:
                pass
    assert misses <= 40
