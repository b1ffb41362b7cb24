"""A believable merchant with orders in every state, made on first start or anew: who may sign in, and what was made."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui import runtime
from wesupply_ui.demo_data import moving, shop
from wesupply_ui.demo_data.history import live_through
from wesupply_ui.demo_data.labelling import label_returns
from wesupply_ui.demo_data.plan import ORDERS, plan
from wesupply_ui.demo_data.shop import SignIn
from wesupply_ui.demo_data.stirring import Diary, TimeMachine
from wesupply_ui.demo_data.taking_back import shown_label, shown_return, take_back
from wesupply_ui.domain.accounts.api_clients import create_client
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel import clock, schema
from wesupply_ui.kernel import db as kernel_db
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.settings import settings
from wesupply_ui.simulator.numbers import CARRIERS
from wesupply_ui.simulator.running import running
from wesupply_ui.simulator.simulation import Simulation

SEED = 7
SIMULATOR = "http://127.0.0.1:8600"  # where `wesupply simulator` listens unless told otherwise

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """What a person needs to look around. `api_secret` is there only when the merchant has just been made."""

    slug: str
    is_new: bool
    sign_ins: list[SignIn] = field(default_factory=list)
    api_client: str = ""
    api_secret: str = ""
    return_url: str = ""
    label_url: str = ""

    def lines(self) -> list[str]:
        """For a terminal."""
        told = [f"{each.role:<10}{each.email}  password {each.password}" for each in self.sign_ins]
        told.append(f"{'look-up':<10}{settings().base_url.rstrip('/')}/s/{self.slug}")
        if self.return_url:
            told.append(f"{'return':<10}{self.return_url}")
        if self.label_url:
            told.append(f"{'label':<10}{self.label_url}")
        if self.api_secret:
            told.append(f"{'API':<10}client {self.api_client}  secret {self.api_secret}  (shown once)")
        return told


async def ensure(*, seed: int = SEED, orders: int = ORDERS, say: Callable[[str], object] = lambda _line: None) -> list[str]:
    """Make the demo merchant if there is none, saying how far it is; lines that tell how to look around."""
    async with kernel_db.database().reading() as db:
        present = await moving.demo_merchant(db, shop.SLUG)
        urls = (await shown_return(db, present.id), await shown_label(db, present.id)) if present else ("", "")
    if present:
        return Demo(shop.SLUG, False, shop.sign_ins(), "", "", *urls).lines()
    say("Making the demo shop: it lives through sixty days, once. This takes about half a minute.")
    return (await recreate(seed=seed, orders=orders, told=_quarters(say))).lines()


def _quarters(say: Callable[[str], object]) -> Told:
    waiting = [0.25, 0.5, 0.75]

    def told(share: float) -> None:
        while waiting and share >= waiting[0]:
            say(f"  {waiting.pop(0):.0%} of the days")

    return told


async def recreate(
    *, seed: int = SEED, orders: int = ORDERS, now: datetime | None = None, simulator: str = SIMULATOR, told: Told = lambda _share: None
) -> Demo:
    """Take the demo merchant away and make it anew, up to `now` (aware; default the present). Deterministic by seed and present.

    It is made beside the real database and moved there in one transaction: nobody sees half of it, and a process killed meanwhile
    leaves the old one. Conflict when a merchant who is not the demo has its name.
    """
    real = kernel_db.database()
    now = now or clock.now()
    with tempfile.TemporaryDirectory(prefix="wesupply-demo-") as folder:
        workshop = Database(f"sqlite+aiosqlite:///{Path(folder) / 'demo.sqlite3'}")
        _without_waiting_for_the_disk(workshop)
        try:
            await schema.migrate(workshop)
            made, demo, pushes = await _make(workshop, seed, orders, now, simulator, told)
            async with real.transaction() as db:
                await make_room(db)
                await moving.move(workshop, db, merchant_id=made.id)
        finally:
            await workshop.close()
    Diary(settings().data_dir, made.id).note(pushes)
    return demo


def _without_waiting_for_the_disk(workshop: Database) -> None:
    """A workshop that a crash destroys is made anew, so nothing need be safe on disk."""

    @event.listens_for(workshop.engine.sync_engine, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")


async def _make(workshop: Database, seed: int, orders: int, now: datetime, simulator: str, told: Told):
    machine = TimeMachine(now)
    plans = await asyncio.to_thread(plan, seed, now, orders=orders)
    begun = plans[0].sendings[0].at
    machine.at = begun
    world = Simulation(now=machine)
    world.labels.series = now.isoformat()
    async with running(world) as carriers:
        async with workshop.transaction() as db:
            merchant, scope = await shop.open_shop(db, now=begun)
            client, secret = await create_client(db, scope, name="Shop system", now=begun)
            await shop.point_carriers_at(db, scope, carriers.base_urls, now=begun)
            await shop.point_labels_at(db, scope, carriers.label_urls[shop.LABEL_SHOP], now=begun)
        try:
            pushes = await live_through(workshop, scope, plans, world, machine, now=now, told=told)
            returns = await take_back(workshop, scope, now=now)
            pushes += await label_returns(workshop, scope, world, machine, returns, now=now)
        finally:
            await runtime.http().aclose()
    async with workshop.transaction() as db:
        urls = await shown_return(db, merchant.id), await shown_label(db, merchant.id)
        await shop.point_carriers_at(db, scope, {carrier: f"{simulator}/{carrier}" for carrier in CARRIERS}, now=now)
        await shop.point_labels_at(db, scope, f"{simulator}/{shop.LABEL_SHOP}", now=now)
    return merchant, Demo(shop.SLUG, True, shop.sign_ins(), client.client_id, secret, *urls), pushes


async def make_room(db: AsyncSession) -> None:
    """Nothing of an earlier demo stays: the merchant, its people, the moves of its parcels."""
    old = await moving.demo_merchant(db, shop.SLUG)
    if old:
        await moving.remove(db, merchant_id=old.id)
        Diary(settings().data_dir, old.id).forget()
    elif await _is_taken(db):
        raise Conflict(f"There is a merchant “{shop.SLUG}” who is not the demo.")


async def _is_taken(db: AsyncSession) -> bool:
    from sqlmodel import select

    return (await db.execute(select(Merchant.id).where(Merchant.slug == shop.SLUG))).first() is not None
