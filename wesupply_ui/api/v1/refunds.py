"""Refunds over REST: what waits to be paid, and the shop's word that it was, or could not be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

from fastapi import Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import RETURNS_READ, RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.confirm_refund import confirm_refund, fail_refund
from wesupply_ui.domain.ledger.read_credit import read_texts
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_queries import refund_by_id, refunds_page
from wesupply_ui.domain.ledger.retry_refund import retry_refund
from wesupply_ui.domain.orders.queries import external_ids_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.money import to_major
from wesupply_ui.kernel.paging import MAX_LIMIT

router = door(tags=["Refunds"])
Deed = Callable[[AsyncSession, dict[str, Any]], Awaitable[Refund]]


@router.get("/refunds", summary="Refunds by state")
async def get_refunds(
    caller: Annotated[Scope, by_token(may=RETURNS_READ)],
    state: Annotated[str | None, Query(max_length=100, description="One or more of requested, sending, pending, succeeded, failed")] = None,
    way: Annotated[str | None, Query(max_length=30, description="stripe, shop, offline or store_credit")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The oldest first. What the shop has to pay: `state=pending&way=shop`."""
    states = [each for each in (state or "").split(",") if each]
    async with reading() as db:
        page = await refunds_page(db, caller, states=states, way=way, cursor=cursor, limit=limit)
        return answer({"items": await _told(db, caller, page.items), "next_cursor": page.next_cursor})


@router.get("/refunds/{refund_id}", summary="One refund")
async def get_refund(refund_id: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """How it stands, why it failed, and when it is tried again."""
    async with reading() as db:
        return answer((await _told(db, caller, [await refund_by_id(db, caller, refund_id)]))[0])


@router.post("/refunds/{refund_id}/confirm", summary="It was paid", openapi_extra=json_body("RefundConfirmation"))
async def post_confirm(refund_id: str, request: Request, caller: Annotated[Scope, by_token(may=RETURNS_SETTLE)]) -> Response:
    """For refunds that the shop or the till pays. The same again changes nothing; 409 for those that a provider confirms by itself."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Refund:
        given = read_texts(raw, optional=("receipt",))
        return await confirm_refund(db, caller, refund_id, receipt=given["receipt"], now=clock.now())

    return await _do(request, caller, deed)


@router.post("/refunds/{refund_id}/fail", summary="It cannot be paid", openapi_extra=json_body("RefundFailure"))
async def post_fail(refund_id: str, request: Request, caller: Annotated[Scope, by_token(may=RETURNS_SETTLE)]) -> Response:
    """It gets an owner, and can be tried another way."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Refund:
        given = read_texts(raw, required="reason")
        return await fail_refund(db, caller, refund_id, reason=given["reason"], now=clock.now())

    return await _do(request, caller, deed)


@router.post("/refunds/{refund_id}/retry", summary="Try a failed refund again", openapi_extra=json_body("RefundRetry"))
async def post_retry(refund_id: str, request: Request, caller: Annotated[Scope, by_token(may=RETURNS_SETTLE)]) -> Response:
    """The same way, or another. 409 unless it has failed, and while its provider may have paid it after all."""

    async def deed(db: AsyncSession, raw: dict[str, Any]) -> Refund:
        given = read_texts(raw, optional=("way", "receipt"))
        return await retry_refund(db, caller, refund_id, way=given["way"] or None, receipt=given["receipt"], now=clock.now())

    return await _do(request, caller, deed)


async def _do(request: Request, caller: Scope, deed: Deed) -> Response:
    body = await read_json_bytes(request)
    raw = as_object(parsed(body or b"{}"))

    async def done(db: AsyncSession) -> Response:
        refund = await deed(db, raw)
        return answer((await _told(db, caller, [refund]))[0])

    return await once(request, caller, body, done)


async def _told(db: AsyncSession, caller: Scope, refunds: Sequence[Refund]) -> list[dict[str, Any]]:
    orders = await external_ids_of(db, caller, [each.order_id for each in refunds])
    return [_one(each, orders.get(each.order_id)) for each in refunds]


def _one(refund: Refund, order_external_id: str | None) -> dict[str, Any]:
    failure = {"code": refund.failure_code, "words": refund.failure_words} if refund.failure_code else None
    times = {name: getattr(refund, name) for name in ("requested_at", "next_try_at", "done_at")}
    return {
        "id": refund.id,
        "state": refund.state,
        "way": refund.way,
        "amount": to_major(refund.amount_minor, refund.currency),
        "currency": refund.currency,
        "order_external_id": order_external_id,
        "settlement_id": refund.entry_id,
        "cause": {"kind": refund.cause_kind, "id": refund.cause_id},
        "payment_reference": refund.reference,
        "provider_id": refund.partner_id or None,
        "receipt": refund.receipt or None,
        "failure": failure,
        "tries": refund.attempts,
        "may_have_been_paid": refund.is_unsure,
        "owner": refund.owner or None,
        **{name: each.isoformat() if each else None for name, each in times.items()},
    }
