"""Orders with their parcels come in, by API, file or upload: one way in for all. What is wrong with one never keeps the others out."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.orders.custom.queries import own_fields
from wesupply_ui.domain.orders.custom.read import OwnFields
from wesupply_ui.domain.orders.links import link_token, url_of_token
from wesupply_ui.domain.orders.merge import Merged
from wesupply_ui.domain.orders.places import places_of
from wesupply_ui.domain.orders.read_order import Known, ReadOrder, digest_of, identity, read_order
from wesupply_ui.domain.orders.read_shipments import ReadShipment
from wesupply_ui.domain.orders.upsert import Present, load_lines, load_orders, take_turns, upsert
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.register import NewNumber, identify
from wesupply_ui.domain.tracking.ship import Shipped, ship
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.language import _

_log = structlog.get_logger(__name__)
# So many orders are read before whoever else is served by this process gets a turn: about 20 ms.
_BREATH = 50


class Became(StrEnum):
    """What became of one order of the input."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(slots=True)
class Outcome:
    """What became of one order, and what was odd about it. Rejected: `problems` says why, and nothing of it was written."""

    external_id: str | None
    became: Became
    number: str | None = None
    order_id: str | None = None
    tracking_url: str | None = None
    problems: list[FieldProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Taker:
    db: AsyncSession
    scope: Scope
    merchant: Merchant
    now: datetime
    zone: tzinfo | None
    assumes_zone: bool
    own: OwnFields
    asks_own: bool
    base: str
    """What tracking links begin with."""


async def take_in(
    db: AsyncSession,
    scope: Scope,
    raw_orders: Sequence[Any],
    *,
    now: datetime,
    zone: tzinfo | None = None,
    assumes_zone: bool = False,
    each_once: bool = False,
    is_file: bool = False,
) -> list[Outcome]:
    """Take a batch of raw orders (a few hundred); one outcome each, in their order. NotAllowed for a scope that may not write orders.

    The same external id twice in a batch is taken twice, one after the other; with `each_once` its first order stands and the
    others are rejected. `zone`: for times without offset; None refuses them. `assumes_zone`: each order that has some tells it.
    `is_file`: new orders need the merchant's own fields that files must have.
    """
    scope.require(ORDERS_WRITE)
    merchant = await db.get(Merchant, scope.merchant_id)
    if merchant is None:
        raise NotFound("There is no such merchant.")
    own, base = await own_fields(db, scope), await shop_base(db, merchant.id)
    taker = _Taker(db, scope, merchant, now, zone, assumes_zone, own, is_file, base)
    await take_turns(db, merchant.id)
    outcomes: list[Outcome | None] = [None] * len(raw_orders)
    for number, turn in enumerate(_rounds(raw_orders)):
        raws = [raw_orders[index] for index in turn]
        taken = [_repeated(raw) for raw in raws] if each_once and number else await _take_round(taker, raws)
        for index, outcome in zip(turn, taken, strict=True):
            outcomes[index] = outcome
    changed = [each.order_id for each in outcomes if each and each.order_id and each.became in (Became.CREATED, Became.UPDATED)]
    if changed:
        live.announce(db, f"merchant:{merchant.id}", *(f"order:{order_id}" for order_id in changed))
    return [each for each in outcomes if each]


def _rounds(raw_orders: Sequence[Any]) -> Iterator[list[int]]:
    """Indexes in groups in which no external id comes twice; mostly there is one group."""
    groups: list[list[int]] = []
    times: dict[str | None, int] = {}
    for index, raw in enumerate(raw_orders):
        external_id = identity(raw)
        turn = times.get(external_id, 0) if external_id else 0
        times[external_id] = turn + 1
        if turn == len(groups):
            groups.append([])
        groups[turn].append(index)
    yield from groups


async def _take_round(taker: _Taker, raws: list[Any]) -> list[Outcome]:
    ids = [identity(raw) for raw in raws]
    present = await load_orders(taker.db, taker.merchant.id, [external_id for external_id in ids if external_id])
    places = await places_of(taker.db, taker.merchant.id, raws)
    outcomes: list[Outcome | None] = []
    reads: list[ReadOrder] = []
    for index, (raw, external_id) in enumerate(zip(raws, ids, strict=True)):
        if index % _BREATH == 0:
            await asyncio.sleep(0)
        before = present.orders.get(external_id or "")
        digest = digest_of(raw, taker.own)
        if before and before["input_digest"] == digest:
            outcomes.append(_outcome(before, Became.UNCHANGED, [FieldProblem(**each) for each in before["remarks"]], taker.base))
            continue
        currency, shop = before["currency"] if before else None, taker.merchant
        known = Known(currency, shop.currency, shop.country, taker.zone, taker.assumes_zone, places, taker.own, taker.asks_own)
        reads.append(read_order(raw, known, now=taker.now, digest=digest))
        outcomes.append(None)
    await load_lines(taker.db, present, [present.orders[read.external_id]["id"] for read in reads if read.external_id in present.orders])
    taken = iter(await _take_read(taker, reads, present))
    return [outcome or next(taken) for outcome in outcomes]


async def _take_read(taker: _Taker, reads: list[ReadOrder], present: Present) -> list[Outcome]:
    for read in reads:
        _check_contents(read, present)
    good = [read for read in reads if not read.findings.problems]
    done = {id(read): outcome for read, outcome in zip(good, await _write(taker, good, present), strict=True)}
    return [done.get(id(read)) or _rejected(read) for read in reads]


def _check_contents(read: ReadOrder, present: Present) -> None:
    """Parcels hold lines that the order has, and no more of each than were bought; a number has to be one that can be followed."""
    before = present.orders.get(read.external_id)
    bought = {line["external_id"]: line["quantity"] for line in (present.lines[before["id"]] if before else ())}
    bought |= {line.external_id: line.values.get("quantity", bought.get(line.external_id, 1)) for line in read.lines}
    packed: Counter[str] = Counter()
    for shipment in read.shipments:
        for external_id, quantity in shipment.lines or ():
            packed[external_id] += quantity
            if external_id not in bought:
                read.findings.problem(
                    f"{shipment.path}lines", _("names line “{external_id}”, which the order does not have", external_id=external_id)
                )
    for external_id, quantity in packed.items():
        if quantity > bought.get(external_id, quantity):
            said = _(
                "hold {quantity} of line “{external_id}”, of which {bought} were bought; it is kept as given",
                quantity=quantity,
                external_id=external_id,
                bought=bought[external_id],
            )
            read.findings.remark("shipments", said)
    read.shipments = [shipment for shipment in read.shipments if _can_be_followed(shipment, read)]


def _can_be_followed(shipment: ReadShipment, read: ReadOrder) -> bool:
    """“by hand” where a number belongs, or a carrier that nobody knows, keeps the parcel out, not the order, which notes what was said."""
    try:
        identify(NewNumber(shipment.number, shipment.carrier))
    except Invalid as error:
        for each in error.problems:
            read.findings.remark(
                shipment.path + each.field, _("{message}; it is kept with the order, and not followed", message=each.message)
            )
        noted = {"carrier": shipment.carrier, "tracking_number": shipment.number, "service": shipment.service}
        read.extra[shipment.path[:-1]] = {name: value for name, value in noted.items() if value}
        return False
    return True


async def _write(taker: _Taker, reads: list[ReadOrder], present: Present) -> list[Outcome]:
    """All at once; should the database refuse, one by one, so that only the one it refuses falls out."""
    if not reads:
        return []
    try:
        async with taker.db.begin_nested():
            merged = await upsert(taker.db, taker.merchant, reads, present, now=taker.now)
            moved = await _ship(taker, merged)
            return [_written(each, moved, taker.base) for each in merged]
    except (DBAPIError, OverflowError) as error:
        if len(reads) == 1:
            _log.warning("orders.refused_by_database", error=type(error).__name__)
            reads[0].findings.problem("", _("could not be stored; the database refused it"))
            return [_rejected(reads[0])]
    return [(await _write(taker, [read], present))[0] for read in reads]


async def _ship(taker: _Taker, merged: list[Merged]) -> set[str]:
    """Note the parcels that came with the orders. The ids of orders whose parcels, or what is in them, are others than before."""
    shipped = [_shipped(each, shipment) for each in merged for shipment in each.read.shipments]
    if not shipped:
        return set()
    # Only of an order that is otherwise the same does it matter whether its parcels are.
    asked = [each.row["id"] for each in merged if each.read.shipments and not each.is_changed]
    before = await _packing(taker.db, asked)
    await ship(taker.db, taker.scope, shipped, now=taker.now)
    after = await _packing(taker.db, asked)
    return {order_id for order_id in asked if before[order_id] != after[order_id]}


def _shipped(merged: Merged, shipment: ReadShipment) -> Shipped:
    since = merged.row["placed_at"]
    number = NewNumber(shipment.number, shipment.carrier, shipment.service, shipment.shipped_at, shipment.delivered_at, since)
    ids = {line["external_id"]: line["id"] for line in merged.lines}
    lines = None if shipment.lines is None else [(ids[external_id], quantity) for external_id, quantity in shipment.lines]
    return Shipped(merged.row["id"], number, lines)


async def _packing(db: AsyncSession, order_ids: Sequence[str]) -> dict[str, set[tuple[Any, ...]]]:
    """What travels in which parcel, by order."""
    packing: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    if order_ids:
        columns = (
            Shipment.order_id,
            Shipment.parcel_id,
            Shipment.shipped_at,
            Parcel.delivered_at,
            ShipmentLine.line_id,
            ShipmentLine.quantity,
        )
        joined = select(*columns).join(Parcel, Parcel.id == Shipment.parcel_id)  # type: ignore[call-overload, arg-type]
        joined = joined.outerjoin(ShipmentLine, ShipmentLine.shipment_id == Shipment.id).where(Shipment.order_id.in_(order_ids))  # type: ignore[attr-defined]
        for order_id, *rest in await db.execute(joined):
            packing[order_id].add(tuple(rest))
    return packing


def _written(merged: Merged, moved: set[str], base: str) -> Outcome:
    is_changed = merged.is_changed or merged.row["id"] in moved
    became = Became.CREATED if merged.is_new else Became.UPDATED if is_changed else Became.UNCHANGED
    return _outcome(merged.row, became, merged.remarks, base)


def _outcome(row: dict[str, Any], became: Became, remarks: list[FieldProblem], base: str) -> Outcome:
    url = url_of_token(link_token(row["id"], row["link_version"]), base)
    return Outcome(row["external_id"], became, row["number"], row["id"], url, list(remarks))


def _repeated(raw: Any) -> Outcome:
    external_id = identity(raw)
    said = _("“{external_id}” is in this batch already; the first one counts", external_id=external_id)
    return Outcome(external_id, Became.REJECTED, problems=[FieldProblem("external_id", said)])


def _rejected(read: ReadOrder) -> Outcome:
    number = read.values.get("number")
    return Outcome(read.external_id or None, Became.REJECTED, number, problems=[*read.findings.problems, *read.findings.remarks])
