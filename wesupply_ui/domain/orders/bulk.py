"""What would a change of many orders, or of many rows of another list, do? What was chosen, what changes, how many are left and why.

What is shown before (`preview`) and what is done later go through the same action. An action judges a few hundred orders at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.changes import Change
from wesupply_ui.domain.orders.work_models import BulkItem
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _

MOST = 10_000
BATCH = 200
MOST_LEFT = 20
UNDONE_WITHIN = timedelta(minutes=10)


class Subjects(Protocol):
    """What is changed: the rows of a list, by their ids."""

    @property
    def name(self) -> str:
        """The list's, as in `columns`."""
        ...

    @property
    def permission(self) -> str:
        """What it takes to see the list."""
        ...

    async def among(self, db: AsyncSession, scope: Scope, ids: Sequence[str]) -> set[str]:
        """The merchant's own of these."""
        ...

    async def shown(self, db: AsyncSession, scope: Scope, shown: Any, *, most: int) -> list[str]:
        """Those that a filter of the list lets through, the newest first."""
        ...


class Action(Protocol):
    """One kind of change. `permission` is what it needs; one that is not `can_be_undone` says so before."""

    @property
    def subjects(self) -> Subjects: ...

    @property
    def permission(self) -> str: ...

    @property
    def can_be_undone(self) -> bool: ...

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """The value as it is kept. Invalid when it is none."""
        ...

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """For each of the merchant's subjects among these what would change, or the reason why nothing does. Locks them."""
        ...

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """Do it. Into a change's `before` may go what only the doing tells and an undo needs."""
        ...

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """Put back what was before, where nobody changed it since; the ids of those subjects."""
        ...


@runtime_checkable
class MovesMoney(Protocol):
    """An action that says before how much money follows."""

    async def worth(self, db: AsyncSession, scope: Scope, ids: Sequence[str]) -> dict[str, int]:
        """Currency → minor units, for those of these that change."""
        ...


Actions = Mapping[str, Action]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows ticked one by one, or all that a filter of their list lets through."""

    ids: Sequence[str] = ()
    shown: Any = None


@dataclass(frozen=True, slots=True)
class Preview:
    """`total` were chosen, `changes` of them change; `reasons`: why others don't, as code → count. `is_cut`: there are more.

    `left`: the first of those that don't, as id → code. `money`: currency → minor units that follow.
    """

    total: int
    changes: int
    reasons: dict[str, int] = field(default_factory=dict)
    is_cut: bool = False
    left: dict[str, str] = field(default_factory=dict)
    money: dict[str, int] = field(default_factory=dict)


def action_named(actions: Actions, name: str, scope: Scope) -> Action:
    """Invalid for one that there is not; NotAllowed without its permission."""
    action = actions.get(name)
    if action is None:
        raise Invalid(_("There is no such action."))
    scope.require(action.permission)
    return action


async def chosen_ids(db: AsyncSession, scope: Scope, subjects: Subjects, chosen: Chosen) -> tuple[list[str], bool]:
    """The merchant's own among the chosen, the newest first where a filter says which; and whether there are more."""
    scope.require(subjects.permission)
    if chosen.shown is not None:
        found = await subjects.shown(db, scope, chosen.shown, most=MOST + 1)
        return found[:MOST], len(found) > MOST
    wanted = list(dict.fromkeys(str(each)[:64] for each in chosen.ids))[:MOST]
    mine: set[str] = set()
    for ids in batches(wanted):
        mine |= await subjects.among(db, scope, ids)
    return [each for each in wanted if each in mine], False


async def preview(db: AsyncSession, scope: Scope, actions: Actions, name: str, value: str, chosen: Chosen, *, now: datetime) -> Preview:
    """What it would do, by doing everything but the change."""
    action = action_named(actions, name, scope)
    kept = await action.read(db, scope, value)
    ids, is_cut = await chosen_ids(db, scope, action.subjects, chosen)
    left: dict[str, str] = {}
    money: Counter[str] = Counter()
    for some in batches(ids, 500):
        judged = await action.judge(db, scope, some, kept, now=now)
        left |= {subject_id: each for subject_id, each in judged.items() if isinstance(each, str)}
        if isinstance(action, MovesMoney):
            money.update(await action.worth(db, scope, [each for each in some if each not in left]))
    shown = dict(list(left.items())[:MOST_LEFT])
    return Preview(len(ids), len(ids) - len(left), dict(Counter(left.values())), is_cut, shown, dict(money))


def batches(ids: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    """Some at a time."""
    return [ids[start : start + size] for start in range(0, len(ids), size)]
