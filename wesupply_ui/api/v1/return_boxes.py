"""Boxes over REST: opened in one go and undone; and those that nobody announced, kept until it is known to which return they belong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.return_requests import told
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE, RETURNS_READ, RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.queries import return_by_key
from wesupply_ui.domain.returns.receiving.announce import announce
from wesupply_ui.domain.returns.receiving.boxes import box_by_key, list_boxes
from wesupply_ui.domain.returns.receiving.describe import box_json, receipt_json
from wesupply_ui.domain.returns.receiving.keep_box import keep_box
from wesupply_ui.domain.returns.receiving.match_box import dispose_of_box, match_box
from wesupply_ui.domain.returns.receiving.open_box import open_box
from wesupply_ui.domain.returns.receiving.undo import undo
from wesupply_ui.kernel import clock

router = door(tags=["Returns"])
_Receiver = Annotated[Scope, by_token(may=RETURNS_RECEIVE)]


@router.post("/returns/{number}/open", summary="Open a return's box", openapi_extra=json_body("ReturnBoxOpened"))
async def post_open(request: Request, number: str, caller: _Receiver) -> Response:
    """What came, how it is and where it goes, in one step. 201 with the receipt, by whose `id` it can be undone."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Response:
        receipt = await open_box(db, caller, number, raw, now=clock.now())
        return answer(receipt_json(receipt, await return_by_key(db, caller, receipt.return_id)), 201)

    return await _do(request, caller, deed)


@router.post("/return-receipts/{receipt_id}/undo", summary="Undo a receipt")
async def post_undo(request: Request, receipt_id: str, caller: _Receiver) -> Response:
    """As if the box had not been opened. 409 once anything was done about the return since."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Response:
        return await told(db, caller, (await undo(db, caller, receipt_id, now=clock.now())).request)

    return await _do(request, caller, deed)


@router.post("/returns/unannounced", summary="Make a return of what is here", openapi_extra=json_body("NewReturn"))
async def post_unannounced(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """As POST /returns, for a box that is here already. Lines without a reason are “unannounced”."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Response:
        return await told(db, caller, (await announce(db, caller, raw, now=clock.now())).request, 201)

    return await _do(request, caller, deed)


@router.get("/return-boxes", summary="Boxes that nobody announced")
async def get_boxes(
    caller: Annotated[Scope, by_token(may=RETURNS_READ)],
    status: Annotated[str | None, Query(description="open, matched or disposed; left out: all")] = None,
    limit: Annotated[int, Query(ge=1, description="100 at most")] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Open ones the oldest first, others the newest first."""
    async with reading() as db:
        page = await list_boxes(db, caller, status, limit=limit, cursor=cursor)
        items = [await box_json(db, caller, each) for each in page.items]
    return answer({"items": items, "next_cursor": page.next_cursor})


@router.get("/return-boxes/{number}", summary="One such box")
async def get_box(number: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """By its number or id."""
    async with reading() as db:
        return answer(await box_json(db, caller, await box_by_key(db, caller, number)))


@router.post("/return-boxes", summary="Keep a box", openapi_extra=json_body("ReturnBox"))
async def post_box(request: Request, caller: _Receiver) -> Response:
    """201 with the number under which it waits."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Response:
        return answer(await box_json(db, caller, await keep_box(db, caller, raw, now=clock.now())), 201)

    return await _do(request, caller, deed)


@router.post("/return-boxes/{number}/match", summary="Say to which return a box belongs", openapi_extra=json_body("ReturnBoxMatch"))
async def post_match(request: Request, number: str, caller: _Receiver) -> Response:
    """What is in it is received as that of any box afterwards. 409 when it waits no longer."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Response:
        box, _request = await match_box(db, caller, number, raw, now=clock.now())
        return answer(await box_json(db, caller, box))

    return await _do(request, caller, deed)


@router.post("/return-boxes/{number}/dispose", summary="Dispose of a box", openapi_extra=json_body("ReturnBoxDisposal"))
async def post_dispose(request: Request, number: str, caller: _Receiver) -> Response:
    """What became of it. 409 when it waits no longer."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Response:
        return answer(await box_json(db, caller, await dispose_of_box(db, caller, number, raw, now=clock.now())))

    return await _do(request, caller, deed)


async def _do(request: Request, caller: Scope, deed: Callable[[AsyncSession, dict[str, Any]], Awaitable[Response]]) -> Response:
    body = await read_json_bytes(request)
    raw = as_object(parsed(body)) if body.strip() else {}

    async def with_body(db: AsyncSession) -> Response:
        return await deed(db, dict(raw))

    return await once(request, caller, body, with_body)
