"""Labels over REST: how one stands, its files to print again, giving it back, and trying again what was not bought."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE, RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.links import file_links
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import label_by_id
from wesupply_ui.domain.labels.read_retry import read_sender
from wesupply_ui.domain.labels.retry import retry_label
from wesupply_ui.domain.labels.void import void_label
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.money import to_major
from wesupply_ui.kernel.settings import settings

router = door(tags=["Labels"])


@router.get("/labels/{label_id}", summary="One label, with links to print it")
async def get_label(label_id: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """`files` holds a link for each form that is kept, good for half an hour; asking again gives new ones."""
    async with reading() as db:
        return answer(_told(await label_by_id(db, caller, label_id), clock.now()))


@router.post("/labels/{label_id}/void", summary="Give a label back")
async def post_void(label_id: str, request: Request, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """What was bought is given back within seconds, what was not is withdrawn at once. 409 for one that was used."""
    body = await read_json_bytes(request)

    async def deed(db: AsyncSession) -> Response:
        return answer(_told(await void_label(db, caller, label_id, now=clock.now()), clock.now()))

    return await once(request, caller, body, deed)


@router.post("/labels/{label_id}/retry", summary="Try a label again that was not bought", openapi_extra=json_body("LabelRetry"))
async def post_retry(label_id: str, request: Request, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """With `sender`, from another address than before. 409 for one that is not waiting for somebody."""
    body = await read_json_bytes(request)
    sender = read_sender(as_object(parsed(body or b"{}")))

    async def deed(db: AsyncSession) -> Response:
        return answer(_told(await retry_label(db, caller, label_id, sender=sender, now=clock.now()), clock.now()))

    return await once(request, caller, body, deed)


def _told(label: Label, now: datetime) -> dict[str, Any]:
    failed = {"code": label.failure_code, "message": label.failure_message, "owner": label.owner, "attempts": label.attempts}
    return {
        "id": label.id,
        "state": label.state,
        "cause": {"kind": label.cause_kind, "id": label.cause_id},
        "provider": label.provider or None,
        "carrier": label.carrier or None,
        "service": label.service or None,
        "tracking_number": label.number or None,
        "price": None if label.price_minor is None else to_major(label.price_minor, label.currency),
        "quoted": None if label.quoted_minor is None else to_major(label.quoted_minor, label.currency),
        "currency": label.currency or None,
        "paid_on_scan": label.on_scan,
        "files": {kind: settings().base_url.rstrip("/") + path for kind, path in file_links(label, now=now).items()},
        "failure": failed | {"next_try_at": _iso(label.due_at)} if label.failure_code else None,
        "void_wanted": label.void_wanted_at is not None and label.state != "voided",
        "refund": label.refund or None,
        **{name: _iso(getattr(label, name)) for name in ("created_at", "bought_at", "used_at", "voided_at", "updated_at")},
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
