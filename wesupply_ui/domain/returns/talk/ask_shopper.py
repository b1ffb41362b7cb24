"""Staff ask the shopper something about a return, which then waits for the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.talk.say import is_said, read_words, say
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.language import _


async def ask_shopper(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"text": "Is the charger in the box?"}. The same question again changes nothing. NotNow once it was withdrawn."""
    scope.require(RETURNS_DECIDE)
    words = read_words(raw)
    held = await hold(db, scope, key)
    if held.request.turn == "shopper" and await is_said(db, held, "question", words):
        return held
    if held.request.state == "withdrawn":
        raise NotNow(_("This return was withdrawn; there is nothing to ask any more."))
    message = await say(db, scope, held, "question", words, now=now)
    held.request.turn = "shopper"
    await done(db, scope, held, "question_asked", (), now=now, after={"message": message.id}, message_id=message.id)
    return held
