"""Store credit and gift cards over REST: given by the merchant, checked and spent in parts by a checkout."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import CREDIT_SPEND, RETURNS_READ, RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.capture_hold import capture_hold
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.codes import code_of
from wesupply_ui.domain.ledger.credit_left import available, standing
from wesupply_ui.domain.ledger.credit_models import CreditHold, StoreCredit
from wesupply_ui.domain.ledger.credit_queries import credit_by_code, credit_by_id, hold_by_id, holds_of
from wesupply_ui.domain.ledger.end_holds import release_hold
from wesupply_ui.domain.ledger.hold_credit import hold_credit
from wesupply_ui.domain.ledger.issue_credit import issue_credit
from wesupply_ui.domain.ledger.read_credit import Issue, read_capture, read_code, read_hold, read_issue
from wesupply_ui.domain.orders.queries import customer_by_email, order_by_external_id
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.money import to_major
from wesupply_ui.kernel.throttle import Throttle

router = door(tags=["Store credit"])
_WRONG_CODES = Throttle("credit-codes", "60 per 10 minutes")
"""Wrong codes only, for each client: a checkout passes on what its shoppers type."""


@router.post("/store-credit", summary="Give store credit or a gift card", openapi_extra=json_body("StoreCreditIssue"))
async def post_credit(request: Request, caller: Annotated[Scope, by_token(may=RETURNS_SETTLE)]) -> Response:
    """201 with its `code`, which nobody can read again later but by the same `reference` (200)."""
    body = await read_json_bytes(request)
    wanted = read_issue(as_object(parsed(body)))

    async def deed(db: AsyncSession) -> Response:
        order_id, customer_id = await _whose(db, caller, wanted)
        name = wanted.reference or new_id()
        credit, is_new = await issue_credit(
            db,
            caller,
            Cause("api", name, f"api:{name}"),
            amount=wanted.amount,
            currency=wanted.currency,
            kind=wanted.kind,
            customer_id=customer_id,
            order_id=order_id,
            expires_at=wanted.expires_at,
            now=clock.now(),
        )
        return answer(_told(credit) | {"code": code_of(credit.id)}, 201 if is_new else 200)

    return await once(request, caller, body, deed)


@router.post("/store-credit/check", summary="What is left on a code?", openapi_extra=json_body("StoreCreditCode"))
async def post_check(request: Request, caller: Annotated[Scope, by_token(may=CREDIT_SPEND)]) -> Response:
    """The same 404 for whatever is no code of this merchant's; wrong ones are counted. Changes nothing."""
    code = read_code(as_object(parsed(await read_json_bytes(request))))
    async with _guessed(caller), reading() as db:
        return answer(_told(await credit_by_code(db, caller, code)))


@router.post("/store-credit/hold", summary="Hold part of a credit", openapi_extra=json_body("StoreCreditHold"))
async def post_hold(request: Request, caller: Annotated[Scope, by_token(may=CREDIT_SPEND)]) -> Response:
    """201: nobody else can spend it until it is captured, released, or its minutes are over. 409 `not_enough` when less is left."""
    body = await read_json_bytes(request)
    wanted = read_hold(as_object(parsed(body)))

    async def deed(db: AsyncSession) -> Response:
        hold = await hold_credit(
            db,
            caller,
            wanted.code,
            amount=wanted.amount,
            currency=wanted.currency,
            reference=wanted.reference,
            lasts=wanted.lasts,
            now=clock.now(),
        )
        return await _hold_told(db, caller, hold, 201)

    async with _guessed(caller):
        return await once(request, caller, body, deed)


@router.post("/store-credit/holds/{hold_id}/capture", summary="Spend a hold", openapi_extra=json_body("StoreCreditCapture"))
async def post_capture(hold_id: str, request: Request, caller: Annotated[Scope, by_token(may=CREDIT_SPEND)]) -> Response:
    """Wholly or in part; the rest is free again. The same again changes nothing. 409 `hold_over` when it is over."""
    body = await read_json_bytes(request)
    raw = as_object(parsed(body or b"{}"))

    async def deed(db: AsyncSession) -> Response:
        credit = await credit_by_id(db, caller, (await hold_by_id(db, caller, hold_id)).credit_id)
        amount = read_capture(raw, credit.currency)
        return await _hold_told(db, caller, await capture_hold(db, caller, hold_id, amount=amount, now=clock.now()))

    return await once(request, caller, body, deed)


@router.post("/store-credit/holds/{hold_id}/release", summary="Give a hold back")
async def post_release(hold_id: str, request: Request, caller: Annotated[Scope, by_token(may=CREDIT_SPEND)]) -> Response:
    """What it held is free again. The same again changes nothing; 409 when it was captured."""
    body = await read_json_bytes(request)

    async def deed(db: AsyncSession) -> Response:
        return await _hold_told(db, caller, await release_hold(db, caller, hold_id, now=clock.now()))

    return await once(request, caller, body, deed)


@router.get("/store-credit/{credit_id}", summary="One credit with its holds")
async def get_credit(credit_id: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """By its id, without its code. The newest hundred holds."""
    async with reading() as db:
        credit = await credit_by_id(db, caller, credit_id)
        holds = [_hold(each, credit) for each in await holds_of(db, credit)]
        return answer(_told(credit) | {"holds": holds})


async def _whose(db: AsyncSession, caller: Scope, wanted: Issue) -> tuple[str | None, str | None]:
    problems = []
    order_id = customer_id = None
    if wanted.order_external_id:
        try:
            order = await order_by_external_id(db, caller, wanted.order_external_id)
            order_id, customer_id = order.id, order.customer_id
        except NotFound:
            problems.append(FieldProblem("order_external_id", "is no order of yours"))
    if wanted.customer_email:
        customer = await customer_by_email(db, caller, wanted.customer_email)
        customer_id = customer.id if customer else None
        if customer is None:
            problems.append(FieldProblem("customer_email", "is no customer of yours"))
    if problems:
        raise Invalid("This credit cannot be given.", problems=tuple(problems))
    return order_id, customer_id


@asynccontextmanager
async def _guessed(caller: Scope) -> AsyncIterator[None]:
    """A code is looked up within the block; who sends too many wrong ones has to wait."""
    await _WRONG_CODES.check(caller.actor)
    try:
        yield
    except NotFound:
        await _WRONG_CODES.take(caller.actor)
        raise


def _told(credit: StoreCredit) -> dict[str, Any]:
    now = clock.now()
    amounts = {
        "issued": credit.issued_minor,
        "balance": credit.balance_minor,
        "held": credit.held_minor,
        "available": available(credit, now),
    }
    return {
        "id": credit.id,
        "kind": credit.kind,
        "last_four": credit.last_four,
        "currency": credit.currency,
        "state": standing(credit, now),
        "expires_at": credit.expires_at.isoformat() if credit.expires_at else None,
        "created_at": credit.created_at.isoformat(),
        **{name: to_major(each, credit.currency) for name, each in amounts.items()},
    }


def _hold(hold: CreditHold, credit: StoreCredit) -> dict[str, Any]:
    return {
        "id": hold.id,
        "state": hold.state,
        "amount": to_major(hold.amount_minor, credit.currency),
        "captured": to_major(hold.captured_minor, credit.currency),
        "reference": hold.reference,
        "expires_at": hold.expires_at.isoformat(),
    }


async def _hold_told(db: AsyncSession, caller: Scope, hold: CreditHold, status: int = 200) -> Response:
    credit = await credit_by_id(db, caller, hold.credit_id)
    return answer(_hold(hold, credit) | {"credit": _told(credit)}, status)
