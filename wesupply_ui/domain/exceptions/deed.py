"""How anything is done about cases: picked through the scope and locked, changed, told as a fact, kept in the audit log, undoable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.permissions import EXCEPTIONS_WORK
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.delete_note import take_back_note
from wesupply_ui.domain.tracking.keep_cases import tell
from wesupply_ui.domain.tracking.models import Case, Parcel, Shipment
from wesupply_ui.kernel import live, outbox
from wesupply_ui.kernel.errors import Conflict, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.planning import unled

MOST_AT_ONCE = 200
_KEPT = ("state", "snoozed_until", "assigned_id", "resolution", "resolved_at", "resolved_by")

_INSTANTS = ("_at", "_until")


@dataclass(frozen=True, slots=True)
class Before:
    """A case as it was before something was done about it, and its version after: what an undo needs."""

    case_id: str
    version: int
    values: tuple[Any, ...]


def kept(before: Before) -> dict[str, Any]:
    """To be stored as JSON."""
    values = [each.isoformat() if isinstance(each, datetime) else each for each in before.values]
    return {"case": before.case_id, "version": before.version} | dict(zip(_KEPT, values, strict=True))


def thawed(stored: Mapping[str, Any]) -> Before:
    """What `kept` stored."""
    values = [datetime.fromisoformat(stored[name]) if name.endswith(_INSTANTS) and stored[name] else stored[name] for name in _KEPT]
    return Before(stored["case"], stored["version"], tuple(values))


async def picked(db: AsyncSession, scope: Scope, case_ids: Sequence[str]) -> list[Case]:
    """These cases of the merchant, locked. NotAllowed; Invalid for too many; NotFound when none of them is the merchant's."""
    scope.require(EXCEPTIONS_WORK)
    wanted = [str(each) for each in case_ids if 0 < len(str(each)) <= 40]
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(_("Choose at most {most} cases at once.", most=MOST_AT_ONCE))
    mine = select(Case).where(unled(Case.merchant_id) == scope.merchant_id, col(Case.id).in_(wanted)).order_by(Case.id)
    found = list((await db.execute(mine.with_for_update().execution_options(populate_existing=True))).scalars())
    if not found:
        raise NotFound(_("There is no such case."))
    return found


async def one_picked(db: AsyncSession, scope: Scope, case_id: str) -> Case:
    """As `picked`, for one."""
    (case,) = await picked(db, scope, [case_id])
    return case


async def still_open(db: AsyncSession, cases: Iterable[Case]) -> list[Case]:
    """Those that are not resolved; Conflict that says who was faster when all are."""
    cases = list(cases)
    left = [case for case in cases if case.state != "resolved"]
    if not left:
        raise Conflict(await _who_was_faster(db, cases[0]))
    return left


async def done(db: AsyncSession, scope: Scope, case: Case, did: str, *, now: datetime, more: dict[str, Any], **changes: Any) -> Before:
    """Change a case by a person's deed: its story, the fact `exception.<did>`, the audit log, and word to open pages.

    `more` goes into story and fact: keys and ids, nothing personal.
    """
    before = tuple(getattr(case, name) for name in _KEPT)
    for name, value in changes.items():
        setattr(case, name, value)
    tell(case, scope.actor, did, now, **more)
    await _word(db, scope, case, did, now, more, before)
    return Before(case.id, case.version, before)


async def undone(db: AsyncSession, scope: Scope, case: Case, before: Before, *, now: datetime) -> None:
    """Put a case back, and take away what the deed wrote on orders. Conflict when anything was done about it since."""
    if case.version != before.version:
        raise Conflict(_("Somebody has gone on with this case since; it can no longer be undone."))
    present = tuple(getattr(case, name) for name in _KEPT)
    for name, value in zip(_KEPT, before.values, strict=True):
        setattr(case, name, value)
    if not case.is_present and case.state != "resolved":
        raise Conflict(_("The parcel has moved on since; there is nothing to go back to."))
    for note_id in (case.story or [{}])[-1].get("notes", ()):
        await take_back_note(db, scope, note_id, now=now)
    tell(case, scope.actor, "put_back", now)
    await _word(db, scope, case, "put_back", now, {}, present)


async def orders_of(db: AsyncSession, case: Case) -> list[str]:
    """Ids of the orders in the case's parcel."""
    inside = select(Shipment.order_id).where(Shipment.parcel_id == case.parcel_id, Shipment.merchant_id == case.merchant_id)
    return list((await db.execute(inside.order_by(Shipment.order_id))).scalars())


async def _word(db: AsyncSession, scope: Scope, case: Case, did: str, now: datetime, more: dict[str, Any], before: tuple[Any, ...]) -> None:
    order_ids = await orders_of(db, case)
    outbox.tell(
        db,
        merchant_id=case.merchant_id,
        name=f"exception.{did}",
        subject=f"case:{case.id}",
        at=now,
        parcel_id=case.parcel_id,
        order_ids=order_ids,
        kind=case.kind,
        **more,
    )
    live.announce(db, f"merchant:{case.merchant_id}", *(f"order:{order_id}" for order_id in order_ids))
    parcel = await db.get(Parcel, case.parcel_id)
    after = tuple(getattr(case, name) for name in _KEPT)
    changed = {name: (old, new) for name, old, new in zip(_KEPT, before, after, strict=True) if old != new}
    await audit.note(
        db,
        scope,
        f"exception.{did}",
        f"case:{case.id}",
        at=now,
        label=f"{case.carrier.upper()} {parcel.number}" if parcel else case.kind,
        before={name: _plain(old) for name, (old, _new) in changed.items()},
        after={name: _plain(new) for name, (_old, new) in changed.items()} | more,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


async def _who_was_faster(db: AsyncSession, case: Case) -> str:
    actor = case.resolved_by or ""
    person = await db.get(Person, actor.removeprefix("person:")) if actor.startswith("person:") else None
    if person is None:
        return _("This case has resolved itself meanwhile.")
    return _("{who} has resolved this case already.", who=person.name or person.email)
