"""What the desk shows, ready-made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from wesupply_ui.domain.accounts.desk import Associate
from wesupply_ui.domain.locations.tablets import IDLE_MINUTES, Tablet
from wesupply_ui.domain.orders.waiting_pickups import WaitingPickup
from wesupply_ui.kernel.language import _, language, ngettext
from wesupply_ui.portals.kit import initials_of


@dataclass(frozen=True)
class NameRow:
    """Somebody to pick."""

    id: str
    name: str
    initials: str
    has_pin: bool


@dataclass(frozen=True)
class PickupRow:
    """An order that waits here."""

    number: str
    name: str
    placed: str
    what: str


@dataclass(frozen=True)
class TabletRow:
    """A registered tablet."""

    id: str
    name: str
    about: str


@dataclass(frozen=True)
class Option:
    """An entry of a list to choose from."""

    value: str
    words: str


def name_row(each: Associate) -> NameRow:
    """For the locked desk."""
    return NameRow(each.person_id, each.name, initials_of(each.name), each.has_pin)


def pickup_row(each: WaitingPickup, zone: str) -> PickupRow:
    """For the open desk, by the store's clock."""
    items = ", ".join(f"{count} × {title}" if count > 1 else title for title, count in each.items)
    return PickupRow(each.number, each.name, _moment(each.placed_at, zone), items)


def tablet_row(each: Tablet, zone: str) -> TabletRow:
    """For the manager's list."""
    return TabletRow(each.id, each.name, _("{store}, last opened {time}", store=each.store, time=_moment(each.last_seen_at, zone)))


def idle_options() -> list[Option]:
    """After how long a tablet locks itself."""
    return [Option(str(each), ngettext("{count} minute", "{count} minutes", each)) for each in IDLE_MINUTES]


def _moment(at: datetime, zone: str) -> str:
    return format_datetime(at.astimezone(ZoneInfo(zone)), "d MMM, HH:mm", locale=language())
