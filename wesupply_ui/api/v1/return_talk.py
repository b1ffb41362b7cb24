"""What is said about a return over REST: the whole thread, and a word of either side."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
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
from wesupply_ui.domain.orders.describe import iso
from wesupply_ui.domain.returns.queries import read_return
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.talk.answer import answer as answer_question
from wesupply_ui.domain.returns.talk.appeal import appeal
from wesupply_ui.domain.returns.talk.ask_shopper import ask_shopper
from wesupply_ui.domain.returns.talk.keep_no import keep_no
from wesupply_ui.domain.returns.talk.queries import messages_about
from wesupply_ui.domain.returns.talk.say import OF_SHOPPER
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

router = door(tags=["Returns"])
_USE_CASES: dict[str, Callable[..., Awaitable[Any]]] = {
    "question": ask_shopper, "reply": keep_no, "answer": answer_question, "appeal": appeal,
}  # fmt: skip


@router.get("/returns/{number}/messages", summary="What was said about a return")
async def get_messages(number: str, caller: Annotated[Scope, by_token(may=RETURNS_READ)]) -> Response:
    """First things first. `turn` says who has to say something: “shopper” (a question waits), “staff” (an answer or an appeal does)."""
    async with reading() as db:
        return await _told(db, caller, await read_return(db, caller, number))


@router.post("/returns/{number}/messages", summary="Say something about a return", openapi_extra=json_body("ReturnWords"))
async def post_message(request: Request, number: str, caller: Annotated[Scope, by_token(may=RETURNS_DECIDE)]) -> Response:
    """A `question` of the staff's, the shopper's `answer`, their `appeal` against a no, or a `reply` that keeps it.

    409 when it is not its turn. The answer is the whole thread.
    """
    body = await read_json_bytes(request)
    raw = as_object(parsed(body))
    kind = raw.pop("kind", None)
    if kind not in _USE_CASES:
        problem = FieldProblem("kind", _("is none of {choices}", choices=", ".join(_USE_CASES)))
        raise Invalid(_("This can't be sent as it is."), problems=(problem,))

    async def deed(db: AsyncSession) -> Response:
        held = await _USE_CASES[str(kind)](db, caller, number, raw, now=clock.now())
        return await _told(db, caller, held.request, 201)

    return await once(request, caller, body, deed)


async def _told(db: AsyncSession, caller: Scope, request: ReturnRequest, status: int = 200) -> Response:
    items = [
        {
            "id": each.id,
            "kind": each.kind,
            "author": "shopper" if each.kind in OF_SHOPPER else "staff",
            "text": each.text,
            "created_at": iso(each.created_at),
        }
        for each in await messages_about(db, caller, request)
    ]
    return answer({"items": items, "turn": request.turn, "appealed_at": iso(request.appeal_at)}, status)
