"""What can be done to many returns at once: approve, decline, remind, give to somebody. Judged before, done later, the same way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE, RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.assign import assignee
from wesupply_ui.domain.orders.changes import SAME, Change
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.work_models import BulkItem
from wesupply_ui.domain.returns.amount_of import paid_out
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.assign import give
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.held import hold
from wesupply_ui.domain.returns.queries import items_by_return, visible_to
from wesupply_ui.domain.returns.remind import is_waited_for, remind, was_reminded
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.waiting import ids_waiting
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

NOT_WAITING, NOTHING_TO_SEND, JUST_REMINDED = "not_waiting", "nothing_to_send", "just_reminded"
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Returns:
    """The rows of the list of returns."""

    name: str = "returns"
    permission: str = RETURNS_READ

    async def among(self, db: AsyncSession, scope: Scope, ids: Sequence[str]) -> set[str]:
        """The merchant's own of these."""
        mine = visible_to(scope).where(col(ReturnRequest.id).in_(ids)).with_only_columns(ReturnRequest.id)
        return set((await db.execute(mine)).scalars())

    async def shown(self, db: AsyncSession, scope: Scope, shown: Any, *, most: int) -> list[str]:
        """Those that a tab and its search let through."""
        return await ids_waiting(db, scope, shown, most=most)


RETURNS = Returns()


@dataclass(frozen=True, slots=True)
class ReturnAction:
    """A deed about each. `asks`: words for the shopper, which `read` checks."""

    deed: Callable[..., Awaitable[Any]]
    why_not: Callable[[ReturnRequest, Sequence[ReturnItem], datetime], str]
    asks: str = ""
    moves_money: bool = False
    subjects: Returns = RETURNS
    permission: str = RETURNS_DECIDE
    can_be_undone: bool = False

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """The words; nothing where none are asked for."""
        if not self.asks:
            return ""
        words = str(value).strip()
        if not words or len(words) > LONGEST:
            said = _("is missing; the shopper reads it") if not words else _("is too long; {most} characters at most", most=LONGEST)
            raise Invalid(_("Please say why."), problems=(FieldProblem(self.asks, said),))
        return words

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """By what each of its items allows."""
        found = await _locked(db, scope, ids)
        items = await items_by_return(db, scope, list(found))
        answers: dict[str, Change | str] = {}
        for return_id, request in found.items():
            reason = self.why_not(request, [item for item, _line in items[return_id]], now)
            answers[return_id] = reason or Change({}, {"value": value})
        return answers

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """As on a return's own page, with its fact and note."""
        for return_id, change in changes.items():
            raw = {self.asks: change.after["value"]} if self.asks else {}
            await self.deed(db, scope, return_id, raw, now=now)

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """Shoppers were told: there is no way back."""
        return set()

    async def worth(self, db: AsyncSession, scope: Scope, ids: Sequence[str]) -> dict[str, int]:
        """Currency → what these bring their shoppers, as far as it is still open; nothing where no money follows."""
        return await _worth(db, scope, ids) if self.moves_money else {}


@dataclass(frozen=True, slots=True)
class AssignReturns:
    """Gives them to one person, or to nobody."""

    subjects: Returns = RETURNS
    permission: str = RETURNS_DECIDE
    can_be_undone: bool = True

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """The person's id; nothing for nobody."""
        person = await assignee(db, scope, value)
        return person.id if person else ""

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """Those that are not theirs already."""
        return {
            each.id: SAME if (each.assigned_to or "") == value else Change({"to": each.assigned_to or ""}, {"to": value})
            for each in (await _locked(db, scope, ids)).values()
        }

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """One by one, each with its note."""
        for return_id, change in changes.items():
            await give(db, scope, await hold(db, scope, return_id), change.after["to"] or None, now=now)

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """Where it is still theirs."""
        found, back = await _locked(db, scope, [item.subject_id for item in items]), set[str]()
        for item in items:
            request = found.get(item.subject_id)
            if request is not None and (request.assigned_to or "") == item.after["to"]:
                await give(db, scope, await hold(db, scope, request.id), item.before["to"] or None, now=now)
                back.add(item.subject_id)
        return back


def _waits(_request: ReturnRequest, items: Sequence[ReturnItem], _now: datetime) -> str:
    return "" if any(each.authorisation == "requested" for each in items) else NOT_WAITING


def _is_to_send(request: ReturnRequest, items: Sequence[ReturnItem], now: datetime) -> str:
    if not any(is_waited_for(each) for each in items):
        return NOTHING_TO_SEND
    return JUST_REMINDED if was_reminded(request, now) else ""


RETURN_ACTIONS: dict[str, ReturnAction | AssignReturns] = {
    "approve_returns": ReturnAction(approve, _waits, moves_money=True),
    "decline_returns": ReturnAction(decline, _waits, asks="reason", moves_money=True),
    "remind_returns": ReturnAction(remind, _is_to_send),
    "assign_returns": AssignReturns(),
}


async def _locked(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> dict[str, ReturnRequest]:
    """Their orders' turn is taken first, in one order for everybody, as each deed takes it."""
    orders = visible_to(scope).where(col(ReturnRequest.id).in_(ids)).with_only_columns(ReturnRequest.order_id)
    wanted = sorted(set((await db.execute(orders)).scalars()))
    if wanted:
        await db.execute(select(Order.id).where(col(Order.id).in_(wanted)).order_by(col(Order.id)).with_for_update())
    mine = visible_to(scope).where(col(ReturnRequest.id).in_(ids)).order_by(col(ReturnRequest.id))
    return {each.id: each for each in (await db.execute(mine.execution_options(populate_existing=True))).scalars()}


async def _worth(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> dict[str, int]:
    mine = visible_to(scope).where(col(ReturnRequest.id).in_(ids))
    currencies = {each.id: each.currency for each in (await db.execute(mine)).scalars()}
    sums: dict[str, int] = {}
    for return_id, pairs in (await items_by_return(db, scope, list(currencies))).items():
        total = paid_out(item for item, _line in pairs if item.authorisation == "requested").total
        sums[currencies[return_id]] = sums.get(currencies[return_id], 0) + total
    return sums
