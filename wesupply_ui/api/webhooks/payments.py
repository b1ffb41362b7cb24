"""Payment providers push what became of refunds. The answer is the same for a wrong signature and an unknown merchant."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.api.admission import by_proof
from wesupply_ui.api.body import read_body
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.ledger.payment_accounts import accounts_for
from wesupply_ui.kernel import clock, inbox
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import SignInNeeded

MOST_BYTES = 256_000

router = APIRouter(prefix="/api/hooks", tags=["webhooks"])


@router.post("/stripe/{merchant}", status_code=202, dependencies=[by_proof("Stripe's signature, made with this merchant's signing secret")])
async def stripe(merchant: str, request: Request) -> Response:
    """Take a push of Stripe's. It is kept once by its event's id, and handled by a job."""
    body = await read_body(request, MOST_BYTES)
    hook = runtime.refund_webhook("stripe")
    async with database().reading() as db:
        found = (await db.execute(select(col(Merchant.id)).where(Merchant.slug == merchant[:60]))).scalar_one_or_none()
        account = (await accounts_for(db, [found], "stripe")).get(found) if found else None
    signature = request.headers.get(hook.signature_header, "")
    right = hook.is_signed(body, signature, account.webhook_secret if account else "", now=clock.now().timestamp())
    if not (right and found):
        raise SignInNeeded("The signature is not right.")
    try:
        event_id = hook.event_id(body)
    except ValueError as error:
        raise Refused(400, "not_an_event", f"This {error}.") from error
    async with database().transaction() as db:
        key = f"{found}:{event_id}"
        await inbox.store(db, partner="payments:stripe", partner_key=key, body=body, now=clock.now(), merchant_id=found)
    return Response(status_code=202)
