"""To which stores can it be brought, and when are they open?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

from babel.dates import get_day_names

from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.opening import Hours, hours_on
from wesupply_ui.domain.locations.standing import hours_of
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.one_return.rows import PairRow, PlaceRow
from wesupply_ui.portals.shopper.opening import open_now
from wesupply_ui.portals.shopper.tracking.saying import Saying

_WEEK = 7


def place_rows(stores: Sequence[Location], saying: Saying) -> list[PlaceRow]:
    """With the hours of the next seven days, exceptions and holidays among them."""
    return [_row(each, saying) for each in stores]


def _row(store: Location, saying: Saying) -> PlaceRow:
    address = store.address
    town = " ".join(str(address.get(part) or "") for part in ("city", "region", "postcode")).strip()
    said = ", ".join(filter(None, (str(address.get("line1") or ""), " ".join(town.split()))))
    hours = hours_of(store)
    return PlaceRow(
        key=store.id,
        name=store.name,
        address=said,
        now=open_now(store, saying),
        hours=_days(hours, saying) if hours else [],
        more=_("Opening hours"),
        map_url=f"https://www.openstreetmap.org/search?query={quote(said)}" if said else "",
    )


def _days(hours: Hours, saying: Saying) -> list[PairRow]:
    names = get_day_names("wide", locale=saying.locale)
    first = saying.now.astimezone(hours.zone).date()
    return [PairRow(names[day.weekday()], _hours(hours, day, saying)) for day in (first + timedelta(days=at) for at in range(_WEEK))]


def _hours(hours: Hours, day: date, saying: Saying) -> str:
    found = hours_on(hours, day)
    spans = [f"{_clock(opens, saying)}–{_clock(closes, saying)}" for opens, closes in found.spans]
    words = ", ".join(spans) or _("Closed")
    return f"{words} ({found.note})" if found.note else words


def _clock(written: str, saying: Saying) -> str:
    hour, minute = (int(part) for part in written.split(":"))
    return saying.clock(datetime.combine(saying.today, time(hour % 24, minute)))
