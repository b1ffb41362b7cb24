"""Staff looked at an appeal, and the no stays: in words that the shopper reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.talk.may_appeal import refused
from wesupply_ui.domain.returns.talk.say import is_said, read_words, say
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.language import _


async def keep_no(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"text": "We looked at the pictures again: …"}. A yes after all is `approve`, or `inspect_items` for what is here."""
    scope.require(RETURNS_DECIDE)
    words = read_words(raw)
    held = await hold(db, scope, key)
    if held.request.appeal_at is None:
        if await is_said(db, held, "reply", words):
            return held
        raise NotNow(_("No appeal waits for an answer."))
    message = await say(db, scope, held, "reply", words, now=now)
    held.request.turn = held.request.appeal_at = None
    items = refused(held.items)
    await done(db, scope, held, "appeal_declined", items, now=now, after={"message": message.id}, message_id=message.id)
    return held
