"""Orders over REST: a shop sends them, one or many at a time, and reads them back with their parcels."""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import Query, Request, Response
from pydantic import AwareDatetime
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.problems import Refused
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.orders.custom.queries import custom_of
from wesupply_ui.domain.orders.describe import order_json
from wesupply_ui.domain.orders.listing import Filter, Sort, list_orders
from wesupply_ui.domain.orders.queries import customer_of, lines_of, order_by_external_id, orders_by_ids
from wesupply_ui.domain.tracking.describe_stored import shipments_of
from wesupply_ui.domain.tracking.note_taken import note_sent
from wesupply_ui.domain.tracking.take_in import Became, Outcome, take_in
from wesupply_ui.kernel import clock

MOST = 500
router = door(tags=["Orders"])


@router.post("/orders", summary="Send one order or up to 500", openapi_extra=json_body("Order", "Orders"))
async def post_orders(request: Request, caller: Annotated[Scope, by_token(may=ORDERS_WRITE)]) -> Response:
    """Make orders or change them, by `external_id`; fields left out stay as they were.

    200 when all were taken, 207 when some were rejected, 422 when all were. Problems of orders that were taken are remarks.
    An `external_id` that comes twice is rejected the second time. The answer's own `problems` are of fields beside `orders`,
    which are left out.
    """
    body = await read_json_bytes(request)
    value = parsed(body)
    raws = _orders(value)

    async def deed(db: AsyncSession) -> Response:
        outcomes = await take_in(db, caller, raws, now=clock.now(), each_once=True)
        await note_sent(db, caller, outcomes, now=clock.now())
        return _answer(outcomes, _beside_orders(value))

    return await once(request, caller, body, deed)


def _orders(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        raise Refused(422, "invalid", "Send one order as an object, or several as {“orders”: […]}.")
    if "orders" not in value:
        return [value]
    raws = value["orders"]
    if not isinstance(raws, list) or not raws:
        raise Refused(422, "invalid", "“orders” must be a list with an order or more.")
    if len(raws) > MOST:
        raise Refused(422, "too_many_orders", f"{len(raws)} orders at once; send {MOST} at most.")
    return raws


def _beside_orders(value: dict[str, Any]) -> list[dict[str, str]]:
    """What is told of the other fields of a batch. Those of a single order are the order's own."""
    if "orders" not in value:
        return []
    said = "is not a field of a batch, and was left out; an order's fields belong inside “orders”"
    return [{"field": name[:100].encode("utf-8", "replace").decode(), "message": said} for name in list(value)[:MOST] if name != "orders"]


def _answer(outcomes: list[Outcome], problems: list[dict[str, str]]) -> Response:
    rejected = sum(each.became == Became.REJECTED for each in outcomes)
    status = 200 if not rejected else 422 if rejected == len(outcomes) else 207
    return answer({"results": [_result(each) for each in outcomes], "problems": problems}, status)


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        "external_id": outcome.external_id,
        "number": outcome.number,
        "outcome": outcome.became.value,
        "tracking_url": outcome.tracking_url,
        "problems": [{"field": each.field, "message": each.message} for each in outcome.problems],
    }


async def _clock_of(db: AsyncSession, caller: Scope) -> ZoneInfo:
    """The merchant's time zone; UTC for one that the system's list of zones does not have."""
    try:
        return ZoneInfo((await db.get_one(Merchant, caller.merchant_id)).time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


@router.get("/orders/{external_id}", summary="One order with its parcels")
async def get_order(external_id: str, caller: Annotated[Scope, by_token(may=ORDERS_READ)]) -> Response:
    """The order as it was sent, with its tracking link and for each parcel where it stands and its scans, newest first.

    Its times are told by the merchant's clock, with the offset from UTC that it had then.
    """
    async with reading() as db:
        order = await order_by_external_id(db, caller, external_id)
        zone, base = await _clock_of(db, caller), await shop_base(db, caller.merchant_id)
        told = order_json(order, await lines_of(db, order), await customer_of(db, order), zone, base=base)
        told["custom"] = (await custom_of(db, caller, [order.id])).get(order.id, {})
        told["shipments"] = (await shipments_of(db, caller, [order.id]))[order.id]
    return answer(told)


@router.get("/orders", summary="Orders, in pages")
async def get_orders(
    caller: Annotated[Scope, by_token(may=ORDERS_READ)],
    q: Annotated[str, Query(max_length=200, description="Beginnings of a number, mail address, name or tracking number")] = "",
    milestone: Annotated[str | None, Query(description="“none”: nothing shipped yet")] = None,
    condition: str | None = None,
    attention: Annotated[str | None, Query(description="“any”: whichever kind")] = None,
    status: str | None = None,
    channel: str | None = None,
    carrier: str | None = None,
    placed_from: AwareDatetime | None = None,
    placed_before: AwareDatetime | None = None,
    sort: Sort = Sort.NEWEST,
    limit: Annotated[int, Query(ge=1, description="100 at most")] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Whole orders with their parcels, without the scans. `next_cursor` null: the last page."""
    shown = Filter(q, milestone, condition, attention, status, channel, carrier, placed_from, placed_before)
    async with reading() as db:
        page = await list_orders(db, caller, shown, sort=sort, limit=limit, cursor=cursor)
        ids = [row.id for row in page.items]
        shipments = await shipments_of(db, caller, ids, with_scans=False)
        custom = await custom_of(db, caller, ids)
        orders, zone, base = await orders_by_ids(db, caller, ids), await _clock_of(db, caller), await shop_base(db, caller.merchant_id)
    items = [
        order_json(order, lines, customer, zone, base=base) | {"custom": custom.get(order.id, {}), "shipments": shipments[order.id]}
        for order, lines, customer in orders
    ]
    return answer({"items": items, "next_cursor": page.next_cursor})
