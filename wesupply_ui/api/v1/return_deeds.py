"""What is done about a return over REST: approve, decline, cancel, send otherwise, receive, inspect, settle, assign, remind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import as_object, parsed, read_json_bytes
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.return_requests import told
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE, RETURNS_RECEIVE, RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.add_number import add_number
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.assign import assign
from wesupply_ui.domain.returns.change_method import change_method
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.remind import remind
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel import clock

router = door(tags=["Returns"])


@router.post("/returns/{number}/approve", summary="Approve a return", openapi_extra=json_body("ReturnItems"))
async def post_approve(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """Everything that waits for it, or the `items` that are named: also those that were declined, or lapsed and arrived after all."""
    return await _do(request, number, caller, approve)


@router.post("/returns/{number}/decline", summary="Decline a return", openapi_extra=json_body("ReturnDecline"))
async def post_decline(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """Everything that waits, or the `items` that are named. The shopper reads the `reason`."""
    return await _do(request, number, caller, decline)


@router.post("/returns/{number}/cancel", summary="Cancel a return", openapi_extra=json_body("ReturnItems"))
async def post_cancel(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """As long as nothing has arrived and no money moves; 409 afterwards. Its units can be returned again."""
    return await _do(request, number, caller, withdraw)


@router.post("/returns/{number}/method", summary="Send a return another way", openapi_extra=json_body("ReturnMethod"))
async def post_method(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """For what was not sent yet. 409 `return_refused` for a way that is not offered, `quote_changed` for a total that is not expected."""
    return await _do(request, number, caller, change_method)


@router.post("/returns/{number}/tracking-number", summary="Tell the number it comes back under", openapi_extra=json_body("ReturnNumber"))
async def post_tracking_number(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """The parcel is followed like any other. 409 for a number that is followed already for something else."""
    return await _do(request, number, caller, add_number)


@router.post("/returns/{number}/receive", summary="Receive a return", openapi_extra=json_body("ReturnReceipt"))
async def post_receive(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_RECEIVE)]) -> Response:
    """Without `items`: all is there as announced. Units that are treated apart become an item of their own. Nothing is paid by it."""
    return await _do(request, number, caller, receive)


@router.post("/returns/{number}/inspect", summary="Inspect what came back", openapi_extra=json_body("ReturnInspection"))
async def post_inspect(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_RECEIVE)]) -> Response:
    """Without `items`, everything that is here and was not looked at yet. Nothing is paid by it."""
    return await _do(request, number, caller, inspect_items)


@router.post("/returns/{number}/settle", summary="Settle a return", openapi_extra=json_body("ReturnSettlement"))
async def post_settle(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_SETTLE)]) -> Response:
    """Without `status` the payer is asked for what is due (accepted, or nothing comes back; named `items` before they are here, too).

    `status` is the payer's word: “settled”, or “failed” with an `error`; what failed is asked for again. Nothing is settled twice.
    """
    return await _do(request, number, caller, settle)


@router.post("/returns/{number}/assign", summary="Give a return to somebody", openapi_extra=json_body("ReturnAssignment"))
async def post_assign(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """Who of the staff takes care of it, by their id; null for nobody. How it stands is not touched."""
    return await _do(request, number, caller, assign)


@router.post("/returns/{number}/remind", summary="Remind the shopper to send it", openapi_extra=json_body("ReturnItems"))
async def post_remind(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """Of what was approved and not sent yet. 409 when there is nothing, or when they were reminded within a day."""
    return await _do(request, number, caller, remind)


Verb = Callable[..., Awaitable[Held]]


async def _do(request: Request, number: str, caller: Scope, verb: Verb) -> Response:
    body = await read_json_bytes(request)
    raw: Mapping[str, Any] = as_object(parsed(body)) if body.strip() else {}
    now: datetime = clock.now()

    async def deed(db: AsyncSession) -> Response:
        held = await verb(db, caller, number, raw, now=now)
        return await told(db, caller, held.request)

    return await once(request, caller, body, deed)
