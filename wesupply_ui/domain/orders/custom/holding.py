"""Which orders have this in one of the merchant's own fields? What an address asks of a field, as a question that an index answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.kinds import Shape, Value, read_value
from wesupply_ui.domain.orders.custom.models import OrderFieldValue
from wesupply_ui.domain.orders.custom.queries import fields_of
from wesupply_ui.domain.orders.keys import word_key

FILLED_IN, EMPTY = "*", "-"
BETWEEN = ".."
"""Between two numbers or days, both included; one of them may be left out: "5..", "..2026-11-30"."""
RANGED = frozenset({"number", "date"})
_VALUES: Any = OrderFieldValue.__table__  # type: ignore[attr-defined]
# Behind every character that a key can hold, in UTF-8's order of bytes.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Holding:
    """Orders that have something in the field: anything, exactly `key`, what begins with `prefix`, or from `least` to `most`."""

    field_id: str
    key: str = ""
    prefix: str = ""
    least: float | None = None
    most: float | None = None
    is_dated = False
    """Unlike the words of a search these rows do not say when their order was placed."""

    def ids(self, merchant_id: str) -> Any:
        """The ids of the orders, each once."""
        return select(_VALUES.c.order_id).where(_VALUES.c.merchant_id == merchant_id, self._holds(_VALUES))

    def is_of(self, order_id: Any) -> ColumnElement[bool]:
        """Whether the outer query's order is one of them, from the index on (order, field)."""
        values = _VALUES.alias()
        return select(1).select_from(values).where(values.c.order_id == order_id, self._holds(values)).exists()  # type: ignore[call-overload]

    def _holds(self, values: Any) -> ColumnElement[bool]:
        found = [values.c.field_id == self.field_id]
        if self.key:
            found.append(values.c.value_key == self.key)
        if self.prefix:
            found += [values.c.value_key >= self.prefix, values.c.value_key < self.prefix + _LAST]
        if self.least is not None:
            found.append(values.c.value_number >= self.least)
        if self.most is not None:
            found.append(values.c.value_number <= self.most)
        return and_(*found)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is asked of own fields: orders that are in each of `having` and in none of `lacking`."""

    having: tuple[Holding, ...] = ()
    lacking: tuple[Holding, ...] = ()


async def holdings(db: AsyncSession, scope: Scope, own: Sequence[tuple[str, str]]) -> Holdings | None:
    """Of (key, what is asked). None when no order can be meant: there is no such field, or it cannot hold that."""
    fields = {each.key: each for each in await fields_of(db, scope)} if own else {}
    found = Holdings()
    for key, asked in own:
        field = fields.get(key)
        holding = _read(field, field.id, asked.strip()) if field else None
        if holding is None:
            return None
        if asked.strip() == EMPTY:
            found = replace(found, lacking=(*found.lacking, holding))
        else:
            found = replace(found, having=(*found.having, holding))
    return found


def edges(asked: str) -> tuple[str, str]:
    """What a range begins and ends with; the same twice for a single value."""
    low, between, high = asked.partition(BETWEEN)
    return (low.strip(), high.strip()) if between else (asked.strip(), asked.strip())


def _read(shape: Shape, field_id: str, asked: str) -> Holding | None:
    if asked in (FILLED_IN, EMPTY):
        return Holding(field_id)
    if shape.kind in RANGED:
        return _range(shape, field_id, *edges(asked))
    if shape.kind in ("yes_no", "choice"):
        value = _value(shape, asked)
        return Holding(field_id, key=value.key) if value else None
    prefix = word_key(asked)
    return Holding(field_id, prefix=prefix) if prefix else None


def _range(shape: Shape, field_id: str, low: str, high: str) -> Holding | None:
    least, most = _value(shape, low), _value(shape, high)
    if (low and not least) or (high and not most) or not (least or most):
        return None
    return Holding(field_id, least=least.number if least else None, most=most.number if most else None)


def _value(shape: Shape, asked: str) -> Value | None:
    try:
        return read_value(shape, asked)
    except ValueError:
        return None
