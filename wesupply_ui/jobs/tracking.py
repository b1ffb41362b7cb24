"""Polls one carrier: claims due parcels, asks for them at once but boundedly with no transaction open, records in small batches."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking.claim import Claimed, claim_due, release
from wesupply_ui.domain.tracking.credentials import accounts_for
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.ports import Carrier, CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.record import PaceOf, Recorded
from wesupply_ui.domain.tracking.spend import spend, used_up
from wesupply_ui.jobs.recorder import Recorder
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

CONCURRENCY = 50
"""Calls to one carrier at once. Each carrier has its own, so one that hangs keeps nobody else waiting."""

CLAIM = 400
"""Parcels claimed in one statement. With the calls in flight they must all be asked for within a lease, by the slowest carrier."""

LOOK_AGAIN = 2.0  # seconds after which a lane with calls in flight looks for parcels that came due meanwhile

Accounts = Callable[[AsyncSession, str, Sequence[str]], Awaitable[Mapping[str, CarrierAccount]]]

_log = structlog.get_logger(__name__)


class Call(NamedTuple):
    """What one request to a carrier asks for: at most its `batch_size` numbers, by one account (None: there is none)."""

    account: CarrierAccount | None
    parcels: tuple[Claimed, ...]
    refusal: Failure | None = None
    """Why it isn't asked at all: the account's calls of the day are used up."""


@dataclass(slots=True)
class Lane:
    """One carrier's polling in this process. `run` ends when nothing is due any more; `stop` lets it end early and gives back the rest."""

    database: Database
    carrier: Carrier
    pace_of: PaceOf
    accounts: Accounts = accounts_for
    concurrency: int = CONCURRENCY
    claim: Callable[[AsyncSession, int, datetime], Awaitable[list[Claimed]]] | None = None
    _calls: asyncio.Queue[Call | None] = field(init=False)
    _recorder: Recorder = field(init=False)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)
    _resting: dict[str, tuple[datetime, Failure]] = field(default_factory=dict)
    _given_back: list[Claimed] = field(default_factory=list)
    _open: int = 0
    _is_stopping: bool = False

    async def run(self) -> Recorded:
        """Poll until nothing is due; how many parcels were the same, had news, or failed."""
        self._calls = asyncio.Queue(maxsize=2 * self.concurrency)
        self._recorder = Recorder(self.database, self.pace_of)
        async with asyncio.TaskGroup() as group:
            workers = [group.create_task(self._work()) for _ in range(self.concurrency)]
            recording = group.create_task(self._recorder.run())
            await self._feed()
            for _ in workers:
                await self._calls.put(None)
            await asyncio.gather(*workers)
            await self._recorder.finish()
            recorded = await recording
        await self._release()
        return recorded

    def stop(self) -> None:
        """End soon: calls in flight are recorded, parcels not asked for yet are given back."""
        self._is_stopping = True
        self._quiet.set()

    async def _feed(self) -> None:
        while not self._is_stopping:
            held = await self._claim()
            for call in await self._grouped(held):
                self._open += 1
                self._quiet.clear()
                await self._calls.put(call)
            if not held and not self._open:
                return
            if not held:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._quiet.wait(), LOOK_AGAIN)

    async def _claim(self) -> list[Claimed]:
        now = clock.now()
        async with self.database.transaction() as db:
            if self.claim:
                return await self.claim(db, CLAIM, now)
            return await claim_due(db, self.carrier.code, limit=CLAIM, now=now)

    async def _grouped(self, held: Sequence[Claimed]) -> list[Call]:
        if not held:
            return []
        async with self.database.reading() as db:
            accounts = await self.accounts(db, self.carrier.code, sorted({each.merchant_id for each in held}))
        by_account: dict[CarrierAccount | None, list[Claimed]] = defaultdict(list)
        for each in held:
            by_account[accounts.get(each.merchant_id)].append(each)
        size = self.carrier.batch_size
        calls = [
            Call(account, tuple(parcels[start : start + size]))
            for account, parcels in by_account.items()
            for start in range(0, len(parcels), size)
        ]
        return await self._afforded(calls)

    async def _afforded(self, calls: list[Call]) -> list[Call]:
        """Calls beyond what an account may make in a day are not made; their parcels wait for the next one."""
        counted = Counter(call.account for call in calls if call.account and call.account.per_day)
        if not counted:
            return calls
        now = clock.now()
        left: dict[CarrierAccount | None, int] = {}
        async with self.database.transaction() as db:
            for account, count in counted.items():
                left[account] = await spend(db, account, count, now=now)
        found: list[Call] = []
        for call in calls:
            if call.account in left:
                left[call.account] -= 1
                call = call._replace(refusal=used_up(now) if left[call.account] < 0 else None)
            found.append(call)
        return found

    async def _work(self) -> None:
        while (call := await self._calls.get()) is not None:
            if self._is_stopping:
                self._given_back += call.parcels
            else:
                await self._ask(call)
            self._open -= 1
            if not self._open:
                self._quiet.set()

    async def _release(self) -> None:
        held, self._given_back = self._given_back, []
        if held:
            async with self.database.transaction() as db:
                await release(db, held)

    async def _ask(self, call: Call) -> None:
        answers = self._without_asking(call)
        if answers is None and call.account is not None:
            answers = await self._fetch(call, call.account)
            self._rest_if_told(call.account, answers)
        at = clock.now()
        for parcel in call.parcels:
            answer = answers.get(parcel.number, _LEFT_OUT) if answers else _LEFT_OUT
            await self._recorder.take(understand(parcel, answer, self.carrier.read, at=at))

    def _without_asking(self, call: Call) -> Mapping[str, bytes | Failure] | None:
        """Failures known beforehand: nobody has an account, or the carrier said when to come back."""
        if call.account is None or call.refusal:
            return dict.fromkeys((parcel.number for parcel in call.parcels), call.refusal or _NO_ACCOUNT)
        until, failure = self._resting.get(call.account.key, (None, None))
        if until is None or failure is None:
            return None
        left = (until - clock.now()).total_seconds()
        if left <= 0:
            del self._resting[call.account.key]
            return None
        told = Failure(failure.code, failure.message, failure.retryable, left)
        return dict.fromkeys((parcel.number for parcel in call.parcels), told)

    async def _fetch(self, call: Call, account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        numbers = list(dict.fromkeys(parcel.number for parcel in call.parcels))
        try:
            return await self.carrier.fetch(numbers, account)
        except Exception as error:  # an adapter's fault costs its own parcels a while, nobody else's
            _log.exception("tracking.adapter_failed", carrier=self.carrier.code)
            return dict.fromkeys(numbers, Failure("unavailable", f"The adapter failed: {type(error).__name__}", retryable=True))

    def _rest_if_told(self, account: CarrierAccount, answers: Mapping[str, bytes | Failure]) -> None:
        for answer in answers.values():
            if isinstance(answer, Failure) and answer.code in ("rate_limited", "suspended") and answer.retry_after:
                self._resting[account.key] = (clock.now() + timedelta(seconds=answer.retry_after), answer)
                return


_NO_ACCOUNT = Failure("no_account", "There is no account to ask this carrier with.", retryable=False)
_LEFT_OUT = Failure("malformed", "The carrier's answer left this number out.", retryable=True)
