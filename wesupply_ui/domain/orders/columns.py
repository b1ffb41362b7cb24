"""Which columns does a person see in a list, and in which order? What they chose is kept per person, merchant and list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.queries import OwnColumn, columns_for
from wesupply_ui.domain.orders.work_models import ListChoice
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _

# The first column names the thing and is always there.
COLUMNS: dict[str, tuple[str, ...]] = {
    "orders": (
        "customer", "items", "status", "promised", "placed", "total", "assigned", "tags", "notes", "carrier", "country", "channel",
        "shop_status", "delivered", "updated",
    ),
    "shipments": (
        "order", "customer", "status", "promised", "asked", "carrier", "service", "reason", "news", "registered", "shipped",
        "delivered",
    ),
}  # fmt: skip
USUAL: dict[str, tuple[str, ...]] = {
    "orders": ("customer", "items", "status", "promised", "placed", "total"),
    "shipments": ("order", "status", "promised", "asked"),
}


@dataclass(frozen=True, slots=True)
class There:
    """The columns that a list has at a merchant's: all of them, the usual ones, and names of the merchant's own fields by their key."""

    every: tuple[str, ...]
    usual: tuple[str, ...]
    own: dict[str, OwnColumn] = field(default_factory=dict)

    def read(self, text: str) -> tuple[str, ...]:
        """Out of "a,b,c": those that there are, each once; the usual ones when none is left."""
        return tuple(each for each in dict.fromkeys(str(text).split(",")) if each in self.every) or self.usual


async def columns_there(db: AsyncSession, scope: Scope, name: str) -> There:
    """NotFound for a list that there is not. Orders have the merchant's own fields as columns too."""
    if known_list(name) != "orders":
        return There(COLUMNS[name], USUAL[name])
    own = {f"custom.{each.key}": each for each in await columns_for(db, scope)}
    listed = tuple(key for key, each in own.items() if each.is_listed)
    return There((*COLUMNS[name], *own), (*USUAL[name], *listed), own)


def known_list(name: str) -> str:
    """NotFound for a list that there is not."""
    if name not in COLUMNS:
        raise NotFound(_("There is no such list."))
    return name


async def choice_of(db: AsyncSession, scope: Scope, name: str) -> ListChoice:
    """What this person chose for the list; the usual when nothing yet."""
    key = (scope.merchant_id, me(scope), known_list(name))
    mine = select(ListChoice).where(ListChoice.merchant_id == key[0], ListChoice.person_id == key[1], ListChoice.list == key[2])
    found = (await db.execute(mine)).scalar_one_or_none()
    return found or ListChoice(merchant_id=key[0], person_id=key[1], list=key[2])


async def choose_columns(db: AsyncSession, scope: Scope, name: str, columns: Sequence[str]) -> tuple[str, ...]:
    """From now on this person's list has these, in this order."""
    there = await columns_there(db, scope, name)
    chosen = there.read(",".join(columns))
    choice = await choice_of(db, scope, name)
    choice.columns = "" if chosen == there.usual else ",".join(chosen)
    db.add(choice)
    return chosen
