"""The books over REST: an order's, the journal as a file, and the merchant's account at a payment provider."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.api.door import door
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import ORDERS_EXPORT, RETURNS_READ, SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.export import HEADS, begin_ledger_export, exported_postings
from wesupply_ui.domain.ledger.payment_accounts import connect_stripe, disconnect_stripe, own_account
from wesupply_ui.domain.ledger.queries import money_of
from wesupply_ui.domain.ledger.refund_models import PaymentCredential
from wesupply_ui.domain.orders.queries import order_by_external_id
from wesupply_ui.kernel import clock, csv_out
from wesupply_ui.kernel.money import to_major

router = door(tags=["Ledger"])


@router.get("/ledger/orders/{external_id}", summary="An order's book")
async def get_order_money(external_id: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """What was paid and given back, and every entry. In `balances` and `postings`, debits are above nothing. Empty before a settlement."""
    async with reading() as db:
        order = await order_by_external_id(db, caller, external_id)
        money = await money_of(db, caller, order)
    entries = [
        {
            "id": entry.id,
            "kind": entry.kind,
            "happened_at": entry.happened_at.isoformat(),
            "cause": {"kind": entry.cause_kind, "id": entry.cause_id},
            "postings": _major(postings, money.currency),
        }
        for entry, postings in money.entries
    ]
    sums = {"paid": to_major(money.paid, money.currency), "given_back": to_major(money.given_back, money.currency)}
    return answer({"currency": money.currency, **sums, "balances": _major(money.balances, money.currency), "entries": entries})


@router.get("/ledger/export", summary="The journal as CSV")
async def get_export(
    caller: Annotated[Scope, by_token(may=ORDERS_EXPORT)],
    begin: Annotated[AwareDatetime, Query(alias="from", description="Entries booked from then on")],
    end: Annotated[AwareDatetime, Query(alias="to", description="And before then")],
) -> Response:
    """Every posting on a line of its own; debits and credits come to the same, to the cent. Streamed, so any span."""
    async with writing() as db:
        await begin_ledger_export(db, caller, begin, end, now=clock.now())
    rows = exported_postings(reading, caller, begin, end)
    headers = {"Content-Disposition": 'attachment; filename="ledger.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(csv_out.csv_bytes(HEADS, rows), media_type=csv_out.MEDIA_TYPE, headers=headers)


@router.get("/payments/stripe", summary="Is Stripe connected?")
async def get_stripe(caller: Annotated[Scope, by_token(may=SETTINGS_WRITE)]) -> Response:
    """Never the secrets themselves."""
    async with reading() as db:
        return answer(_stripe(await own_account(db, caller, "stripe")))


@router.put("/payments/stripe", summary="Connect Stripe", openapi_extra=json_body("StripeAccount"))
async def put_stripe(request: Request, caller: Annotated[Scope, by_token(may=SETTINGS_WRITE)]) -> Response:
    """Both secrets, in place of those before. Point a webhook for `refund.*` events at `/api/hooks/stripe/{merchant}`."""
    raw = as_object(parsed(await read_json_bytes(request)))
    async with writing() as db:
        return answer(_stripe(await connect_stripe(db, caller, raw, now=clock.now())))


@router.delete("/payments/stripe", summary="Disconnect Stripe")
async def delete_stripe(caller: Annotated[Scope, by_token(may=SETTINGS_WRITE)]) -> Response:
    """From then on the shop is asked to pay. Refunds that were to be sent fail, and can be tried another way."""
    async with writing() as db:
        await disconnect_stripe(db, caller, now=clock.now())
    return answer(_stripe(None))


def _stripe(kept: PaymentCredential | None) -> dict[str, Any]:
    if kept is None:
        return {"connected": False}
    return {"connected": True, "ends_in": kept.hint, "live": kept.is_live, "updated_at": kept.updated_at.isoformat()}


def _major(amounts: dict[str, int], currency: str) -> dict[str, str]:
    return {account: to_major(amount, currency) for account, amount in amounts.items()}
