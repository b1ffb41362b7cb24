"""Which scans came while somebody was looking? Only those slide in; the rest of the page stays where it is."""

from __future__ import annotations

from dataclasses import replace

from wesupply_ui.portals.shopper.tracking.rows import DayRow, ParcelRow, TrackingRows


def marked_fresh(page: TrackingRows, before: TrackingRows) -> TrackingRows:
    """The page with `fresh` set on every scan that `before` did not show."""
    known = {scan.key for parcel in before.parcels for day in (*parcel.recent, *parcel.earlier) for scan in day.scans}
    return replace(page, parcels=[_parcel(parcel, known) for parcel in page.parcels])


def _parcel(parcel: ParcelRow, known: set[str]) -> ParcelRow:
    return replace(parcel, recent=[_day(day, known) for day in parcel.recent])


def _day(day: DayRow, known: set[str]) -> DayRow:
    return replace(day, scans=[replace(scan, fresh=scan.key not in known) for scan in day.scans])
