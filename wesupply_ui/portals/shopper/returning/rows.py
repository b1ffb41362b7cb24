"""What the steps of a return say, in words that are ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.portals.shopper.rows import BrandRow, FootRow, HelpRow, PreviewRow


@dataclass(frozen=True)
class StepRow:
    """One of the five words of the progress line. `state`: past, now, ahead; `url` for those one can go back to."""

    label: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class PairRow:
    """A name with its value."""

    name: str
    value: str


@dataclass(frozen=True)
class MoneyRow:
    """The corner that says what comes back. `about`: by what; `parts`: how it adds up."""

    label: str = ""
    amount: str = ""
    about: str = ""
    parts: list[PairRow] = field(default_factory=list)


@dataclass(frozen=True)
class LabelsRow:
    """Words that stand on every step."""

    language: str = "en"
    order: str = ""
    progress: str = ""
    back: str = ""
    go_on: str = ""
    offline: str = ""
    help: str = ""
    step: str = ""


@dataclass(frozen=True)
class FrameRow:
    """What all steps share. `problem`: what has to be mended first; `notice`: what is good to know. `back`: the step before."""

    brand: BrandRow
    foot: FootRow
    preview: PreviewRow
    labels: LabelsRow
    order_number: str = ""
    title: str = ""
    heading: str = ""
    intro: str = ""
    steps: list[StepRow] = field(default_factory=list)
    money: MoneyRow = field(default_factory=MoneyRow)
    help: list[HelpRow] = field(default_factory=list)
    action: str = ""
    back: str = ""
    problem: str = ""
    notice: str = ""
    notice_url: str = ""
    notice_label: str = ""


@dataclass(frozen=True)
class GoodRow:
    """An item of the order. `key`: its line's id. `why_not`: it stays visible, grey; `problem`: what is wrong with the choice of it."""

    key: str
    title: str
    details: str = ""
    image_url: str = ""
    initial: str = ""
    quantity: int = 0
    most: int = 1
    until: str = ""
    note: str = ""
    why_not: str = ""
    problem: str = ""
    how_many: str = ""


@dataclass(frozen=True)
class ReasonRow:
    """An option of the list of reasons; with `below` a group of them."""

    value: str
    label: str
    below: list[ReasonRow] = field(default_factory=list)


@dataclass(frozen=True)
class PhotoRow:
    """A photo that was added. `url` shows it large, for half an hour."""

    id: str
    url: str
    small: str
    label: str
    remove: str


@dataclass(frozen=True)
class WhyRow:
    """What is asked about one item. `comment`, `photo`: no, optional, required."""

    good: GoodRow
    reason: str = ""
    reason_problem: str = ""
    comment: str = ""
    comment_asked: str = "no"
    comment_label: str = ""
    comment_problem: str = ""
    photo_asked: str = "no"
    photo_label: str = ""
    photo_problem: str = ""
    photos: list[PhotoRow] = field(default_factory=list)


@dataclass(frozen=True)
class OptionRow:
    """Something to choose, with what it is worth."""

    value: str
    label: str
    worth: str = ""
    extra: str = ""
    about: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class StoreRow:
    """A store that takes things back."""

    name: str
    address: list[str] = field(default_factory=list)
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ChoiceRow:
    """A question with its options: for the whole return, or for one item where items differ."""

    name: str
    legend: str
    good: GoodRow | None = None
    options: list[OptionRow] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """One item as it is asked for."""

    good: GoodRow
    facts: list[str] = field(default_factory=list)
    comment: str = ""
    photos: list[PhotoRow] = field(default_factory=list)
    amount: str = ""
    problem: str = ""
