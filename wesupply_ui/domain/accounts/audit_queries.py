"""Who did what, when: the audit log as staff read it, searched and in pages, and as a file of any length."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import ApiClient, Person
from wesupply_ui.domain.accounts.permissions import AUDIT_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.paging import Page

AT_ONCE = 500
RECENT = 5000
"""What can be chosen as a filter is read from so many of the newest entries."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries. `actor`, `action` as they are stored; an action's noun alone ("staff") means all of its deeds.

    `words`: somewhere in what it was about. `since`, `before`: instants.
    """

    actor: str = ""
    action: str = ""
    words: str = ""
    since: datetime | None = None
    before: datetime | None = None


async def entries(db: AsyncSession, scope: Scope, asked: Asked, *, limit: int = 50, cursor: str | None = None) -> Page[AuditEntry]:
    """A page of the merchant's log, newest first. NotAllowed without `audit.read`; Invalid for a cursor that is none."""
    scope.require(AUDIT_READ)
    limit = max(1, min(limit, paging.MAX_LIMIT))
    wanted = _wanted(scope, asked).order_by(col(AuditEntry.seq).desc()).limit(limit + 1)
    if cursor:
        wanted = wanted.where(AuditEntry.seq < _place(cursor))
    found = list((await db.execute(wanted)).scalars())
    more = len(found) > limit
    return Page(found[:limit], paging.encode(str(found[limit - 1].seq)) if more else None)


async def every_entry(db: AsyncSession, scope: Scope, asked: Asked) -> AsyncIterator[AuditEntry]:
    """All entries that are asked for, newest first, a batch at a time: a log of any length in constant memory."""
    scope.require(AUDIT_READ)
    before: int | None = None
    while True:
        wanted = _wanted(scope, asked).order_by(col(AuditEntry.seq).desc()).limit(AT_ONCE)
        if before is not None:
            wanted = wanted.where(AuditEntry.seq < before)
        found = list((await db.execute(wanted)).scalars())
        for entry in found:
            yield entry
        if len(found) < AT_ONCE:
            return
        before = found[-1].seq
        db.expunge_all()


async def choices(db: AsyncSession, scope: Scope) -> tuple[list[str], list[str]]:
    """(actors, actions) that occur lately, for filters."""
    scope.require(AUDIT_READ)
    newest = (await db.execute(select(func.max(AuditEntry.seq)).where(AuditEntry.merchant_id == scope.merchant_id))).scalar_one() or 0
    lately = (AuditEntry.merchant_id == scope.merchant_id) & (AuditEntry.seq > newest - RECENT)
    actors = (await db.execute(select(AuditEntry.actor).where(lately).distinct())).scalars()
    actions = (await db.execute(select(AuditEntry.action).where(lately).distinct())).scalars()
    return sorted(actors), sorted(actions)


async def names_of(db: AsyncSession, scope: Scope, actors: Iterable[str]) -> dict[str, str]:
    """What the log's actors are called, for those who may read it."""
    scope.require(AUDIT_READ)
    return await called(db, scope, actors)


async def called(db: AsyncSession, scope: Scope, actors: Iterable[str]) -> dict[str, str]:
    """What these actors are called: people by name, API clients of this merchant by theirs; others are left out."""
    ids: dict[str, set[str]] = {"person": set(), "client": set()}
    for actor in actors:
        kind, _, key = actor.partition(":")
        ids.get(kind, set()).add(key)
    people = select(Person.id, Person.name, Person.email).where(col(Person.id).in_(ids["person"]))
    mine = (ApiClient.merchant_id == scope.merchant_id) & col(ApiClient.id).in_(ids["client"])
    names = {f"person:{row.id}": row.name or row.email for row in await db.execute(people)}
    return names | {f"client:{row.id}": row.name for row in await db.execute(select(ApiClient.id, ApiClient.name).where(mine))}


def _wanted(scope: Scope, asked: Asked) -> Select[Any]:
    wanted = select(AuditEntry).where(AuditEntry.merchant_id == scope.merchant_id)
    if asked.actor:
        wanted = wanted.where(AuditEntry.actor == asked.actor)
    if asked.action:
        is_noun = "." not in asked.action
        wanted = wanted.where(
            col(AuditEntry.action).startswith(f"{asked.action}.", autoescape=True) if is_noun else AuditEntry.action == asked.action
        )
    for word in asked.words.split()[:8]:
        wanted = wanted.where(
            or_(col(AuditEntry.label).icontains(word, autoescape=True), col(AuditEntry.subject).icontains(word, autoescape=True))
        )
    if asked.since:
        wanted = wanted.where(AuditEntry.at >= asked.since)
    if asked.before:
        wanted = wanted.where(AuditEntry.at < asked.before)
    return wanted


def _place(cursor: str) -> int:
    (seq,) = paging.decode(cursor, 1)
    if not (seq.isascii() and seq.isdigit() and len(seq) < 16):
        raise Invalid("This cursor is not valid; start again without it.", problems=(FieldProblem("cursor", "is not one of this list"),))
    return int(seq)
