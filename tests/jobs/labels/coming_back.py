"""A return whose labels are bought at the simulator: a shop with a policy and a warehouse, and the jobs that carry facts and buy labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from tests.domain.returns.bought import POLICY
from tests.jobs.labels.counter import Bench
from tests.returning import bought, returned
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import labels_of
from wesupply_ui.domain.labels.want import Cause
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel, ReturnRequest
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.jobs.schedule import HANDLERS
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.outbox import Fact

AUSTIN = {"name": "Ada Lovelace", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}
NEWARK = {"line1": "12 Dock Rd", "city": "Newark", "region": "NJ", "postcode": "07105", "country": "US"}
PLACES = [
    {"external_id": "warehouse", "name": "Newark warehouse", "kind": "warehouse", "address": NEWARK},
    {"external_id": "bulky-hub", "name": "Bulky hub", "kind": "return_centre", "address": NEWARK | {"line1": "80 Pier Ave"}},
]


class Shop:
    """The merchant of a bench with everything that a return needs."""

    def __init__(self, bench: Bench, scope: Scope) -> None:
        self.bench, self.scope, self.database = bench, scope, bench.database

    async def back(self, *until: str, order: str = "5001", **lines: int) -> Held:
        async with self.database.transaction() as db:
            return await returned(db, self.scope, *until, order=order, **(lines or {"socks": 2}))

    async def do(self, verb: Any, *args: Any, key: str = "R-1001", **raw: Any) -> Any:
        async with self.database.transaction() as db:
            return await verb(db, self.scope, key, *(args or (raw,)), now=clock.now())

    async def carry(self) -> None:
        """Facts are carried to whoever acts on them."""
        await dispatch_due(self.database, HANDLERS, clock.now())

    async def run(self, times: int = 1, every: timedelta = timedelta()) -> None:
        """Facts are carried, labels bought, and what follows from that is carried too; the clock moves on in between."""
        for round_ in range(times):
            with clock.at(clock.now() + every * round_):
                await self.carry()
                await self.bench.serve()
                await self.carry()

    async def request(self, key: str = "R-1001") -> ReturnRequest:
        async with self.database.reading() as db:
            return await read_return(db, self.scope, key)

    async def items(self, key: str = "R-1001") -> list[ReturnItem]:
        async with self.database.reading() as db:
            return await items_of(db, await read_return(db, self.scope, key))

    async def labels(self, key: str = "R-1001") -> list[Label]:
        """The oldest first."""
        request = await self.request(key)
        async with self.database.reading() as db:
            return (await labels_of(db, self.scope, Cause("return", request.id)))[::-1]

    async def parcels(self) -> list[ReturnParcel]:
        async with self.database.reading() as db:
            return list((await db.execute(select(ReturnParcel).order_by(col(ReturnParcel.id)))).scalars())

    async def facts(self, prefix: str = "return.") -> list[str]:
        async with self.database.reading() as db:
            told = select(Fact.name).where(col(Fact.name).startswith(prefix)).order_by(col(Fact.happened_at), col(Fact.id))
            return list((await db.execute(told)).scalars())


async def a_shop(
    bench: Bench,
    *,
    address: dict[str, Any] | None = None,
    places: list[dict[str, Any]] | None = None,
    rules: Sequence[dict[str, Any]] = (),
    payments: list[dict[str, Any]] | None = None,
    **default: Any,
) -> Shop:
    """With order 5001 to Austin; its policy sends everything to the warehouse in Newark, after somebody has looked."""
    async with bench.database.transaction() as db:
        scope = scope_of_system(bench.merchant.id, "test")
        says = POLICY["default"] | {"approval": "review", "destination": "warehouse", "methods": ["label", "qr", "store"]} | default
        await publish(db, scope, POLICY | {"default": says, "rules": list(rules)}, now=clock.now() - timedelta(days=365))
        for place in PLACES if places is None else places:
            await put_location(
                db, scope, place["external_id"], {name: value for name, value in place.items() if name != "external_id"}, now=clock.now()
            )
        await bought(db, scope, shipping_address=AUSTIN | (address or {}), **({"payments": payments} if payments else {}))
    return Shop(bench, scope)
