"""How are the parcels we follow told to a machine? The shipment objects of orders and numbers, read in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.describe import scan_json
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import Parcel, Scan, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.rows import from_row
from wesupply_ui.domain.tracking.status import Condition, Milestone, Party
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class _Held:
    """A shipment's own part of its object: when the shop says it left, and what is inside as (line's external id, quantity)."""

    shipped_at: datetime | None
    lines: list[tuple[str, int]]


async def shipments_of(
    db: AsyncSession, scope: Scope, order_ids: Sequence[str], *, with_scans: bool = True
) -> dict[str, list[dict[str, Any]]]:
    """The shipment objects of some orders of the scope's merchant, by order id, in the shop's order. Lists are told without scans."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if not order_ids:
        return told
    rows = (
        await db.execute(
            select(Shipment, Parcel)
            .join(Parcel, Parcel.id == Shipment.parcel_id)  # type: ignore[arg-type]
            .where(Shipment.merchant_id == scope.merchant_id, Shipment.order_id.in_(order_ids))  # type: ignore[attr-defined]
            .order_by(Shipment.position, Shipment.id)  # type: ignore[arg-type]
        )
    ).all()
    scans = await _scans(db, [parcel.id for _, parcel in rows] if with_scans else [])
    contents = await _contents(db, [shipment.id for shipment, _ in rows])
    for shipment, parcel in rows:
        held = _Held(shipment.shipped_at, contents[shipment.id])
        parcel_told = parcel_json(parcel, scans[parcel.id]) | _held_json(held)
        if not with_scans:
            del parcel_told["scans"]
        told[shipment.order_id].append(parcel_told)
    return told


async def shipment_of_number(db: AsyncSession, scope: Scope, number: str, *, carrier: str | None = None) -> dict[str, Any]:
    """The newest parcel under a number, with the external ids of the orders it belongs to. NotFound when the merchant has none."""
    mine = select(Parcel).where(Parcel.number == tidy(number), Parcel.merchant_id == scope.merchant_id)
    if carrier:
        mine = mine.where(Parcel.carrier == carrier)
    newest = mine.order_by(Parcel.generation.desc(), Parcel.registered_at.desc()).limit(1)  # type: ignore[attr-defined]
    parcel = (await db.execute(newest)).scalar_one_or_none()
    if parcel is None:
        raise NotFound(_("There is no such shipment."))
    of_orders = select(Order.external_id).join(Shipment, Shipment.order_id == Order.id).where(Shipment.parcel_id == parcel.id)  # type: ignore[arg-type]
    orders = (await db.execute(of_orders.order_by(Order.external_id))).scalars().all()
    return parcel_json(parcel, (await _scans(db, [parcel.id]))[parcel.id]) | {"orders": list(orders)}


def parcel_json(parcel: Parcel, scans: Sequence[Scan]) -> dict[str, Any]:
    """One parcel as JSON values: instants as ISO 8601, the delivery's and the scans' with the place's offset; `scans` newest first."""
    reason = REASONS.get(parcel.reason or "")
    acts = reason if reason and not Milestone(parcel.milestone).is_final else None
    in_trouble = parcel.condition != Condition.OK
    estimated = {"from": parcel.estimated_from, "to": parcel.estimated_to} if parcel.estimated_from or parcel.estimated_to else None
    return {
        "carrier": parcel.carrier,
        "tracking_number": parcel.number,
        "service": parcel.service,
        "milestone": parcel.milestone,
        "condition": parcel.condition,
        "reason": reason.code if reason else parcel.reason,
        "responsible": reason.responsible.value if reason else Party.UNKNOWN.value if in_trouble else None,
        "action": acts.action if acts else None,
        "action_by": acts.action_by.value if acts and acts.action_by else None,
        "estimated_delivery": estimated,
        "delivered_at": _iso(parcel.delivered_at, parcel.delivered_offset),
        "signed_by": parcel.signed_by,
        "weight_grams": parcel.weight_grams,
        "registered_at": _iso(parcel.registered_at),
        "last_polled_at": _iso(parcel.last_polled_at),
        "next_poll_at": _iso(parcel.next_poll_at),
        "failure": {"code": parcel.failure_code, "message": parcel.failure_message} if parcel.failure_code else None,
        "scans": [scan_json(from_row(scan)) for scan in scans],
    }


async def _scans(db: AsyncSession, parcel_ids: Sequence[str]) -> dict[str, list[Scan]]:
    """Newest first, by parcel."""
    scans: dict[str, list[Scan]] = defaultdict(list)
    if parcel_ids:
        mine = select(Scan).where(Scan.parcel_id.in_(parcel_ids))  # type: ignore[attr-defined]
        for scan in (await db.execute(mine.order_by(Scan.at.desc(), Scan.id.desc()))).scalars():  # type: ignore[attr-defined]
            scans[scan.parcel_id].append(scan)
    return scans


async def _contents(db: AsyncSession, shipment_ids: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    inside: dict[str, list[tuple[str, int]]] = defaultdict(list)
    if shipment_ids:
        rows = await db.execute(
            select(ShipmentLine.shipment_id, OrderLine.external_id, ShipmentLine.quantity)
            .join(OrderLine, OrderLine.id == ShipmentLine.line_id)  # type: ignore[arg-type]
            .where(ShipmentLine.shipment_id.in_(shipment_ids))  # type: ignore[attr-defined]
            .order_by(OrderLine.position)  # type: ignore[arg-type]
        )
        for shipment_id, external_id, quantity in rows:
            inside[shipment_id].append((external_id, quantity))
    return inside


def _held_json(held: _Held) -> dict[str, Any]:
    lines = [{"external_id": external_id, "quantity": quantity} for external_id, quantity in held.lines]
    return {"shipped_at": _iso(held.shipped_at), "lines": lines}


def _iso(at: datetime | None, offset_minutes: int | None = None) -> str | None:
    if at is None:
        return None
    return at.astimezone(UTC if offset_minutes is None else timezone(timedelta(minutes=offset_minutes))).isoformat()
