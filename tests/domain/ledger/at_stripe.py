"""A merchant whose shop uses Stripe, with the simulator for Stripe."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from tests.domain.ledger.conftest import CARD, NOW, Shop, a_shop
from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.adapters.payments.stripe import StripeRefunds
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.ledger.payment_accounts import connect_stripe
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.jobs import inbox, refunds
from wesupply_ui.kernel import inbox as pushed
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.payments import SECRET_KEY, WEBHOOK_SECRET, Payments
from wesupply_ui.simulator.running import running
from wesupply_ui.simulator.simulation import Simulation

SECRETS = {"secret_key": SECRET_KEY, "webhook_secret": WEBHOOK_SECRET}


@dataclass
class StripeShop(Shop):
    """A shop with an order that was paid by one card."""

    simulation: Simulation
    client: StripeRefunds

    @property
    def payments(self) -> Payments:
        return self.simulation.payments

    def fault(self, kind: FaultKind, **more: Any) -> None:
        self.simulation.faults.add(Fault(kind, carrier="stripe", **{"calls": "refund", "count": 1} | more))

    async def send(self, at: datetime = NOW, client: Any = None) -> int:
        return await refunds.send_due(self.database, lambda _: client or self.client, at, chance=lambda: 0.5)

    async def send_until_quiet(self, at: datetime = NOW) -> datetime:
        """Let the clock run on until nothing is to be sent any more; when that was."""
        for _ in range(30):
            await self.send(at)
            (row,) = await self.rows()
            if row.state not in ("requested", "sending"):
                return at
            at = max(at, row.claimed_until or at, row.next_try_at or at) + timedelta(seconds=1)
        raise AssertionError("never quiet")

    async def rows(self) -> list[Refund]:
        async with self.database.reading() as db:
            mine = select(Refund).where(Refund.merchant_id == self.scope.merchant_id)
            return list((await db.execute(mine.order_by(col(Refund.id)))).scalars())

    async def pushed(self, *bodies: bytes) -> None:
        """Pushes arrive in this order and are handled."""
        for body in bodies:
            async with self.database.transaction() as db:
                key = f"{self.scope.merchant_id}:{hash(body)}:{len(body)}"
                await pushed.store(db, partner="payments:stripe", partner_key=key, body=body, now=NOW, merchant_id=self.scope.merchant_id)
            await inbox.handle_due(self.database, now=NOW)


@asynccontextmanager
async def at_stripe(database: Database, *, reference: str = CARD["reference"], slug: str = "acme") -> AsyncIterator[StripeShop]:
    simulation = Simulation(now=lambda: NOW)
    http = Http(tuning=Tuning(connect=2, total=2, tries=1, backoff=0, backoff_cap=0, wait=0.05))
    async with running(simulation) as up:
        plain = await a_shop(database, slug, payments=[CARD | {"reference": reference}])
        async with database.transaction() as db:
            await db.get_one(Merchant, plain.scope.merchant_id)
            await connect_stripe(db, plain.scope, SECRETS, base_url=f"{up.url}/stripe", now=NOW)
        try:
            yield StripeShop(database, plain.scope, plain.order, simulation, StripeRefunds(http))
        finally:
            await http.aclose()
