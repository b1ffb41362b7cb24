"""The shopper sees a no otherwise and says why: somebody of the staff looks at it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.talk.may_appeal import open_to_appeal
from wesupply_ui.domain.returns.talk.queries import appeals_about
from wesupply_ui.domain.returns.talk.say import is_said, read_words, say
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.language import _


async def appeal(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"text": "The seam was open when it came."}. Sent twice, it is said once.

    NotNow when nothing was refused, when an appeal is being looked at, after `may_appeal.DAYS`, or after `may_appeal.MOST` of them.
    """
    admit(scope, RETURNS_DECIDE)
    words = read_words(raw)
    held = await hold(db, scope, key)
    if held.request.appeal_at is not None and await is_said(db, held, "appeal", words):
        return held
    before = await appeals_about(db, held.request)
    items = open_to_appeal(held.items, is_open=held.request.appeal_at is not None, before=before, now=now)
    if not items:
        raise NotNow(_("This can't be looked at again any more. Please write to the shop."))
    message = await say(db, scope, held, "appeal", words, now=now)
    held.request.turn, held.request.appeal_at = "staff", now
    await done(db, scope, held, "appealed", items, now=now, after={"message": message.id}, message_id=message.id)
    return held
