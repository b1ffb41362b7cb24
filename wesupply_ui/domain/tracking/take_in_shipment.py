"""A shop names one parcel, of an order or of none, to be followed from now on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import lines_of, order_by_external_id
from wesupply_ui.domain.orders.read_shipments import ReadShipment, read_shipment
from wesupply_ui.domain.tracking.register import NewNumber, Registered, identify, register
from wesupply_ui.domain.tracking.ship import Shipped, ship
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.fields import text
from wesupply_ui.kernel.intake import Findings
from wesupply_ui.kernel.language import _

_APART = frozenset({"order_external_id"})
_read_id = text(255, numbers=True)


async def take_in_shipment(db: AsyncSession, scope: Scope, raw: dict[str, Any], *, now: datetime) -> tuple[Registered, list[FieldProblem]]:
    """(the parcel, remarks). `order_external_id` ties it to an order; `lines` then says what is inside.

    Invalid with every field's problem; an order that isn't there is a problem of its field.
    """
    scope.require(ORDERS_WRITE)
    findings = Findings()
    shipment = read_shipment(raw, "", None, findings, _APART)
    order = await _order(db, scope, raw.get("order_external_id"), findings)
    lines = await _lines(db, order, shipment, findings)
    if shipment and not findings.problems:
        try:
            identify(NewNumber(shipment.number, shipment.carrier))
        except Invalid as error:
            findings.problems += error.problems
    if findings.problems or shipment is None:
        raise Invalid(_("This shipment cannot be taken as it is."), problems=tuple(findings.problems))
    since = order.placed_at if order else None
    number = NewNumber(shipment.number, shipment.carrier, shipment.service, shipment.shipped_at, shipment.delivered_at, since)
    if order is None:
        registered = await register(db, scope, number, now=now)
    else:
        [registered] = await ship(db, scope, [Shipped(order.id, number, lines)], now=now)
    if registered.is_new:
        told = {"carrier": registered.carrier} | ({"order": order.number} if order else {})
        await audit.note(db, scope, "shipment.registered", f"shipment:{registered.number}", at=now, label=registered.number, after=told)
    return registered, findings.remarks


async def _order(db: AsyncSession, scope: Scope, external_id: Any, findings: Findings) -> Order | None:
    if external_id is None:
        return None
    try:
        return await order_by_external_id(db, scope, _read_id(external_id))
    except ValueError as error:
        findings.problem("order_external_id", str(error))
    except NotFound:
        findings.problem("order_external_id", _("is no order of yours; send the order first"))
    return None


async def _lines(db: AsyncSession, order: Order | None, shipment: ReadShipment | None, findings: Findings) -> list[tuple[str, int]] | None:
    """(line id, quantity) of what is inside; None when nothing was said."""
    if shipment is None or shipment.lines is None:
        return None
    if order is None:
        findings.problem("lines", _("can only be told for a shipment of an order"))
        return None
    ids = {line.external_id: line.id for line in await lines_of(db, order)}
    for external_id, _quantity in shipment.lines:
        if external_id not in ids:
            findings.problem("lines", _("names line “{external_id}”, which the order does not have", external_id=external_id))
    return [(ids[external_id], quantity) for external_id, quantity in shipment.lines if external_id in ids]
