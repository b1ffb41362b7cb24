"""What can be done about the open cases of many parcels at once; and with that everything that lists let people do to many rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.permissions import EXCEPTIONS_WORK
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.assign import assign, checked_colleague
from wesupply_ui.domain.exceptions.deed import MOST_AT_ONCE, Before, kept, thawed
from wesupply_ui.domain.exceptions.put_back import put_back
from wesupply_ui.domain.exceptions.resolve import checked_reason, resolve
from wesupply_ui.domain.orders.bulk import Actions, batches
from wesupply_ui.domain.orders.changes import SAME, Change
from wesupply_ui.domain.orders.work_models import BulkItem
from wesupply_ui.domain.returns.many import RETURN_ACTIONS
from wesupply_ui.domain.tracking.ask_many import actions as order_actions
from wesupply_ui.domain.tracking.models import Case
from wesupply_ui.domain.tracking.parcel_actions import PARCELS, Parcels, parcel_actions
from wesupply_ui.kernel.errors import Conflict, NotFound

NO_CASE = "no_case"


@dataclass(frozen=True, slots=True)
class CaseAction:
    """A deed about the case that each parcel has open: a parcel has one trouble at a time."""

    is_assignment: bool
    subjects: Parcels = PARCELS
    permission: str = EXCEPTIONS_WORK
    can_be_undone: bool = True

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """Somebody who works exceptions ("me" too; nothing for nobody), or why the cases are closed."""
        if self.is_assignment:
            return await checked_colleague(db, scope, me(scope) if value == "me" else value)
        return checked_reason(value)

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """Parcels with a case that is not closed, and not with that person already."""
        mine = await PARCELS.among(db, scope, ids)
        cases = select(Case).where(Case.merchant_id == scope.merchant_id, col(Case.parcel_id).in_(mine), Case.state != "resolved")
        found = {case.parcel_id: case for case in (await db.execute(cases.order_by(Case.id))).scalars()}
        return {parcel_id: self._verdict(found.get(parcel_id), value) for parcel_id in mine}

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """As the inbox does it, with its facts and notes; what an undo needs is kept."""
        for some in batches(list(changes.values()), MOST_AT_ONCE):
            cases, value = [change.after["case"] for change in some], some[0].after["value"]
            did = await (assign if self.is_assignment else resolve)(db, scope, cases, value, now=now)
            befores = {before.case_id: before for before in did}
            for change in some:
                if before := befores.get(change.after["case"]):
                    change.before.update(kept(before))

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """Where nobody has gone on with the case since."""
        return {item.subject_id for item in items if item.before and await _taken_back(db, scope, thawed(item.before), now)}

    def _verdict(self, case: Case | None, value: str) -> Change | str:
        if case is None:
            return NO_CASE
        if self.is_assignment and case.assigned_id == (value or None):
            return SAME
        return Change({}, {"case": case.id, "value": value})


def actions(askable: Collection[str]) -> Actions:
    """Everything that can be done to many rows, of orders, parcels and returns. `askable`: the carriers that can be asked."""
    cases = {"assign_cases": CaseAction(is_assignment=True), "resolve_cases": CaseAction(is_assignment=False)}
    return {**order_actions(askable), **parcel_actions(askable), **cases, **RETURN_ACTIONS}


async def _taken_back(db: AsyncSession, scope: Scope, before: Before, now: datetime) -> bool:
    try:
        await put_back(db, scope, [before], now=now)
    except (Conflict, NotFound):
        return False
    return True
