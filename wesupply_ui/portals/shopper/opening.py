"""Is a store open now, and if not, when again? Said in the reader's language by the store's own clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.standing import clock_of, standing_of
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.tracking.saying import Saying


def open_now(store: Location, saying: Saying) -> str:
    """ "Open now until 6:00 PM", "Closed, opens tomorrow at 9:00 AM"; nothing for a store whose hours nobody wrote down."""
    found = standing_of(store, saying.now)
    if found is None:
        return ""
    there = replace(saying, zone=clock_of(store))
    if found.is_open:
        return _("Open now until {time}", time=_time(found.until, there)) if found.until else _("Always open")
    if found.opens_at is None:
        return _("Closed")
    day = there.near_day(found.opens_at.astimezone(there.zone).date())
    return _("Closed, opens {day} at {time}", day=day, time=_time(found.opens_at, there))


def _time(instant: datetime, there: Saying) -> str:
    return there.clock(instant.astimezone(there.zone))
