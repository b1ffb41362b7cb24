"""Shipments over REST: a shop registers a tracking number, with or without an order, and reads where the parcel is."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.describe_stored import shipment_of_number
from wesupply_ui.domain.tracking.take_in_shipment import take_in_shipment
from wesupply_ui.kernel import clock

router = door(tags=["Shipments"])


@router.post("/shipments", summary="Register a tracking number", status_code=201, openapi_extra=json_body("Shipment"))
async def post_shipment(request: Request, caller: Annotated[Scope, by_token(may=ORDERS_WRITE)]) -> Response:
    """Follow a number from now on; the first poll comes within seconds. 201 for a new one, 200 for one that was followed already."""
    body = await read_json_bytes(request)
    raw = as_object(parsed(body))

    async def deed(db: AsyncSession) -> Response:
        registered, remarks = await take_in_shipment(db, caller, raw, now=clock.now())
        told = await shipment_of_number(db, caller, registered.number, carrier=registered.carrier)
        told["problems"] = [{"field": each.field, "message": each.message} for each in remarks]
        return answer(told, 201 if registered.is_new else 200)

    return await once(request, caller, body, deed)


@router.get("/shipments/{tracking_number}", summary="Where a parcel is")
async def get_shipment(
    tracking_number: str, caller: Annotated[Scope, by_token(may=ORDERS_READ)], carrier: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    """The newest parcel under a number, with its scans, newest first, and the orders it belongs to."""
    async with reading() as db:
        return answer(await shipment_of_number(db, caller, tracking_number, carrier=carrier))
