"""Carriers push that a parcel has news. The answer is the same for a wrong credential, merchant or carrier."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import APIRouter, Request, Response
from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.api.admission import by_proof
from wesupply_ui.api.body import read_body
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.news_pushed import WEBHOOK, credential_subject
from wesupply_ui.kernel import clock, inbox
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.secrets import capability

MOST_BYTES = 64_000

router = APIRouter(prefix="/api/webhooks", tags=["webhooks"])


@router.post(
    "/carriers/{carrier}/{merchant}", status_code=202, dependencies=[by_proof("the credential made for this merchant and carrier")]
)
async def pushed(carrier: str, merchant: str, request: Request) -> Response:
    """Take a carrier's push. The credential is the one that `wesupply tracking webhook` prints for the merchant."""
    body = await read_body(request, MOST_BYTES)
    async with database().reading() as db:
        merchant_id = (await db.execute(select(col(Merchant.id)).where(Merchant.slug == merchant[:60]))).scalar_one_or_none()
    hook = runtime.webhook(carrier)
    given = request.headers.get(hook.credential_header if hook else "credential", "")
    expected = capability(WEBHOOK, credential_subject(merchant_id or "", carrier), 1)
    right = hmac.compare_digest(given.encode(), expected.encode())
    if not (right and hook and merchant_id):
        raise SignInNeeded("The credential is not right.")
    async with database().transaction() as db:
        key = hashlib.sha256(merchant_id.encode() + body).hexdigest()
        await inbox.store(db, partner=f"carrier:{carrier}", partner_key=key, body=body, now=clock.now(), merchant_id=merchant_id)
    return Response(status_code=202)
