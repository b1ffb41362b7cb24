"""Until when may it come back? The last day of a window at the merchant's, and where the units are whose window it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from wesupply_ui.domain.returns.document import Starts, Window
from wesupply_ui.domain.returns.snapshot import Line, Purchase


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where some units of a line are: how many have shipped and arrived, and when the earliest of them did.

    `shipped_at`, `arrived_at` are None unless all of them have. `contradicts`: they arrived before they were bought.
    """

    status: str
    shipped_at: datetime | None
    arrived_at: datetime | None
    contradicts: bool = False


@lru_cache(maxsize=8192)
def day_of(at: datetime, zone: tzinfo) -> date:
    """The merchant's day of an instant."""
    return at.astimezone(zone).date()


def whereabouts(order: Purchase, line: Line, units: int, skipped: int, gone: int, at: datetime) -> Whereabouts:
    """Of the `units` that came last, after the `skipped` ones that the same request asks for already; as of `at`. `gone`: came back before.

    Units that came back before are taken to be those that came first: whoever got a line in two parcels has the later one's window.
    """
    arrived = [(each.arrived_at, each.quantity) for each in line.units if each.arrived_at and each.arrived_at <= at]
    shipped = [(moment, each.quantity) for each in line.units if (moment := each.shipped_at or each.arrived_at) and moment <= at]
    if len(line.units) > 1:
        arrived.sort(reverse=True)
        shipped.sort(reverse=True)
    last = skipped + units
    arrived_at, shipped_at = _reaching(arrived, last, gone), _reaching(shipped, last, gone)
    if arrived_at:
        status = "collected" if line.is_collected else "delivered"
    elif line.fulfilment == "pickup":
        status = "ready" if shipped_at else "processing"
    else:
        status = "shipped" if shipped_at else "processing"
    return Whereabouts(status, shipped_at, arrived_at, bool(arrived_at and arrived_at < order.placed_at - timedelta(days=1)))


def _reaching(moments: list[tuple[datetime, int]], last: int, gone: int) -> datetime | None:
    """When the `last`-th unit from the end did; None when fewer are there, the `gone` ones left out."""
    if sum(quantity for _, quantity in moments) - gone < last:
        return None
    counted = 0
    for moment, quantity in moments:
        counted += quantity
        if counted >= last:
            return moment
    return None


def start_of(starts: Starts, order: Purchase, where: Whereabouts) -> datetime | None:
    """When the window began; None: not yet."""
    match starts:
        case "placed":
            return order.placed_at
        case "shipped":
            return where.shipped_at
    return where.arrived_at


def missing(starts: Starts, where: Whereabouts) -> str:
    """Why a window has not begun, as a reason's code."""
    return "not_delivered" if starts == "delivered" and where.shipped_at else "in_progress"


def days_since(start: datetime | None, at: datetime, zone: tzinfo) -> int | None:
    """Whole days of the merchant's calendar."""
    return None if start is None else (day_of(at, zone) - day_of(start, zone)).days


def last_day(window: Window, start: datetime | None, zone: tzinfo, days: int | None = None) -> date | None:
    """The day that still counts whole; None for an unlimited window, or one that has not begun. `days`: instead of the window's own end."""
    days = window.days if days is None else days
    if days is None:
        return window.until
    if start is None:
        return None
    return day_of(start, zone) + timedelta(days=days)
