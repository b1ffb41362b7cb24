"""Buys labels that are wanted, fetches their files, and gives unused ones back. Partners are called with no transaction open.

A label is bought once, also when this process is killed anywhere: the offer that is to be bought is committed before the call goes out,
and whoever finds a label in that state looks at the provider's before anything is bought again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import structlog

from wesupply_ui.domain.labels import record
from wesupply_ui.domain.labels.accounts import account_for
from wesupply_ui.domain.labels.ask import fault_of, restored
from wesupply_ui.domain.labels.choose import cheapest
from wesupply_ui.domain.labels.claim import BATCH, Held, claim_due, still_held
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.ports import Bought, Choice, LabelShop, NotBought
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel import clock, kept_files
from wesupply_ui.kernel.db import Database

__all__ = ["BATCH", "Counter"]

AT_ONCE = 6
_NO_ACCOUNT = Failure("no_account", "There is no account to buy labels with.", retryable=False)
_WITHDRAWN = Failure("withdrawn", "The label was withdrawn before it was bought.", retryable=False)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Case:
    """A label with whom to ask about it."""

    held: Held
    label: Label
    shop: LabelShop
    account: CarrierAccount

    @property
    def choice(self) -> Choice:
        label = self.label
        return Choice(label.shipment_id, label.rate_id, label.id, bool(label.ask.get("qr")), label.bought_id)


@dataclass(frozen=True, slots=True)
class Counter:
    """Serves what is due. `shop_of`: the adapter of a provider, None where there is none."""

    database: Database
    shop_of: Callable[[str], LabelShop | None]

    async def serve_due(self) -> int:
        """A batch of labels that are due; how many. One that stumbles comes back when its lease ends."""
        async with self.database.transaction() as db:
            held = await claim_due(db, now=clock.now())
        room = asyncio.Semaphore(AT_ONCE)

        async def served(each: Held) -> None:
            async with room:
                try:
                    await self._serve(each)
                except Exception:
                    _log.exception("labels.stumbled", label=each.id)

        await asyncio.gather(*(served(each) for each in held))
        return len(held)

    async def _serve(self, held: Held) -> None:
        async with self.database.reading() as db:
            label = await db.get_one(Label, held.id)
            account = await account_for(db, label.merchant_id, label.provider if label.bought_at or label.shipment_id else "")
        shop = self.shop_of(account.carrier) if account else None
        if account is None or shop is None:
            await self._without_account(held, label)
            return
        case = Case(held, label, shop, account)
        match State(label.state):
            case State.WANTED | State.FAILED:
                await self._begin(case)
            case State.BUYING:
                await self._look(case)
            case State.BOUGHT | State.USED if not label.files:
                await self._fetch(case)
            case State.BOUGHT:
                await self._give_back(case)
            case _:
                await self._leave(held)

    async def _begin(self, case: Case) -> None:
        """Ask for offers, choose one, and commit that choice before anything is bought."""
        ask = restored(case.label.ask)
        offers = fault_of(ask) or await case.shop.rates(ask, case.label.id, case.account)
        if isinstance(offers, Failure):
            await self._failed(case.held, offers)
            return
        rate = cheapest(offers.rates, ask)
        if rate is None:
            said = " ".join(("No carrier offers a label for this parcel.", *offers.remarks))
            await self._failed(case.held, Failure("no_rates", said, retryable=False))
            return
        async with self.database.transaction() as db:
            held = await record.begin_buying(db, case.held, offers, rate, case.shop.provider, now=clock.now())
        if held is not None:
            await self._buy(case, held, Choice(offers.shipment_id, rate.id, case.label.id, ask.qr))

    async def _look(self, case: Case) -> None:
        """Somebody began to buy it: was it bought? Only a clear no lets it be bought now."""
        found = await case.shop.find(case.choice, case.account)
        if isinstance(found, Bought):
            await self._take(case, case.held, found, case.choice)
        elif isinstance(found, Failure):
            await self._failed(case.held, found, is_sure=False)
        elif case.label.void_wanted_at:
            await self._failed(case.held, _WITHDRAWN)
        else:
            assert isinstance(found, NotBought)
            async with self.database.transaction() as db:
                held = await record.hold_on(db, case.held, now=clock.now())
            if held is not None:
                await self._buy(case, held, case.choice)

    async def _buy(self, case: Case, held: Held, choice: Choice) -> None:
        bought = await case.shop.buy(choice, case.account)
        if isinstance(bought, Failure):
            await self._failed(held, bought)
        else:
            await self._take(case, held, bought, choice)

    async def _take(self, case: Case, held: Held, bought: Bought, choice: Choice) -> None:
        """Fetch the files and write down that it is ours; without files too, which come later then."""
        files = await self._kept(case, replace(choice, bought_id=bought.bought_id))
        async with self.database.transaction() as db:
            await record.record_bought(db, held, bought, files, now=clock.now())

    async def _fetch(self, case: Case) -> None:
        files = await self._kept(case, case.choice)
        async with self.database.transaction() as db:
            await record.record_files(db, case.held, files, now=clock.now())

    async def _kept(self, case: Case, choice: Choice) -> Mapping[str, str] | Failure:
        """Kind → name under which the file is kept."""
        files = await case.shop.files(choice, case.account)
        if isinstance(files, Failure):
            return files
        return {kind: await asyncio.to_thread(kept_files.keep, case.label.merchant_id, body, _suffix(body)) for kind, body in files.items()}

    async def _give_back(self, case: Case) -> None:
        """Unless the parcel has moved, of which the fact may not have reached the label yet."""
        async with self.database.transaction() as db:
            label = await still_held(db, case.held)
            parcel = await db.get(Parcel, case.label.parcel_id) if case.label.parcel_id else None
            if label is None:
                return
            if parcel is not None and parcel.milestone != Milestone.LABEL_CREATED:
                label.claimed_until = None
                await record.record_used(db, label, at=parcel.last_scan_at or clock.now(), now=clock.now())
                return
        answer = await case.shop.void(case.choice, case.account)
        async with self.database.transaction() as db:
            await record.record_voided(db, case.held, answer, now=clock.now())

    async def _without_account(self, held: Held, label: Label) -> None:
        async with self.database.transaction() as db:
            if label.state == State.BOUGHT and label.files:
                await record.record_voided(db, held, _NO_ACCOUNT, now=clock.now())
            elif label.bought_at:
                await record.record_files(db, held, _NO_ACCOUNT, now=clock.now())
            else:
                await record.record_failure(db, held, _NO_ACCOUNT, is_sure=label.state != State.BUYING, now=clock.now())

    async def _failed(self, held: Held, failure: Failure, *, is_sure: bool = True) -> None:
        _log.info("labels.not_bought", label=held.id, code=failure.code)
        async with self.database.transaction() as db:
            await record.record_failure(db, held, failure, is_sure=is_sure, now=clock.now())

    async def _leave(self, held: Held) -> None:
        async with self.database.transaction() as db:
            label = await still_held(db, held)
            if label is not None:
                label.claimed_until = label.due_at = None


def _suffix(body: bytes) -> str:
    return "pdf" if body.startswith(b"%PDF-") else "png" if body.startswith(b"\x89PNG") else "zpl"
