"""All that the page of a return is made of, read within the scope of its order's link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import labels_of
from wesupply_ui.domain.labels.want import Cause
from wesupply_ui.domain.ledger.settlement import Settlement, settlements_for
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.describe import Whole, wholes
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.labelled.keep import CAUSE
from wesupply_ui.domain.returns.other_ways import OtherWay, other_ways
from wesupply_ui.domain.returns.paying import CAUSE as PAID_FOR
from wesupply_ui.domain.returns.reasons import reasons_of
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.talk.models import ReturnMessage
from wesupply_ui.domain.returns.talk.queries import messages_about
from wesupply_ui.domain.tracking.models import Parcel, Scan

MOST_STORES = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A return with everything that its shopper is told. `places`: by the merchant's own id; `stores`: where it can be brought."""

    merchant: Merchant
    whole: Whole
    reasons: dict[str, str]
    labels: Sequence[Label]
    parcels: Sequence[tuple[Parcel, Sequence[Scan]]]
    messages: Sequence[ReturnMessage]
    settlements: Sequence[Settlement]
    places: dict[str, Location]
    stores: Sequence[Location]
    ways: Sequence[OtherWay]

    @property
    def request(self) -> ReturnRequest:
        """The return itself."""
        return self.whole.request

    @property
    def order(self) -> Order:
        """The order that it is of."""
        return self.whole.order

    @property
    def items(self) -> list[ReturnItem]:
        """Without what was bought."""
        return [item for item, _line in self.whole.items]

    @property
    def lines(self) -> Sequence[tuple[ReturnItem, OrderLine]]:
        """Items with what was bought."""
        return self.whole.items


async def find(db: AsyncSession, scope: Scope, request: ReturnRequest) -> Found:
    """`request` was found by its link."""
    (whole,) = await wholes(db, scope, [request])
    items = [item for item, _line in whole.items]
    labels = await labels_of(db, scope, Cause(CAUSE, request.id))
    numbers = {each.parcel_id for each in whole.parcels} | {each.parcel_id for each in labels if each.parcel_id and each.state != "voided"}
    wanted = {each for item in items for each in (item.destination, item.received_at_location) if each}
    is_to_store = any(each.method == "store" and each.authorisation in ("requested", "approved") for each in items)
    stores = await _stores(db, scope) if is_to_store else []
    return Found(
        merchant=await db.get_one(Merchant, scope.merchant_id),
        whole=whole,
        reasons=await reasons_of(db, request),
        labels=labels,
        parcels=await _parcels(db, scope, numbers),
        messages=await messages_about(db, scope, request),
        settlements=await _settlements(db, scope, items),
        places=await _places(db, scope, wanted),
        stores=stores,
        ways=await other_ways(db, scope, Held(request, items)),
    )


async def _parcels(db: AsyncSession, scope: Scope, ids: set[str]) -> list[tuple[Parcel, list[Scan]]]:
    """The boxes that come back, the newest first, with their scans, newest first."""
    if not ids:
        return []
    mine = select(Parcel).where(Parcel.merchant_id == scope.merchant_id, col(Parcel.id).in_(ids))
    parcels = (await db.execute(mine.order_by(col(Parcel.id).desc()))).scalars().all()
    scans: dict[str, list[Scan]] = defaultdict(list)
    newest_first = select(Scan).where(col(Scan.parcel_id).in_(ids)).order_by(col(Scan.at).desc(), col(Scan.key).desc())
    for scan in (await db.execute(newest_first)).scalars():
        scans[scan.parcel_id].append(scan)
    return [(each, scans[each.id]) for each in parcels]


async def _settlements(db: AsyncSession, scope: Scope, items: Sequence[ReturnItem]) -> list[Settlement]:
    paid = dict.fromkeys(each.settlement_id for each in items if each.settlement_id)
    found: dict[str, Settlement] = {}
    for item in items:
        if item.settlement_id in paid:
            found |= {each.id: each for each in await settlements_for(db, scope, PAID_FOR, item.id)}
    return [found[each] for each in paid if each in found]


async def _places(db: AsyncSession, scope: Scope, wanted: set[str]) -> dict[str, Location]:
    if not wanted:
        return {}
    mine = select(Location).where(Location.merchant_id == scope.merchant_id, col(Location.external_id).in_(wanted))
    return {each.external_id: each for each in (await db.execute(mine)).scalars()}


async def _stores(db: AsyncSession, scope: Scope) -> list[Location]:
    """Those that take returns; where none says so, every store."""
    mine = select(Location).where(Location.merchant_id == scope.merchant_id, Location.kind == "store", col(Location.archived_at).is_(None))
    found = (await db.execute(mine.order_by(col(Location.name), col(Location.id)).limit(200))).scalars().all()
    return ([each for each in found if "returns" in each.services] or list(found))[:MOST_STORES]
