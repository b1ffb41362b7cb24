"""What the order page shows, ready to be drawn. Only fields reach the browser."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class StopRow:
    """A stop of the milestone bar; `state`: past, present or future."""

    word: str
    state: str


@dataclass(frozen=True)
class ParcelRow:
    """One parcel. `milestone` is our code for it; `trouble` says in words why it is not simply moving, `failure` why asking failed."""

    id: str
    name: str
    carrier: str
    carrier_url: str
    number: str
    service: str
    word: str
    tone: str
    milestone: str
    promise: str
    promise_tone: str
    former: str
    stops: list[StopRow]
    contents: list[str]
    trouble: str
    advice: str
    asked: str
    failure: str
    signed_by: str
    unmapped: str
    can_be_asked: bool


@dataclass(frozen=True)
class EventRow:
    """One entry of the story. `kind`: order, scan, message, date, note or staff. `day` is set on the first entry of each day."""

    key: str
    kind: str
    day: str
    when: str
    words: str
    detail: str
    tone: str
    state: str = ""
    state_tone: str = "quiet"
    href: str = ""
    message_id: str = ""
    note_id: str = ""
    is_mine: bool = False
    is_pinned: bool = False


@dataclass(frozen=True)
class ItemRow:
    """One line of the order and where it is."""

    id: str
    title: str
    detail: str
    picture: str
    quantity: str
    price: str
    where: list[str]


@dataclass(frozen=True)
class FactRow:
    """A name and a value."""

    name: str
    value: str


@dataclass(frozen=True)
class OtherRow:
    """Another order: of the same customer, or of the same number."""

    id: str
    number: str
    href: str
    about: str


@dataclass(frozen=True)
class PersonRow:
    """Somebody who can take care of the order."""

    value: str
    name: str


@dataclass(frozen=True)
class OrderRows:
    """The whole page but its story, which is filtered apart."""

    id: str = ""
    number: str = ""
    about: str = ""
    word: str = ""
    tone: str = "quiet"
    status: str = ""
    tracking_url: str = ""
    tags: list[str] = field(default_factory=list)
    own_tags: list[str] = field(default_factory=list)
    assigned_to: str = ""
    assigned: str = ""
    is_mine: bool = False
    people: list[PersonRow] = field(default_factory=list)
    pinned: list[EventRow] = field(default_factory=list)
    remarks: list[FactRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    lines: list[ItemRow] = field(default_factory=list)
    customer: list[FactRow] = field(default_factory=list)
    others: list[OtherRow] = field(default_factory=list)
    same_number: list[OtherRow] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    sums: list[FactRow] = field(default_factory=list)
    dates: list[FactRow] = field(default_factory=list)
    returns: list[OtherRow] = field(default_factory=list)
