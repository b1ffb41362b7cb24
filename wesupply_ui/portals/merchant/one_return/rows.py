"""What the page of a return shows, ready to be drawn. Only fields reach the browser."""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.portals.merchant.lists.rows import OptionRow


@dataclass(frozen=True)
class TrackRow:
    """How an item stands on one of its tracks, in a word."""

    words: str
    tone: str


@dataclass(frozen=True)
class ItemRow:
    """Some units of a line that come back. `comment`: the shopper's words; `why`: why somebody has to look; `notes`: what staff said."""

    id: str
    title: str
    detail: str
    picture: str
    quantity: str
    reason: str
    comment: str
    why: list[str]
    tracks: list[TrackRow]
    notes: list[str]
    total: str


@dataclass(frozen=True)
class FactRow:
    """A name and a value."""

    name: str
    value: str


@dataclass(frozen=True)
class ParcelRow:
    """A parcel in which it comes back."""

    number: str
    carrier: str
    href: str


@dataclass(frozen=True)
class PhotoRow:
    """A photo that the shopper added. `large` and `small` are links that show it for half an hour."""

    id: str
    large: str
    small: str
    words: str


NO_PHOTO = PhotoRow("", "", "", "")


@dataclass(frozen=True)
class FileRow:
    """A form in which a label is kept."""

    kind: str
    words: str


@dataclass(frozen=True)
class LabelRow:
    """A return's label. `why`: what stands in its way, `told`: in the provider's words; `next`: what follows; `mend`: where to go."""

    id: str
    words: str
    tone: str
    what: str
    number: str
    href: str
    why: str
    told: str
    next: str
    mend: str
    mend_words: str
    files: list[FileRow] = field(default_factory=list)
    can_retry: bool = False
    can_correct: bool = False
    can_void: bool = False


@dataclass(frozen=True)
class EventRow:
    """One entry of the story; `day` is set on the first of each day."""

    key: str
    day: str
    when: str
    words: str
    detail: str
    tone: str


@dataclass(frozen=True)
class AskedRow:
    """An item in the question that is open: how many units of it can be meant, and how many are at first."""

    id: str
    words: str
    most: int
    first: int
    stands: str


@dataclass(frozen=True)
class TalkRow:
    """Something that was said. `side`: "mine" (the staff's) or "theirs" (the shopper's)."""

    key: str
    side: str
    who: str
    when: str
    words: str


@dataclass(frozen=True)
class OneReturn:
    """The whole page. `turn`: who has to say something (staff, shopper, or nobody); `is_appealed`: a no is called into question.

    `deeds`: what staff can do now; `next_deed`: the one that this return waits for; `failure`: why paying failed.
    """

    id: str = ""
    number: str = ""
    about: str = ""
    word: str = ""
    tone: str = "quiet"
    due: str = ""
    due_tone: str = "quiet"
    order: str = ""
    order_href: str = ""
    shopper: list[FactRow] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)
    sums: list[FactRow] = field(default_factory=list)
    goods: list[ItemRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    photos: list[PhotoRow] = field(default_factory=list)
    story: list[EventRow] = field(default_factory=list)
    talk: list[TalkRow] = field(default_factory=list)
    turn: str = ""
    is_appealed: bool = False
    deeds: list[str] = field(default_factory=list)
    next_deed: str = ""
    people: list[OptionRow] = field(default_factory=list)
    assigned_to: str = ""
    assigned: str = ""
    labels: list[LabelRow] = field(default_factory=list)
    has_labels: bool = False
    lacks_label: bool = False
    failure: str = ""
