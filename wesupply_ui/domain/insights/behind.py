"""Which orders are behind a figure? A figure's own question as text that fits into an address, and as a query of order ids."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.models import Trip
from wesupply_ui.domain.orders.search import TERMS
from wesupply_ui.domain.orders.terms import country_mark
from wesupply_ui.domain.tracking.models import Case, Shipment
from wesupply_ui.kernel.planning import unled

TRIPS = ("delivered", "on_time", "late", "undated")
CASES = "case"
_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_case: Any = Case.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Behind:
    """`what`: of `TRIPS`, or `CASES`. Days of the merchant's, both included. Empty: whatever; `origin` "-": unknown.

    `reason` "-": none was given.
    """

    what: str
    first: date
    last: date
    carrier: str = ""
    country: str = ""
    origin: str = ""
    reason: str = ""
    party: str = ""

    @property
    def text(self) -> str:
        """For an address."""
        return _BETWEEN.join(str(getattr(self, field.name)) for field in fields(self))


def read(text: str) -> Behind | None:
    """Out of an address; None for what is no such text."""
    parts = str(text)[:200].split(_BETWEEN)
    if len(parts) != len(fields(Behind)) or parts[0] not in (*TRIPS, CASES):
        return None
    try:
        first, last = date.fromisoformat(parts[1]), date.fromisoformat(parts[2])
    except ValueError:
        return None
    return Behind(parts[0], first, last, *parts[3:])


def order_ids(scope: Scope, behind: Behind, zone: tzinfo) -> Any:
    """A query of the ids of the merchant's orders that this figure counts."""
    if behind.what == CASES:
        inside = select(_shipment.c.order_id).join(_case, _case.c.parcel_id == _shipment.c.parcel_id)
        return inside.where(_shipment.c.merchant_id == scope.merchant_id, *cases_of(scope, behind, zone))
    return select(_trip.c.order_id).where(*trips_of(scope, behind), _trip.c.order_id.is_not(None))


def trips_of(scope: Scope, behind: Behind) -> list[ColumnElement[bool]]:
    """Conditions on `trip`."""
    found = [_trip.c.merchant_id == scope.merchant_id, _trip.c.delivered_on >= behind.first, _trip.c.delivered_on <= behind.last]
    if behind.carrier:
        found.append(_trip.c.carrier == behind.carrier)
    for name, value in (("destination", behind.country), ("origin", behind.origin)):
        if value:
            found.append(_trip.c[name] == ("" if value == "-" else value))
    known = {"on_time": _trip.c.was_late.is_(False), "late": _trip.c.was_late.is_(True), "undated": _trip.c.was_late.is_(None)}
    return [*found, known[behind.what]] if behind.what in known else found


def cases_of(scope: Scope, behind: Behind, zone: tzinfo) -> list[ColumnElement[bool]]:
    """Conditions on `parcel_case`: opened on these days of the merchant's."""
    begun, ended = _midnight(behind.first, zone), _midnight(behind.last + timedelta(days=1), zone)
    found = [_case.c.merchant_id == scope.merchant_id, _case.c.opened_at >= begun, _case.c.opened_at < ended]
    if behind.carrier:
        found.append(_case.c.carrier == behind.carrier)
    if behind.reason:
        found.append(_case.c.reason.is_(None) if behind.reason == "-" else _case.c.reason == behind.reason)
    if behind.party:
        found.append(_case.c.responsible == behind.party)
    if behind.country:
        found.append(_goes_to(scope, behind.country))
    return found


def _goes_to(scope: Scope, country: str) -> ColumnElement[bool]:
    """Whether an order in the case's parcel goes there. Asked of each case: they are few, and orders of a country many."""
    inside = _shipment.alias()
    marked = (unled(TERMS.c.merchant_id) == scope.merchant_id, TERMS.c.term == country_mark(country), TERMS.c.order_id == inside.c.order_id)
    there = select(inside.c.id).join(TERMS, and_(*marked)).where(inside.c.parcel_id == _case.c.parcel_id)
    return there.correlate(_case).exists()


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
