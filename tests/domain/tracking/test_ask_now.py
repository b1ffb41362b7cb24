"""A person may ask a carrier now: the parcel is due at once, not twice in a moment, and only within their merchant and role."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domain.tracking.parcels import BEGIN, order, parcels, row
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.domain.tracking.ask_now import LEAST_APART, ask_now
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.register import POLLING
from wesupply_ui.kernel import live
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotAllowed, NotFound, TooMany


def staff(merchant_id: str, role: str = "support") -> Scope:
    return Scope(merchant_id, Audience.STAFF, "person:1", permissions_of(role))


@pytest.fixture
async def parcel_id(database: Database, merchant: Merchant) -> str:
    (found,) = await parcels(database, merchant, await order(database, merchant), "1Z999AA10000000001")
    async with database.transaction() as db:
        parcel = await db.get_one(Parcel, found)
        parcel.last_polled_at, parcel.next_poll_at = BEGIN, BEGIN + timedelta(hours=2)
    return found


async def test_it_is_due_at_once_and_the_poller_is_woken(database: Database, merchant: Merchant, parcel_id: str) -> None:
    heard: list[str] = []

    async def listen(topics: frozenset[str]) -> None:
        heard.extend(topics)

    stop, at = live.subscribe(listen), BEGIN + timedelta(minutes=5)
    async with database.transaction() as db:
        await ask_now(db, staff(merchant.id), parcel_id, now=at)
    stop()
    assert (await row(database, Parcel, parcel_id)).next_poll_at == at
    assert POLLING in heard


async def test_a_carrier_is_not_asked_twice_in_a_moment(database: Database, merchant: Merchant, parcel_id: str) -> None:
    async with database.transaction() as db:
        with pytest.raises(TooMany) as refused:
            await ask_now(db, staff(merchant.id), parcel_id, now=BEGIN + LEAST_APART / 2)
    assert refused.value.retry_after == LEAST_APART.total_seconds() / 2


async def test_a_viewer_and_another_merchant_cannot_ask(database: Database, merchant: Merchant, parcel_id: str) -> None:
    async with database.transaction() as db:
        with pytest.raises(NotAllowed):
            await ask_now(db, staff(merchant.id, "analyst"), parcel_id, now=BEGIN)
        with pytest.raises(NotFound):
            await ask_now(db, staff("somebody-else"), parcel_id, now=BEGIN)
