"""May this caller make a return that the policy forbids, and what is kept of it? The quote still says no; the deed says who, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_OVERRULE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.admit import is_shopper
from wesupply_ui.domain.returns.answer import Item, Verdict
from wesupply_ui.domain.returns.read_open import Asked
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


def admit_own_words(scope: Scope, asked: Asked) -> None:
    """NotAllowed for who overrules without the permission; a shopper says neither this nor how it is approved."""
    if asked.overrule is not None:
        scope.require(RETURNS_OVERRULE)
    if asked.approval is not None and is_shopper(scope):
        raise Invalid(_("This can't be done as it was sent."), problems=(FieldProblem("approval", _("is no field of this")),))


def note_on(items: Sequence[ReturnItem], answers: Sequence[Item], asked: Asked, scope: Scope) -> list[str]:
    """Mark those to which the policy says no; the codes of what was overruled."""
    codes: list[str] = []
    for item, answer in zip(items, answers, strict=True):
        if asked.overrule is not None and answer.verdict is Verdict.NO:
            item.overruled_by, item.overruled_because = scope.actor, asked.overrule
            codes += [each.code for each in answer.reasons if each.verdict is Verdict.NO]
    return list(dict.fromkeys(codes))


def decide(items: Sequence[ReturnItem], asked: Asked, now: datetime) -> None:
    """Approved at once, or looked at first, where the caller says which."""
    for each in items if asked.approval is not None else ():
        each.authorisation = "approved" if asked.approval == "now" else "requested"
        each.decided_at = now if asked.approval == "now" else None


async def audited(db: AsyncSession, scope: Scope, request: ReturnRequest, codes: list[str], asked: Asked, *, now: datetime) -> None:
    """Who overruled what, and why, for the audit log."""
    if codes:
        after = {"overruled": codes, "because": asked.overrule}
        await audit.note(db, scope, "return.overruled", f"return:{request.id}", at=now, label=request.number, after=after)
