"""Someone at the merchant's did what no other data tells: looked at a shopper's page, saw a mail go out, put the list aside."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.models import StepMark
from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.language import _

MAILS_APART = timedelta(seconds=30)


async def mark_previewed(db: AsyncSession, scope: Scope, *, now: datetime) -> None:
    """A shopper's page was opened from the portal; only the first time is kept."""
    scope.require(ORDERS_READ)
    if await db.get(StepMark, (scope.merchant_id, "previewed")) is None:
        db.add(StepMark(merchant_id=scope.merchant_id, step="previewed", at=now, actor=scope.actor))
        await audit.note(db, scope, "steps.previewed", "merchant", at=now)


async def begin_mail(db: AsyncSession, scope: Scope, *, now: datetime) -> None:
    """A trial mail is about to go out. TooMany when one did a moment ago."""
    scope.require(SETTINGS_WRITE)
    tried = await db.get(StepMark, (scope.merchant_id, "mail_tried"))
    if tried and now - tried.at < MAILS_APART:
        left = (MAILS_APART - (now - tried.at)).total_seconds()
        raise TooMany(_("A test mail went out a moment ago. Look for it, or try again in half a minute."), retry_after=left)
    await _mark(db, scope, "mail_tried", now)


async def mark_mail(db: AsyncSession, scope: Scope, *, now: datetime) -> None:
    """The mail server took the trial mail."""
    scope.require(SETTINGS_WRITE)
    await _mark(db, scope, "mail_passed", now)
    await audit.note(db, scope, "steps.mail_passed", "merchant", at=now)


async def dismiss_steps(db: AsyncSession, scope: Scope, *, now: datetime, back: bool = False) -> None:
    """Take the list off the overview, or put it back."""
    scope.require(SETTINGS_WRITE)
    mark = await db.get(StepMark, (scope.merchant_id, "dismissed"))
    if back and mark:
        await db.delete(mark)
    elif not back:
        await _mark(db, scope, "dismissed", now)
    await audit.note(db, scope, "steps.shown" if back else "steps.dismissed", "merchant", at=now)


async def _mark(db: AsyncSession, scope: Scope, step: str, now: datetime) -> None:
    mark = await db.get(StepMark, (scope.merchant_id, step))
    if mark is None:
        db.add(StepMark(merchant_id=scope.merchant_id, step=step, at=now, actor=scope.actor))
    else:
        mark.at, mark.actor = now, scope.actor
    await db.flush()
