"""A merchant with an account at a simulated provider, and the job that serves their labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from tests.domain.labels.asks import ask
from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.adapters.labels.registry import SHOPS
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.accounts import connect
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.want import Cause, want_label
from wesupply_ui.jobs.labels import Counter
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.simulator.running import Running
from wesupply_ui.simulator.sign_in import API_KEY
from wesupply_ui.simulator.simulation import Simulation

RETURN = Cause("return", "r1")


@dataclass
class Bench:
    """One merchant's labels. The clock stands where the test sets it."""

    database: Database
    merchant: Merchant
    up: Running
    http: Http
    provider: str = "easypost"

    @property
    def world(self) -> Simulation:
        return self.up.simulation

    @property
    def counter(self) -> Counter:
        return Counter(self.database, lambda provider: SHOPS[provider](self.http))

    async def connect(self, key: str = API_KEY) -> None:
        scope = scope_of_system(self.merchant.id, "test")
        async with self.database.transaction() as db:
            await connect(db, scope, self.provider, {"api_key": key}, base_url=self.up.label_urls[self.provider], now=clock.now())

    async def want(self, key: str = "k1", cause: Cause = RETURN, **changes: Any) -> str:
        async with self.database.transaction() as db:
            scope = scope_of_system(self.merchant.id, "test")
            return (await want_label(db, scope, cause, ask(**changes), key=key, now=clock.now())).id

    async def serve(self, times: int = 1, every: timedelta = timedelta()) -> None:
        """Run the job, so often, with the clock moved on before each but the first."""
        for round_ in range(times):
            with clock.at(clock.now() + every * round_):
                await self.counter.serve_due()

    async def label(self, label_id: str) -> Label:
        async with self.database.reading() as db:
            return await db.get_one(Label, label_id)

    async def facts(self) -> list[str]:
        async with self.database.reading() as db:
            names = select(Fact.name).where(col(Fact.subject).startswith("label:")).order_by(Fact.happened_at, Fact.id)
            return list((await db.execute(names)).scalars())

    async def renew(self) -> None:
        """Pauses and breakers count real seconds: with another client none is left of them."""
        await self.http.aclose()
        self.http = quick_http()

    def sold(self) -> list[str]:
        """Numbers of everything that was really sold."""
        return [sale.number for sale in self.world.labels.sales.values() if sale.status == "sold"]


def quick_http() -> Http:
    """One try, no long waits: what the job does after a failure is what is looked at."""
    return Http(tuning=Tuning(tries=1, total=5, wait=0.05))
