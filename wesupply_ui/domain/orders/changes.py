"""May this order be assigned or tagged so, and what changes then? Pure: one rule for one order, for many, and for what is shown before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wesupply_ui.domain.orders import tags

SAME, SHOPS, MANY = "same", "shops", "many"


class Ordered(Protocol):
    """What of an order is asked for."""

    @property
    def tags(self) -> Sequence[str]: ...

    @property
    def own_tags(self) -> Sequence[str]: ...

    @property
    def assigned_to(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Change:
    """Columns of the order, before and after."""

    before: dict[str, Any]
    after: dict[str, Any]


def assigned(order: Ordered, person_id: str | None) -> Change | str:
    """Given to a person, or to nobody; else why not."""
    return SAME if order.assigned_to == person_id else Change({"assigned_to": order.assigned_to}, {"assigned_to": person_id})


def tagged(order: Ordered, tag: str) -> Change | str:
    """With the tag, unless it has it already, from the shop or from staff."""
    if tags.has([*order.tags, *order.own_tags], tag):
        return SAME
    return MANY if len(order.own_tags) >= tags.MOST else _tags(order, [*order.own_tags, tag])


def untagged(order: Ordered, tag: str) -> Change | str:
    """Without the tag; the shop's own come back with its next word and are left to it."""
    if tags.has(order.own_tags, tag):
        return _tags(order, tags.without(order.own_tags, tag))
    return SHOPS if tags.has(order.tags, tag) else SAME


def _tags(order: Ordered, after: list[str]) -> Change:
    return Change({"own_tags": list(order.own_tags)}, {"own_tags": after})
