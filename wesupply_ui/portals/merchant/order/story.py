"""What happened to an order, newest first, in one story: scans, messages, dates and the order itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from wesupply_ui.domain.notifications.queries import MessageLine
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.models import Parcel, Scan
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.order.find import Whole
from wesupply_ui.portals.merchant.order.rows import EventRow
from wesupply_ui.portals.merchant.order.staff_story import deed_row, note_row
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import CONDITIONS, MESSAGE_STATES, MESSAGES, MILESTONES, plain, said

MOST = 300


class _Happened(NamedTuple):
    """`local` is what people read, by the merchant's clock; `at` decides the order."""

    at: datetime
    local: datetime
    row: EventRow


def story_of(whole: Whole, tell: Telling) -> list[EventRow]:
    """The newest `MOST` entries; the first of each day carries the day's name."""
    happened = sorted(
        [*_scans(whole, tell), *_messages(whole, tell), *_dates(whole, tell), *_order(whole, tell), *_staff(whole, tell)],
        key=lambda each: each.at,
    )
    rows: list[EventRow] = []
    before: date | None = None
    for each in reversed(happened[-MOST:]):
        day = each.local.date()
        rows.append(_dated(each.row, tell.weekday(day) if day != before else "", f"{each.local:%H:%M}"))
        before = day
    return rows


def _staff(whole: Whole, tell: Telling) -> Iterator[_Happened]:
    """Notes, and who did what with the order."""
    for note in whole.notes:
        yield _Happened(note.created_at, tell.local(note.created_at), note_row(note, whole, tell))
    for deed in whole.deeds:
        yield _Happened(deed.at, tell.local(deed.at), deed_row(deed, whole))


def _dated(row: EventRow, day: str, when: str) -> EventRow:
    return EventRow(**{**row.__dict__, "day": day, "when": when})


def _scans(whole: Whole, tell: Telling) -> Iterator[_Happened]:
    several = len(whole.followed.parcels) > 1
    for position, each in enumerate(whole.followed.parcels, 1):
        which = (
            _("Parcel {n}, {carrier}", n=position, carrier=carrier_name(each.parcel.carrier))
            if several
            else carrier_name(each.parcel.carrier)
        )
        # Of scans in one minute the carrier's later one comes last: keys keep their order.
        for scan in each.scans:
            yield _Happened(scan.at, tell.local(scan.at), _scan_row(scan, which, tell))


def _scan_row(scan: Scan, which: str, tell: Telling) -> EventRow:
    state, tone = _meaning(scan)
    near = ", ".join(filter(None, (scan.city, scan.region))) or scan.country or ""
    clock = _("time zone not told") if scan.clock == "assumed" else _there(scan, tell)
    return EventRow(
        key=scan.id,
        kind="scan",
        day="",
        when="",
        words=" ".join(scan.text.split()) or _("Code {code}", code=scan.code),
        detail=" · ".join(filter(None, (near, clock, which))),
        tone=tone,
        state=state,
        state_tone=tone,
    )


def _there(scan: Scan, tell: Telling) -> str:
    """ "04:52 there", with its day when that differs too; nothing where clocks show the same as the merchant's, or nobody knows."""
    ours, theirs = tell.local(scan.at), tell.local(scan.at, scan.offset_minutes)
    if ours.utcoffset() == theirs.utcoffset():
        return ""
    day = "" if ours.date() == theirs.date() else f"{tell.dated(theirs.date())}, "
    return _("{when} there", when=f"{day}{theirs:%H:%M}")


def _meaning(scan: Scan) -> tuple[str, str]:
    """What a scan changed, in a word; nothing for one that only says it moved on."""
    if not scan.is_mapped:
        return _("Code {code}: no meaning yet", code=scan.code), "quiet"
    if scan.condition in CONDITIONS:
        return said(CONDITIONS[scan.condition])
    if scan.milestone and scan.milestone != "in_transit":
        return said(MILESTONES[scan.milestone])
    return "", "quiet"


def _messages(whole: Whole, tell: Telling) -> Iterator[_Happened]:
    for message in whole.messages:
        at = message.sent_at or message.created_at
        yield _Happened(at, tell.local(at), _message_row(message))


def _message_row(message: MessageLine) -> EventRow:
    state, tone = said(MESSAGE_STATES.get(message.state, (plain(message.state), "quiet")))
    about = _("Mail to {address}", address=message.recipient) if message.recipient else _("Mail")
    return EventRow(
        key=message.id,
        kind="message",
        day="",
        when="",
        words=message.subject or _(MESSAGES.get(message.kind, plain(message.kind))),
        detail=" · ".join(filter(None, (about, message.error or ""))),
        tone="problem" if message.state == "failed" else "quiet",
        state=state,
        state_tone=tone,
        href=f"/app/messages?open={message.id}" if message.state == "sent" else "",
        message_id=message.id if message.state in ("sent", "failed") else "",
    )


def _dates(whole: Whole, tell: Telling) -> Iterator[_Happened]:
    parcels: dict[str, Parcel] = {each.parcel.id: each.parcel for each in whole.followed.parcels}
    for date_said in whole.dates:
        if date_said.due_on and date_said.parcel_id in parcels:
            carrier = carrier_name(parcels[date_said.parcel_id].carrier)
            words = _("{carrier} promised {day}", carrier=carrier, day=tell.dated(date_said.due_on))
            row = EventRow(key=date_said.id, kind="date", day="", when="", words=words, detail="", tone="quiet")
            yield _Happened(date_said.said_at, tell.local(date_said.said_at), row)


def _order(whole: Whole, tell: Telling) -> Iterator[_Happened]:
    order = whole.followed.order
    row = EventRow(key=order.id, kind="order", day="", when="", words=_("Order placed"), detail="", tone="quiet")
    yield _Happened(order.placed_at, tell.local(order.placed_at), row)
