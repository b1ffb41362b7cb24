"""Carriers over REST: whose number is this?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.detect import detect
from wesupply_ui.kernel.errors import FieldProblem, Invalid

router = door(tags=["Carriers"])


@router.post("/carriers/detect", summary="Whose tracking number is this?", openapi_extra=json_body("Detect"))
async def post_detect(request: Request, caller: Annotated[Scope, by_token(may=None)]) -> Response:
    """Candidate carriers, best first; an empty list when no carrier issues numbers of this look."""
    body = await read_json_bytes(request)
    raw = as_object(parsed(body))
    number = raw.get("tracking_number", raw.get("number"))
    if not isinstance(number, str):
        problem = FieldProblem("tracking_number", "is missing" if number is None else "is no text")
        raise Invalid("Send the tracking number.", problems=(problem,))

    async def deed(_db: AsyncSession) -> Response:
        return answer([asdict(candidate) for candidate in detect(number)])

    return await once(request, caller, body, deed)
