"""The shopper does something about the return: what the page's forms send, as the use cases take it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.add_number import add_number
from wesupply_ui.domain.returns.change_method import change_method
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.talk.answer import answer
from wesupply_ui.domain.returns.talk.appeal import appeal
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals.shopper.one_return.posted import Did

_BY_RETURN = Throttle("return-deed", "20 per minute; 100 per day")
_BY_ADDRESS = Throttle("return-deed-address", "60 per minute; 600 per day")

_USE_CASES: dict[str, tuple[Callable[..., Awaitable[Any]], tuple[str, ...]]] = {
    "answer": (answer, ("text",)),
    "appeal": (appeal, ("text",)),
    "number": (add_number, ("tracking_number", "carrier")),
    "method": (change_method, ("method",)),
    "withdraw": (withdraw, ()),
}
"""Deed → who does it, and the fields that it takes."""


async def do(db: AsyncSession, scope: Scope, request: ReturnRequest, fields: Mapping[str, str], *, caller: str, now: datetime) -> Did:
    """Do what the form says, within the order's scope. TooMany before anything is read; whatever the use case says otherwise."""
    await _BY_ADDRESS.take(caller)
    await _BY_RETURN.take(request.id)
    deed = fields.get("deed", "")
    if deed not in _USE_CASES:
        raise Invalid(_("This can't be done here."))
    use_case, names = _USE_CASES[deed]
    raw = {name: fields[name] for name in names if fields.get(name, "").strip()}
    before = ""
    if deed == "method":
        before = request.method or ""
        total = fields.get(f"total-{raw.get('method', '')}")
        raw |= {"expected_total": total} if total else {}
    await use_case(db, scope, request.id, raw, now=now)
    return Did(deed, before)
