"""Which facts should a merchant's staff know of, and who of them? Shoppers' messages are `triggers`' matter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from wesupply_ui.domain.accounts import permissions as p


@dataclass(frozen=True, slots=True)
class StaffKind:
    """`may`: the permission that lets a person see it. `fresh_for`: a happening older than this when we hear of it is no news."""

    may: str
    fresh_for: timedelta = timedelta(days=3)


KINDS: dict[str, StaffKind] = {
    "parcel.lost": StaffKind(p.ORDERS_READ),
    "parcel.damaged": StaffKind(p.ORDERS_READ),
    "parcel.returned": StaffKind(p.ORDERS_READ),
    "orders.imported": StaffKind(p.ORDERS_WRITE),
    "carrier.refused": StaffKind(p.SETTINGS_READ),
    "order.noted": StaffKind(p.ORDERS_READ),
    "staff.joined": StaffKind(p.STAFF_READ),
    "ownership.transferred": StaffKind(p.STAFF_READ),
}
"""By the fact's name. A note is news for those alone who are named in it."""


def seen_by(permissions: Collection[str]) -> list[str]:
    """The kinds that somebody with these permissions sees."""
    return [name for name, kind in KINDS.items() if kind.may in permissions]
