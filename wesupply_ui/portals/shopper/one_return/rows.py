"""What the page of a return says, in words that are ready to be drawn. An empty text means "leave it out"."""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.portals.shopper.rows import BrandRow, FootRow, HelpRow, PreviewRow
from wesupply_ui.portals.shopper.tracking.rows import LabelsRow as ParcelLabels
from wesupply_ui.portals.shopper.tracking.rows import ParcelRow


@dataclass(frozen=True)
class PairRow:
    """A name and a value. `strong`: the sum of those above."""

    name: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class PaperRow:
    """Something to print or to keep."""

    icon: str
    label: str
    url: str


@dataclass(frozen=True)
class LabelRow:
    """The label, as far as it is. `url`: the file to print; `qr_url`: the picture to show at a counter."""

    title: str
    words: str
    tone: str = "moving"
    icon: str = "clock"
    url: str = ""
    button: str = ""
    qr_url: str = ""
    qr_alt: str = ""
    number: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """A store to which it can be brought, with its hours; `now`: whether it is open."""

    key: str
    name: str
    address: str
    now: str
    hours: list[PairRow]
    more: str
    map_url: str


@dataclass(frozen=True)
class WayRow:
    """How it comes back: steps in their order, and what is needed for them."""

    key: str
    title: str
    steps: list[str]
    places: list[PlaceRow] = field(default_factory=list)


@dataclass(frozen=True)
class ItemRow:
    """Some units of a line. `word`: how they stand; `notes`: what was said of them."""

    key: str
    title: str
    details: str
    reason: str
    image_url: str
    initial: str
    word: str
    tone: str
    amount: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class WordsRow:
    """Something that was said. `side`: "mine" (the shopper's) or "theirs"."""

    key: str
    side: str
    who: str
    when: str
    when_iso: str
    words: str


@dataclass(frozen=True)
class ChoiceRow:
    """One of several."""

    value: str
    label: str
    about: str = ""


@dataclass(frozen=True)
class FieldRow:
    """A field of a form. `kind`: line, lines or choice."""

    name: str
    kind: str
    label: str
    hint: str = ""
    value: str = ""
    problem: str = ""
    choices: list[ChoiceRow] = field(default_factory=list)


@dataclass(frozen=True)
class FormRow:
    """Something that the shopper can do, posted to the page's own address. `known`: hidden fields; `hard`: it can't be undone."""

    deed: str
    title: str
    words: str
    button: str
    icon: str = "check"
    hard: bool = False
    fields: list[FieldRow] = field(default_factory=list)
    known: list[PairRow] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class ReturnLabels:
    """What stands on every return's page, in the reader's language."""

    language: str = "en"
    return_: str = ""
    order: str = ""
    papers: str = ""
    goods: str = ""
    money: str = ""
    talk: str = ""
    more: str = ""
    help: str = ""
    hours: str = ""
    map: str = ""
    parcel: ParcelLabels = field(default_factory=ParcelLabels)


@dataclass(frozen=True)
class ReturnRows:
    """The whole page. `first`: what the shopper should do; `others`: what else they can, folded. `done`: what they just did."""

    brand: BrandRow = field(default_factory=BrandRow)
    url: str = ""
    number: str = ""
    order_number: str = ""
    order_url: str = ""
    headline: str = ""
    lead: str = ""
    tone: str = "quiet"
    done: str = ""
    undo: list[FormRow] = field(default_factory=list)
    problem: str = ""
    first: list[FormRow] = field(default_factory=list)
    label: list[LabelRow] = field(default_factory=list)
    ways: list[WayRow] = field(default_factory=list)
    papers: list[PaperRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    goods: list[ItemRow] = field(default_factory=list)
    sums: list[PairRow] = field(default_factory=list)
    sums_title: str = ""
    paid: list[PairRow] = field(default_factory=list)
    talk: list[WordsRow] = field(default_factory=list)
    others: list[FormRow] = field(default_factory=list)
    help: list[HelpRow] = field(default_factory=list)
    foot: FootRow = field(default_factory=FootRow)
    title: str = ""
    spoken: str = ""
    preview: PreviewRow = field(default_factory=PreviewRow)
    labels: ReturnLabels = field(default_factory=ReturnLabels)
