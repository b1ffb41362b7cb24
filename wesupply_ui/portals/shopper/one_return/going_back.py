"""Where are the parcels in which it comes back? Drawn as those that went out are."""

from __future__ import annotations

from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.tracking.rows import ParcelRow
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.timeline import days_of, fold_label
from wesupply_ui.portals.shopper.tracking.way import way_of


def going_back(found: Found, saying: Saying) -> list[ParcelRow]:
    """Those that were scanned, and those whose number the shopper told."""
    own = {each.parcel_id for each in found.whole.parcels if each.source == "own"}
    rows = []
    for parcel, scans in found.parcels:
        if not scans and parcel.id not in own:
            continue  # a label that was bought and not used is no parcel yet
        way = way_of(Milestone(parcel.milestone), Condition(parcel.condition))
        recent, earlier = days_of(scans, saying)
        carrier = carrier_name(parcel.carrier)
        rows.append(
            ParcelRow(
                key=parcel.id,
                milestone=parcel.milestone,
                label=way.label,
                tone=way.tone,
                icon=way.icon,
                part=_("On the way back to {shop}", shop=found.merchant.name),
                stops=way.stops,
                progress=way.progress,
                recent=recent,
                earlier=earlier,
                earlier_label=fold_label(sum(len(day.scans) for day in earlier)),
                silence="" if scans else _("{carrier} has not scanned this parcel yet.", carrier=carrier),
                carrier=carrier,
                number=parcel.number,
                carrier_url=carrier_page(parcel.carrier, parcel.number),
                follow=_("Follow at {carrier}", carrier=carrier),
                copy=_("Copy tracking number {number}", number=parcel.number),
            )
        )
    return rows
