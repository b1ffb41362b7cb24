"""How does one side say something? Its words are read and kept, and whose turn it is then goes to the other side."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.talk.models import ReturnMessage
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings, take
from wesupply_ui.kernel.language import _

LONGEST = 2000
MOST = 60
"""Messages about one return; more than that is a matter for the telephone."""
OF_SHOPPER = frozenset({"answer", "appeal"})
OF_STAFF = frozenset({"question", "reply"})
_TEXT = {"text": Field("text", fields.text(LONGEST), REQUIRED)}
_NONE: frozenset[str] = frozenset()


def read_words(raw: Mapping[str, Any]) -> str:
    """The text, as plain text: its lines stay, other control signs go. Invalid with the field's problem."""
    findings = Findings()
    values, unknown = take(dict(raw), _TEXT, "", findings, _NONE)
    for name in unknown:
        findings.problem(name, _("is no field of this"))
    words = _plain(values.get("text", ""))
    if not words and not findings.problems:
        findings.problem("text", _("is blank"))
    if findings.problems:
        raise Invalid(_("This can't be sent as it is."), problems=tuple(findings.problems))
    return words


def _plain(text: str) -> str:
    # Marks that turn the direction of what follows could rewrite the rest of a line for whoever reads it.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\u200c\u200d" or unicodedata.category(sign)[0] != "C").strip()


async def is_said(db: AsyncSession, held: Held, kind: str, words: str) -> bool:
    """Whether these very words were the last: a form that was sent twice says them once."""
    last = await last_of(db, held)
    return last is not None and (last.kind, last.text) == (kind, words)


async def last_of(db: AsyncSession, held: Held) -> ReturnMessage | None:
    """What was said last about it."""
    mine = select(ReturnMessage).where(ReturnMessage.return_id == held.request.id, ReturnMessage.merchant_id == held.request.merchant_id)
    return (await db.execute(mine.order_by(col(ReturnMessage.id).desc()).limit(1))).scalar_one_or_none()


async def say(db: AsyncSession, scope: Scope, held: Held, kind: str, words: str, *, now: datetime) -> ReturnMessage:
    """Keep it. Conflict for more than anybody reads."""
    mine = select(ReturnMessage.id).where(ReturnMessage.return_id == held.request.id, ReturnMessage.merchant_id == held.request.merchant_id)
    if len((await db.execute(mine.limit(MOST))).all()) >= MOST:
        problem = FieldProblem("text", _("is one too many: so much was said already. Please write a mail, or call."))
        raise Conflict(_("This can't be sent as it is."), problems=(problem,))
    message = ReturnMessage(
        merchant_id=held.request.merchant_id, return_id=held.request.id, kind=kind, by=scope.actor, text=words, created_at=now
    )
    db.add(message)
    await db.flush()
    return message
