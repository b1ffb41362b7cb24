"""What a message says, before it has a form: plain values that templates may see, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """The merchant as the shopper knows them. Colours are checked `#rrggbb`; addresses are absolute http(s) or None.

    `font`: one of our lists of typefaces, or empty; `foot`: the merchant's own words, line by line, in the language `foot_language`;
    `links`: words and address; `legal`: the company behind the shop, line by line.
    """

    name: str
    accent: str
    on_accent: str
    link: str
    logo_url: str | None = None
    website: str | None = None
    support_email: str | None = None
    support_phone: str | None = None
    support_url: str | None = None
    support_hours: str = ""
    font: str = ""
    foot: tuple[str, ...] = ()
    foot_language: str = ""
    links: tuple[tuple[str, str], ...] = ()
    legal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Some of one order line. `options` is ready text ("Size 42, Red") or empty."""

    title: str
    quantity: int
    options: str = ""
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One parcel. Dates are ready text at the destination ("Tuesday, November 24"), empty where nobody said one.

    `arrived` is a moment ("Tuesday, November 24 at 2:05 PM"); `hours` a span ("between 2:00 PM and 4:00 PM"); `reason` a sentence
    without full stop; `action` a key of `tracking.reasons`; `until` the last day to act; `place` where it is now;
    `page` the carrier's own page about it.
    """

    label: str
    carrier: str
    number: str
    page: str = ""
    due: str = ""
    due_before: str = ""
    hours: str = ""
    arrived: str = ""
    signed_by: str = ""
    reason: str = ""
    action: str = ""
    until: str = ""
    place: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `boxes` are those it tells of; `others` counts the order's parcels beside them, `waiting` items not in a parcel yet.

    `carrier`, `due`, `due_before`, `hours`, `arrived`, `reason`, `action`, `until`, `place`: what all boxes share, else empty.
    `language`: the reader's, which all ready texts are in. `subject` and `text`: a person's own words, of the kind "written".
    `goods` under their title, and `steps`: what a mail about a return is about, and how it goes back.
    """

    kind: str
    number: str
    greeting: str
    boxes: tuple[Box, ...]
    others: int
    waiting: int
    url: str
    sender: Sender
    carrier: str = ""
    due: str = ""
    due_before: str = ""
    hours: str = ""
    arrived: str = ""
    reason: str = ""
    action: str = ""
    until: str = ""
    place: str = ""
    language: str = "en"
    subject: str = ""
    text: str = ""
    goods_title: str = ""
    goods: tuple[Item, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether more of the order comes beside what this tells of."""
        return bool(self.others or self.waiting)


SHARED = ("carrier", "due", "due_before", "hours", "arrived", "reason", "action", "until", "place")


def shared(boxes: tuple[Box, ...]) -> dict[str, str]:
    """What all boxes have in common, by field; a field on which they differ is empty."""
    common = {}
    for field in SHARED:
        values = {getattr(box, field) for box in boxes}
        common[field] = values.pop() if len(values) == 1 else ""
    return common
