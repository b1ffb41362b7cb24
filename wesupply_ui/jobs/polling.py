"""Who polls what in this process: a lane for each carrier, and the pace of demo merchants."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.claim import Claimed, claim_these, claim_unpollable, is_anything_due
from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.domain.tracking.ports import Carrier
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.record import Recorded
from wesupply_ui.jobs.recorder import BATCH, Recorder
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings

DEMO_SECONDS = 15.0  # how long the list of demo merchants is believed

_UNSUPPORTED = Failure("unsupported", "This carrier cannot be asked.", retryable=False)


@dataclass(slots=True)
class Poller:
    """Polls for one process. `carrier_of`: the adapter for a code, None where there is none."""

    database: Database
    carrier_of: Callable[[str], Carrier | None]
    _lanes: dict[str, Lane] = field(default_factory=dict)
    _demo: frozenset[str] = frozenset()
    _demo_until: float = 0.0

    async def poll(self, code: str) -> Recorded:
        """Everything of one carrier that is due. Costs one read when nothing is."""
        async with self.database.reading() as db:
            if not await is_anything_due(db, code, now=clock.now()):
                return Recorded()
        await self._learn_who_is_a_demo()
        lane = self._lane(code)
        return await lane.run() if lane else Recorded()

    async def poll_these(self, code: str, parcel_ids: Sequence[str]) -> Recorded:
        """These parcels of one carrier now, due or not; those that another worker holds are left to it."""
        carrier = self.carrier_of(code)
        if carrier is None:
            return Recorded()
        await self._learn_who_is_a_demo()
        waiting = list(parcel_ids)

        async def claim(db: AsyncSession, limit: int, now: datetime) -> list[Claimed]:
            chosen, waiting[:] = waiting[:limit], waiting[limit:]
            return await claim_these(db, chosen, now=now) if chosen else []

        return await Lane(self.database, carrier, self.pace_of, claim=claim).run()

    async def note_unpollable(self, codes: Collection[str]) -> Recorded:
        """Parcels of carriers that nobody can ask: noted as such, and looked at for lateness and silence once a day."""
        total = Recorded()
        while True:
            now = clock.now()
            async with self.database.transaction() as db:
                held = await claim_unpollable(db, codes, limit=BATCH, now=now)
            if not held:
                return total
            recorder = Recorder(self.database, self.pace_of)
            for parcel in held:
                await recorder.take(Outcome(parcel, now, failure=_UNSUPPORTED))
            await recorder.finish()
            total += await recorder.run()

    def stop(self, code: str) -> None:
        """Let this carrier's polling end soon, nothing lost."""
        if code in self._lanes:
            self._lanes[code].stop()

    def pace_of(self, merchant_id: str) -> float:
        """A demo merchant's simulated days pass faster than real ones."""
        return settings().demo_pace if merchant_id in self._demo else 1.0

    def _lane(self, code: str) -> Lane | None:
        if code not in self._lanes and (carrier := self.carrier_of(code)):
            self._lanes[code] = Lane(self.database, carrier, self.pace_of)
        return self._lanes.get(code)

    async def _learn_who_is_a_demo(self) -> None:
        if time.monotonic() < self._demo_until:
            return
        async with self.database.reading() as db:
            self._demo = frozenset((await db.execute(select(Merchant.id).where(col(Merchant.is_demo)))).scalars())
        self._demo_until = time.monotonic() + DEMO_SECONDS
