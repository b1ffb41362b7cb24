"""Rows of the inbox and the case that is open, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wesupply_ui.domain.exceptions.queries import CaseRow
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.listing import Inside
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.merchant.exceptions.address import Asked
from wesupply_ui.portals.merchant.exceptions.words import ENDS, KINDS
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class InboxRow:
    """One case of the list. `done`: what became of it while it is still shown; empty while it waits."""

    id: str
    href: str
    title: str
    words: str
    about: str
    status: str
    tone: str
    age: str
    who: str
    initials: str
    done: str


@dataclass(frozen=True)
class Chip:
    """A filter in force."""

    name: str
    words: str


@dataclass(frozen=True)
class Choice:
    """Something to choose from."""

    value: str
    words: str


@dataclass(frozen=True)
class StoryRow:
    """One thing that was done about a case."""

    key: str
    words: str
    when: str


@dataclass(frozen=True)
class OrderLink:
    """An order in the parcel."""

    id: str
    number: str
    href: str


@dataclass(frozen=True)
class OpenCase:
    """The case on the right. `standing`: who has done something about it so that it does not wait; empty while it is open."""

    id: str = ""
    title: str = ""
    status: str = ""
    tone: str = "quiet"
    carrier: str = ""
    number: str = ""
    carrier_page: str = ""
    claim_page: str = ""
    carrier_text: str = ""
    happened: str = ""
    next_words: str = ""
    stake: str = ""
    standing: str = ""
    assigned: str = ""
    promised: str = ""
    shopper: str = ""
    is_open: bool = False
    orders: list[OrderLink] = field(default_factory=list)
    story: list[StoryRow] = field(default_factory=list)


def inbox_row(row: CaseRow, inside: Sequence[Inside], tell: Telling, asked: Asked, names: Mapping[str, str]) -> InboxRow:
    """A case as the list shows it; what is in another state than the list's is done."""
    status, tone = KINDS.get(row.kind, (row.kind, "quiet"))
    first = inside[0] if inside else None
    title = f"{first.number} · {first.name}" if first and first.name else first.number if first else row.number
    reason = REASONS.get(row.reason or "")
    is_shown_as = asked.state or "open"
    return InboxRow(
        id=row.id,
        href=asked.at(row.id).href,
        title=title,
        words=_(reason.words) if reason and reason.code != "other" else "",
        about=f"{carrier_name(row.carrier)} {row.number}",
        status=_(status),
        tone=tone,
        age=tell.age(row.resolved_at if row.state == "resolved" else row.opened_at),
        who=row.assigned or "",
        initials=kit.initials_of(row.assigned) if row.assigned else "",
        done="" if row.state == is_shown_as == "open" else standing_of(row, tell, names),
    )


def standing_of(row: CaseRow, tell: Telling, names: Mapping[str, str]) -> str:
    """Why a case does not wait: "Snoozed until tomorrow, 08:00", "Ada: The carrier handles it", "The parcel was delivered"."""
    if row.state == "snoozed":
        return _("Snoozed until {when}", when=tell.moment(row.snoozed_until))
    if row.state == "open":
        return _("Open again")
    end = _(ENDS.get(row.resolution or "", "Resolved"))
    return f"{names.get(row.resolved_by, '')}: {end}".removeprefix(": ") if row.resolved_by else end
