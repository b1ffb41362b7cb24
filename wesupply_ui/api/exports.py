"""Lists as files, for those who may take them along: the address asks as the list's own does, and the file streams, so any length."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, tzinfo
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from wesupply_ui.api.admission import by_session
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.permissions import ORDERS_EXPORT
from wesupply_ui.domain.accounts.scopes import Scope, SignedIn, signed_in
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.orders.asked import LONGEST, MOST_COLUMNS, OrdersAsked
from wesupply_ui.domain.orders.export import MOST_CHOSEN, begin_export, exported_rows
from wesupply_ui.domain.returns.export import begin_return_export, exported_returns
from wesupply_ui.domain.returns.waiting import Queue
from wesupply_ui.domain.tracking.asked import ParcelsAsked
from wesupply_ui.domain.tracking.export import begin_parcel_export, exported_parcels
from wesupply_ui.kernel import clock, csv_out
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.language import speaking

router = APIRouter(prefix="/api/exports", include_in_schema=False)
Exporter = Annotated[Scope, by_session(may=ORDERS_EXPORT)]


@router.get("/orders.csv")
async def orders_csv(request: Request, staff: Exporter) -> Response:
    """The orders that the list's filters let through, in its order. `cols`: these columns; `ids`: these orders; `mark=no`: without BOM."""
    person, zone, columns = await _person(request)
    asked = OrdersAsked.of(request.query_params)
    ids = _ids(request)
    shown = asked.filter(zone, today=clock.now().astimezone(zone).date(), me=me(staff))
    with speaking(person.language):
        async with writing() as db:
            query = {} if ids else asked.query()
            export = await begin_export(db, staff, columns=columns, query=query, now=clock.now(), chosen=len(ids))
        heads = export.heads
    rows = exported_rows(reading, export, shown, sort=asked.order, zone=zone, ids=ids or None)
    return _file(request, person, "orders", zone, csv_out.csv_bytes(heads, rows))


@router.get("/shipments.csv")
async def shipments_csv(request: Request, staff: Exporter) -> Response:
    """The parcels that the list's filters let through, the newest first; or, by their `ids`, these."""
    person, zone, columns = await _person(request)
    asked, ids = ParcelsAsked.of(request.query_params), _ids(request)
    with speaking(person.language):
        async with writing() as db:
            query = {} if ids else asked.query()
            shown, heads = await begin_parcel_export(db, staff, columns=columns, query=query, now=clock.now(), chosen=len(ids))
    wanted = asked.filter(zone, today=clock.now().astimezone(zone).date(), me=me(staff))
    rows = exported_parcels(reading, staff, wanted, shown, zone=zone, ids=ids or None)
    return _file(request, person, "shipments", zone, csv_out.csv_bytes(heads, rows))


@router.get("/returns.csv")
async def returns_csv(request: Request, staff: Exporter) -> Response:
    """The returns of a tab and its search, the newest first; or, by their `ids`, these."""
    person, zone, _columns = await _person(request)
    asked, ids = request.query_params, _ids(request)
    queue = Queue(asked.get("step") or None, asked.get("q", "")[:LONGEST], me(staff) if asked.get("who") == "me" else None)
    with speaking(person.language):
        async with writing() as db:
            query = {} if ids else {name: asked[name][:LONGEST] for name in ("step", "q", "who") if asked.get(name)}
            found, heads = await begin_return_export(db, staff, queue, ids, query=query, now=clock.now())
    return _file(request, person, "returns", zone, csv_out.csv_bytes(heads, exported_returns(reading, staff, found, zone=zone)))


def _ids(request: Request) -> list[str]:
    """The rows that were ticked."""
    return [each[:LONGEST] for each in request.query_params.get("ids", "").split(",") if each][:MOST_CHOSEN]


async def _person(request: Request) -> tuple[SignedIn, tzinfo, str]:
    """Whose clock and language the file has, and the columns wished for."""
    async with reading() as db:
        person = await signed_in(db, request.cookies.get(SESSION_COOKIE), now=clock.now())
    if person is None:
        raise SignInNeeded("Please sign in.")
    try:
        zone: tzinfo = ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    return person, zone, request.query_params.get("cols", "")[:MOST_COLUMNS]


def _file(request: Request, person: SignedIn, name: str, zone: tzinfo, pieces: AsyncIterator[bytes]) -> Response:
    """Named after the merchant and the day."""
    called = quote(f"{person.merchant_slug}-{name}-{clock.now().astimezone(zone):%Y-%m-%d}.csv", safe="")
    headers = {"Content-Disposition": f'attachment; filename="{called}"', "Cache-Control": "no-store"}
    whole = pieces if request.query_params.get("mark") != "no" else _unmarked(pieces)
    return StreamingResponse(whole, media_type=csv_out.MEDIA_TYPE, headers=headers)


async def _unmarked(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """For programs that take the byte order mark for a part of the first heading."""
    mark = csv_out.BYTE_ORDER_MARK.encode()
    async for piece in pieces:
        yield piece.removeprefix(mark)
        mark = b""
