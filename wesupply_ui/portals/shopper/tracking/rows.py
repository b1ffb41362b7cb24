"""What the tracking page says, in words that are ready to be drawn. Nothing here is more personal than the page itself shows.

Times and dates are texts in the reader's format; `*_iso` are instants (ISO 8601, with offset) for `<time datetime>`. Addresses of links and
pictures have passed `links.safe`; an empty text means "leave it out".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.portals.shopper.rows import BrandRow, FootRow, HelpRow, PreviewRow, SaidRow


@dataclass(frozen=True)
class ScanRow:
    """One carrier event. `time` is the place's own clock; `time_note` says so when that is a guess. `fresh`: came while one looked."""

    key: str
    at_iso: str
    time: str
    place: str
    words: str
    tone: str = "quiet"
    time_note: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class DayRow:
    """Scans of one day, newest first."""

    key: str
    label: str
    scans: list[ScanRow] = field(default_factory=list)


@dataclass(frozen=True)
class StopRow:
    """One of the five stops of a parcel's way. `state`: past, now, ahead."""

    label: str
    state: str


@dataclass(frozen=True)
class ThingRow:
    """Something in a parcel. `initial` stands in where there is no picture."""

    key: str
    title: str
    quantity: str = ""
    image_url: str = ""
    initial: str = ""


@dataclass(frozen=True)
class NoticeRow:
    """What to do, or that nothing needs doing. The page fills one button at most; the others are links."""

    title: str
    words: str
    tone: str = "attention"
    button: str = ""
    url: str = ""
    until: str = ""


@dataclass(frozen=True)
class ParcelRow:
    """One box: its word ("On its way"), its date, its five stops, what is inside and its scans.

    `notices` come before the scans, `asides` after them: what may be of use, and is no news.
    """

    key: str
    milestone: str
    label: str
    tone: str
    icon: str
    part: str = ""
    promise: str = ""
    former: str = ""
    stops: list[StopRow] = field(default_factory=list)
    progress: str = ""
    things: list[ThingRow] = field(default_factory=list)
    contents: str = ""
    notices: list[NoticeRow] = field(default_factory=list)
    asides: list[NoticeRow] = field(default_factory=list)
    recent: list[DayRow] = field(default_factory=list)
    earlier: list[DayRow] = field(default_factory=list)
    earlier_label: str = ""
    silence: str = ""
    carrier: str = ""
    number: str = ""
    carrier_url: str = ""
    follow: str = ""
    copy: str = ""
    signed_by: str = ""


@dataclass(frozen=True)
class LineRow:
    """One line of the order. `id` is the shop's own id of the line; `where` says which parcel, or why none.

    `back`: until when it can be returned.
    """

    id: str
    title: str
    details: str = ""
    quantity: str = ""
    image_url: str = ""
    product_url: str = ""
    initial: str = ""
    where: str = ""
    back: str = ""


@dataclass(frozen=True)
class ReturnRow:
    """A return of something in this order, and how it stands."""

    key: str
    title: str
    word: str
    url: str


@dataclass(frozen=True)
class LabelsRow:
    """What stands on every order's page, in the reader's language."""

    language: str = "en"
    order: str = ""
    before: str = ""
    lines: str = ""
    returns: str = ""
    beside: str = ""
    going_to: str = ""
    ordered: str = ""
    help: str = ""
    number: str = ""
    copied: str = ""
    new_tab: str = ""
    give_back: str = ""


@dataclass(frozen=True)
class TrackingRows:
    """The whole page. `note`: the merchant's own words about help. `return_url`: where something is sent back, if anything can be.

    `spoken` is what a reader that listens is told when it changes; `title` is the tab's.
    """

    brand: BrandRow = field(default_factory=BrandRow)
    order_number: str = ""
    headline: str = ""
    tone: str = "quiet"
    icon: str = "package"
    source: str = ""
    news_iso: str = ""
    news_text: str = ""
    former: str = ""
    actions: list[NoticeRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    return_url: str = ""
    returns: list[ReturnRow] = field(default_factory=list)
    address: str = ""
    placed: str = ""
    help: list[HelpRow] = field(default_factory=list)
    title: str = ""
    spoken: str = ""
    preview: PreviewRow = field(default_factory=PreviewRow)
    note: SaidRow = field(default_factory=SaidRow)
    foot: FootRow = field(default_factory=FootRow)
    labels: LabelsRow = field(default_factory=LabelsRow)
