"""A parcel's scans as days of lines: the newest three at once, the older ones folded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from wesupply_ui.domain.tracking.models import Scan
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.shopper.tracking.rows import DayRow, ScanRow
from wesupply_ui.portals.shopper.tracking.saying import Saying

AT_ONCE = 3
_TONES = {"delivered": "done", "out_for_delivery": "moving", "available_for_pickup": "attention"}
_TROUBLE = {"delayed", "held", "attempt_failed", "silent"}
_BAD = {"returning", "lost", "damaged"}


def days_of(scans: Sequence[Scan], saying: Saying) -> tuple[list[DayRow], list[DayRow]]:
    """Scans, newest first, as (shown at once, folded). A day that the fold cuts has its name on both sides."""
    return _days(scans[:AT_ONCE], saying), _days(scans[AT_ONCE:], saying)


def fold_label(count: int) -> str:
    """What the fold is called."""
    return ngettext("Show {count} earlier update", "Show {count} earlier updates", count) if count else ""


def _days(scans: Sequence[Scan], saying: Saying) -> list[DayRow]:
    days = groupby(scans, key=lambda scan: saying.local(scan.at, scan.offset_minutes).date())
    return [DayRow(day.isoformat(), _headed(saying.day(day)), [_row(scan, saying) for scan in those]) for day, those in days]


def _headed(day: str) -> str:
    return day[:1].upper() + day[1:]


def _row(scan: Scan, saying: Saying) -> ScanRow:
    local = saying.local(scan.at, scan.offset_minutes)
    return ScanRow(
        key=scan.key,
        at_iso=local.isoformat(timespec="minutes"),
        time=saying.clock(local),
        place=place_of(scan),
        words=_words(scan),
        tone=_tone(scan),
        time_note=_("The carrier did not say which time zone") if scan.clock == "assumed" else "",
    )


def place_of(scan: Scan) -> str:
    """ "Dallas, TX", also of "DALLAS"; a country alone by its code, as carriers write it."""
    city = scan.city.title() if scan.city and scan.city.isupper() and len(scan.city) > 3 else scan.city
    near = [part for part in (city, scan.region) if part]
    return ", ".join(near) if near else scan.country or ""


def _words(scan: Scan) -> str:
    text = " ".join(scan.text.split()) or _("Code {code}", code=scan.code)
    return text.capitalize() if text.isupper() and len(text) > 3 else text


def _tone(scan: Scan) -> str:
    if scan.condition in _BAD:
        return "problem"
    if scan.condition in _TROUBLE:
        return "attention"
    return _TONES.get(scan.milestone or "", "quiet")
