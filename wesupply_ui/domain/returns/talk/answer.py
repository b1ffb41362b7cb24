"""The shopper answers what staff asked, which is then theirs to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.talk.say import is_said, read_words, say
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.language import _


async def answer(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"text": "Yes, it is."}. Sent twice, it is said once. NotNow when no question waits."""
    admit(scope, RETURNS_DECIDE)
    words = read_words(raw)
    held = await hold(db, scope, key)
    if held.request.turn == "staff" and await is_said(db, held, "answer", words):
        return held
    if held.request.turn != "shopper":
        raise NotNow(_("No question waits for an answer any more."))
    message = await say(db, scope, held, "answer", words, now=now)
    held.request.turn = "staff"
    await done(db, scope, held, "answered", (), now=now, after={"message": message.id}, message_id=message.id)
    return held
