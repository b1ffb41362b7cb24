"""What the list of locations says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.opening import Standing
from wesupply_ui.domain.locations.standing import clock_of, standing_of
from wesupply_ui.kernel.language import N_, _

KINDS = {
    "store": N_("Store"),
    "warehouse": N_("Warehouse"),
    "return_centre": N_("Return centre"),
    "vendor": N_("Vendor"),
    "recycling": N_("Recycling point"),
}
SERVICES = {"pickup": N_("Pickup"), "curbside": N_("Curbside"), "returns": N_("Returns"), "ship_from": N_("Ships from here")}
_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


@dataclass(frozen=True)
class LocationRow:
    """One location of the list."""

    id: str
    name: str
    href: str
    kind: str
    place: str
    services: str
    standing: str
    tone: str


@dataclass(frozen=True)
class KindChip:
    """One kind that the list can be narrowed to."""

    value: str
    words: str


def location_row(location: Location, now: datetime) -> LocationRow:
    """From the location to its row."""
    address = location.address
    town = " ".join(str(address[part]) for part in ("postcode", "city") if address.get(part))
    place = ", ".join(each for each in (town, address.get("region"), address.get("country")) if each)
    services = " · ".join(_(SERVICES[each]) for each in location.services if each in SERVICES)
    said, tone = standing_words(location, standing_of(location, now), now)
    return LocationRow(
        location.id, location.name, f"/app/settings/locations/{location.id}", _(KINDS[location.kind]), place, services, said, tone
    )


def standing_words(location: Location, standing: Standing | None, now: datetime) -> tuple[str, str]:
    """("Open until 18:00", tone), by the location's own clock."""
    if standing is None:
        return _("No hours"), "quiet"
    zone = clock_of(location)
    moment = standing.until if standing.is_open else standing.opens_at
    if moment is None:
        return (_("Always open"), "done") if standing.is_open else (_("Closed"), "quiet")
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    when = f"{local:%H:%M}" if local.date() == today else f"{_(_DAYS[local.weekday()])} {local:%H:%M}"
    return (_("Open until {when}", when=when), "done") if standing.is_open else (_("Closed, opens {when}", when=when), "quiet")
