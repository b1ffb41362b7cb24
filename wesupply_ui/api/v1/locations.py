"""Locations over REST: stores, warehouses, return centres, vendors, under the shop's own ids."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.api.door import door
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import LOCATIONS_WRITE, ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.locations.queries import list_locations, location_by_external_id
from wesupply_ui.kernel import clock

router = door(tags=["Locations"])


@router.get("/locations", summary="Locations, in pages")
async def get_locations(
    caller: Annotated[Scope, by_token(may=ORDERS_READ)],
    limit: Annotated[int, Query(ge=1, description="100 at most")] = 50,
    cursor: str | None = None,
) -> Response:
    """By external id. `next_cursor` null: the last page."""
    async with reading() as db:
        page = await list_locations(db, caller, limit=limit, cursor=cursor)
    return answer({"items": [_told(location) for location in page.items], "next_cursor": page.next_cursor})


@router.get("/locations/{external_id}", summary="One location")
async def get_location(external_id: str, caller: Annotated[Scope, by_token(may=ORDERS_READ)]) -> Response:
    """As it was put, with what we filled in."""
    async with reading() as db:
        return answer(_told(await location_by_external_id(db, caller, external_id)))


@router.put("/locations/{external_id}", summary="Make or change a location", openapi_extra=json_body("Location"))
async def put(external_id: str, request: Request, caller: Annotated[Scope, by_token(may=LOCATIONS_WRITE)]) -> Response:
    """Fields left out stay as they were. 201 for a new one. `problems` are remarks: the location was taken."""
    raw = as_object(parsed(await read_json_bytes(request)))
    async with writing() as db:
        location, is_new, remarks = await put_location(db, caller, external_id, raw, now=clock.now())
    problems = [{"field": each.field, "message": each.message} for each in remarks]
    return answer(_told(location) | {"problems": problems}, 201 if is_new else 200)


def _told(location: Location) -> dict[str, Any]:
    return location.extra | {
        "external_id": location.external_id,
        "name": location.name,
        "kind": location.kind,
        "address": location.address,
        "time_zone": location.time_zone,
        "hours": location.hours,
        "exceptions": location.exceptions,
        "holidays": location.holidays,
        "services": location.services,
        "phone": location.phone,
        "email": location.email,
        "contact": location.contact,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "archived": location.archived_at is not None,
        "updated_at": location.updated_at.isoformat(),
    }
