"""Returns over REST: they are asked for, and read one by one or as they change. What is done about them: `return_deeds`."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import AwareDatetime
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.label_price import label_price
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE, RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.returns.describe import return_json, wholes
from wesupply_ui.domain.returns.listing import Wanted, list_returns
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.queries import read_return
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel import clock

router = door(tags=["Returns"])


@router.post("/returns", summary="Ask for a return", openapi_extra=json_body("NewReturn"))
async def post_return(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """Make a return: what POST /returns/quote answers is judged once more, and then holds to the cent. 201 with the return.

    Items that need nobody's look are approved at once, others wait (`status` “under_review”). 409 `return_refused` when some of it may not
    come back, with a line for each reason, and 409 `quote_changed` when the total is not `expected_total`; both bring the fresh `quote`.
    """
    body = await read_json_bytes(request)
    raw = as_object(parsed(body))
    rate = await label_price(caller, raw, now=clock.now())

    async def deed(db: AsyncSession) -> Response:
        held = await open_return(db, caller, raw, now=clock.now(), label_rate=rate)
        return await told(db, caller, held.request, 201)

    return await once(request, caller, body, deed)


@router.get("/returns", summary="Returns, in pages")
async def get_returns(
    caller: Annotated[Scope, by_token(may=RETURNS_READ)],
    status: Annotated[str | None, Query(description="How a return stands, as its `status` tells")] = None,
    next_step: Annotated[str | None, Query(description="What has to be done next, as its `next_step` tells")] = None,
    order_external_id: Annotated[str | None, Query(max_length=255)] = None,
    updated_since: Annotated[AwareDatetime | None, Query(description="Then the earliest change comes first")] = None,
    limit: Annotated[int, Query(ge=1, description="100 at most")] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Whole returns, the newest first. `next_cursor` null: the last page."""
    wanted = Wanted(status, next_step, order_external_id, updated_since)
    async with reading() as db:
        page = await list_returns(db, caller, wanted, limit=limit, cursor=cursor)
        base = await shop_base(db, caller.merchant_id)
        items = [return_json(each, base) for each in await wholes(db, caller, page.items)]
    return answer({"items": items, "next_cursor": page.next_cursor})


@router.get("/returns/{number}", summary="One return")
async def get_return(number: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """By its number or id: each item with its four tracks and its money; `photos` with paths that show them for half an hour."""
    async with reading() as db:
        return await told(db, caller, await read_return(db, caller, number))


async def told(db: AsyncSession, caller: Scope, request: ReturnRequest, status: int = 200) -> Response:
    """One return as an answer."""
    (whole,) = await wholes(db, caller, [request])
    return answer(return_json(whole, await shop_base(db, caller.merchant_id)), status)
