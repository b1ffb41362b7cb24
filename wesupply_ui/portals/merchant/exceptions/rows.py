"""Cases of the exceptions screen, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.listing import Inside, ParcelRow
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.trouble import trouble_of
from wesupply_ui.portals.merchant.words import standing

_KINDS: dict[str, tuple[str, str, str]] = {
    "exception": ("Exceptions", "Lost, damaged, held or on their way back.", "Decide on a replacement or a refund."),
    "attempt_failed": ("Failed attempts", "The carrier came and could not hand the parcel over.", "Ask the shopper what would help."),
    "late": ("Late", "Not there although the promised day has passed, or put off by the carrier.", "Tell the shopper before they ask."),
    "silent": ("No news", "No scan for longer than usual at this stage.", "Ask the carrier where it is."),
}
"""Kind → heading, what it means, what usually helps when the carrier gave no reason."""


@dataclass(frozen=True)
class CaseRow:
    """One parcel that needs a person."""

    id: str
    href: str
    title: str
    about: str
    words: str
    advice: str
    status: str
    tone: str
    age: str


@dataclass(frozen=True)
class GroupRow:
    """All cases of one kind."""

    kind: str
    heading: str
    about: str
    count: str
    more: str
    cases: list[CaseRow] = field(default_factory=list)


def group_of(kind: str, parcels: Sequence[ParcelRow], inside: dict[str, list[Inside]], tell: Telling, *, most: int) -> GroupRow:
    """`parcels`: one more than `most` says that there are more."""
    heading, about, advice = _KINDS[kind]
    shown = parcels[:most]
    more = f"The {most} with the latest news are shown." if len(parcels) > most else ""
    rows = [_case(each, inside.get(each.id, []), tell, kind, advice) for each in shown]
    return GroupRow(kind, heading, about, f"{most}+" if more else str(len(shown)), more, rows)


def _case(parcel: ParcelRow, inside: Sequence[Inside], tell: Telling, kind: str, usual: str) -> CaseRow:
    status, tone = standing(parcel.milestone, parcel.condition)
    words, advice = trouble_of(parcel)
    promise, promise_tone = tell.promise(parcel.milestone, parcel.due_on, parcel.first_due_on, parcel.delivered_at)
    due = parcel.first_due_on or parcel.due_on
    if kind == "late" and promise_tone == "attention":
        status, tone = promise, "attention"
    if kind == "late" and due and not words:
        words = f"It was promised for {tell.near(due)}"
    first = inside[0] if inside else None
    # Numbers may come twice in a shop: with its id behind it the link is right in any case.
    href = order_href(first.number, first.id, is_shared=True) if first else f"/app/shipments?{urlencode({'q': parcel.number})}"
    return CaseRow(
        id=parcel.id,
        href=href,
        title=f"{first.number} · {first.name}" if first and first.name else first.number if first else parcel.number,
        about=f"{carrier_name(parcel.carrier)} {parcel.number}",
        words=words,
        advice=advice or usual,
        status=status,
        tone=tone,
        age=tell.age(parcel.last_scan_at if kind == "silent" else parcel.last_news_at),
    )
