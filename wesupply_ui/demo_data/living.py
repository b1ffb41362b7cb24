"""Keeps the demo alive while it is looked at: carriers that answer, a parcel that moves every few seconds, a new order now and then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.demo_data import cast, moving, shop
from wesupply_ui.demo_data.choosing import next_move
from wesupply_ui.demo_data.drafts import Draft
from wesupply_ui.demo_data.goods import LINE_PICTURES
from wesupply_ui.demo_data.people import shopper
from wesupply_ui.demo_data.plan import FIRST_NUMBER, planned
from wesupply_ui.demo_data.stirring import Diary, Push, repeat
from wesupply_ui.demo_data.stories import OWN, tell_all, tell_labels, tell_simulator
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.news_pushed import news_pushed
from wesupply_ui.domain.tracking.take_in import take_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings
from wesupply_ui.simulator.chance import chance
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.simulation import Simulation

# A demo left running for weeks must not fill the disk, and one with too few parcels on the way looks dead.
MOST_A_DAY = 45
ENOUGH_ON_THE_WAY = 140

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Living:
    """One demo merchant's world while this process runs."""

    database: Database
    merchant: Merchant
    world: Simulation
    diary: Diary
    steps: int = 0
    own: set[tuple[str, str]] = field(default_factory=set)

    async def look_around(self) -> bool:
        """Tell the simulator of parcels that came meanwhile; False when the merchant has been replaced or taken away."""
        async with self.database.reading() as db:
            present = await moving.demo_merchant(db, shop.SLUG)
            if present is None or present.id != self.merchant.id:
                return False
            self.own = await tell_all(db, self.world, self.merchant.id, now=clock.now())
        return True

    async def stir(self) -> Push | None:
        """One of the demo's own parcels has news, and its carrier says so. None when each of them had some just now."""
        now = clock.now().replace(microsecond=0)
        source = chance("stir", self.merchant.id, self.steps)
        self.steps += 1
        move = next_move((parcel for key, parcel in self.world.parcels.items() if key in self.own), now, source)
        if move is None:
            return None
        carrier, number = move.parcel.carrier, move.parcel.number
        scan = self.world.advance(carrier, number, move.event)
        if scan is None:
            return None
        push = Push(carrier, number, scan.at.isoformat(), move.event or "")
        await asyncio.to_thread(self.diary.note, [push])
        async with self.database.transaction() as db:
            await news_pushed(db, self.merchant.id, carrier, [number], now=clock.now())
        return push

    def _on_the_way(self, now: datetime) -> list[tuple[str, str]]:
        """Parcels of the demo's own orders that have scans still to come."""
        return [key for key, parcel in self.world.parcels.items() if key in self.own and parcel.next_at(now)]

    async def buy(self) -> str | None:
        """Somebody buys something, packed at once; its external id. None when there is enough going on."""
        now = clock.now().replace(microsecond=0)
        if len(self._on_the_way(now)) >= ENOUGH_ON_THE_WAY:
            return None
        scope = scope_of_system(self.merchant.id, "demo")
        async with self.database.transaction() as db:
            mine = col(Order.merchant_id) == self.merchant.id
            today = await db.scalar(select(func.count()).where(mine, col(Order.placed_at) > now - timedelta(days=1)))
            if (today or 0) >= MOST_A_DAY:
                return None
            number = await _next_number(db, self.merchant.id)
            order = planned(number, _draft(number, now), now, chance("live", number))
            for box in order.boxes:  # before it can be asked for, or the simulator would make up a story of its own
                tell_simulator(self.world, box.carrier, box.number, box.shipped_at, order.draft.place, order.draft.shopper.name)
            await take_in(db, scope, [sent.order for sent in order.sendings], now=now)
            await db.execute(LINE_PICTURES, {"merchant": self.merchant.id})
        return order.external_id


async def _next_number(db: AsyncSession, merchant_id: str) -> int:
    """One more than the highest of the demo's own orders. Orders that people add have other external ids and take no number away."""
    own = select(Order.external_id).where(Order.merchant_id == merchant_id, col(Order.external_id).startswith(OWN))
    ends = (external_id.removeprefix(OWN) for external_id in (await db.execute(own)).scalars())
    return max((int(end) for end in ends if end.isdecimal() and len(end) < 9), default=FIRST_NUMBER - 1) + 1


def _draft(number: int, now: datetime) -> Draft:
    """What order `number` is to be: of somebody new, and one in seven of somebody who bought lately."""
    source = chance("basket", number)
    whose = number - source.randrange(2, 9) if source.random() < 1 / 7 else number
    buyer = shopper(max(whose - FIRST_NUMBER, 0), chance("buyer", whose))
    box = cast.ended(f"live/{number}", buyer.place, now, source)
    return Draft("live", buyer, buyer.place, now - timedelta(minutes=2), [box])


@asynccontextmanager
async def awakened(database: Database, merchant: Merchant, *, port: int) -> AsyncIterator[tuple[Living, Running]]:
    """The merchant's carriers, answering at `port` or, if that is taken, at a free one. Moves made before a restart are made again."""
    world = Simulation(now=clock.now)
    world.labels.series = clock.now().isoformat()
    living = Living(database, merchant, world, Diary(settings().data_dir, merchant.id))
    async with database.reading() as db:
        living.own = await tell_all(db, world, merchant.id, now=clock.now())
        await tell_labels(db, world, merchant.id)
    living.steps = repeat(world, await asyncio.to_thread(living.diary.read))
    async with _somewhere(world, port) as carriers:
        async with database.transaction() as db:
            scope = scope_of_system(merchant.id, "demo")
            await shop.point_carriers_at(db, scope, carriers.base_urls, now=clock.now())
            await shop.point_labels_at(db, scope, carriers.label_urls[shop.LABEL_SHOP], now=clock.now())
        yield living, carriers


@asynccontextmanager
async def _somewhere(world: Simulation, port: int) -> AsyncIterator[Running]:
    try:
        carriers = running(world, port=port)
        started = await carriers.__aenter__()
    except OSError:
        carriers = running(world)
        started = await carriers.__aenter__()
    try:
        yield started
    finally:
        await carriers.__aexit__(None, None, None)


async def live(database: Database, *, port: int = 8600, every: float = 4.0, buy_every: float = 150.0) -> None:
    """Run until cancelled: waits for a demo merchant, keeps it moving, starts over when it is made anew. Seconds."""
    while True:
        try:
            await _live_once(database, port, every, buy_every)
        except Exception:  # no database for a moment: the server beside us must not end for it
            _log.exception("demo.interrupted")
        await asyncio.sleep(every)


async def _live_once(database: Database, port: int, every: float, buy_every: float) -> None:
    async with database.reading() as db:
        merchant = await moving.demo_merchant(db, shop.SLUG)
    if merchant is None:
        return
    async with awakened(database, merchant, port=port) as (living, carriers):
        _log.info("demo.alive", carriers=carriers.url, parcels=len(living.world.parcels))
        await _keep_moving(living, every, buy_every)


async def _keep_moving(living: Living, every: float, buy_every: float) -> None:
    loop = asyncio.get_running_loop()
    next_purchase = loop.time() + buy_every
    is_there = True
    while is_there:
        await asyncio.sleep(every)
        try:
            is_there = await living.look_around()
            if is_there:
                await living.stir()
            if is_there and loop.time() >= next_purchase:
                next_purchase = loop.time() + buy_every
                await living.buy()
        except Exception:  # a busy database or a full disk for a moment: the show goes on
            _log.exception("demo.stumbled")
