"""Was this very POST answered before? A retry under the same Idempotency-Key gets the same answer and changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.caller import writing
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import clock, idempotency

Deed = Callable[[AsyncSession], Awaitable[Response]]
MAX_KEY = 255


async def once(request: Request, caller: Scope, body: bytes, deed: Deed) -> Response:
    """Do the deed in the request's one transaction and keep its answer in the same one, if the request has a key.

    Two at the same time: the second waits for the first one's transaction and gets its answer. A deed that raises leaves no
    trace, so that a retry does it. 422 when the key was used for another request.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        async with writing() as db:
            return await deed(db)
    if not 0 < len(key) <= MAX_KEY or not key.isprintable():
        raise Refused(400, "bad_idempotency_key", f"An Idempotency-Key has 1 to {MAX_KEY} printable characters.")
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).hexdigest()
    async with writing() as db:
        kept = await idempotency.claim(db, caller=caller.actor, key=key, request_digest=digest, now=clock.now())
        if kept:
            return _again(kept, digest)
        response = await deed(db)
        await idempotency.keep(db, caller=caller.actor, key=key, status=response.status_code, body=bytes(response.body))
        return response


def _again(kept: idempotency.KeyedAnswer, digest: str) -> Response:
    if kept.request_digest != digest:
        raise Refused(422, "key_used", "This Idempotency-Key was used for another request; take a new one.")
    if kept.status == 0:
        raise Refused(409, "still_being_done", "A request with this Idempotency-Key is being done; try again in a moment.")
    return Response(kept.body, kept.status, {"Cache-Control": "no-store", "Idempotency-Replayed": "true"}, "application/json")
