"""What the look-up page says."""

from __future__ import annotations

from dataclasses import dataclass, field

from wesupply_ui.portals.shopper.rows import BrandRow, FootRow, HelpRow, PreviewRow, SaidRow


@dataclass(frozen=True)
class LookupLabels:
    """What stands on every shop's form, in the reader's language."""

    language: str = "en"
    number: str = ""
    second: str = ""
    hint: str = ""
    find: str = ""
    returns: str = ""


@dataclass(frozen=True)
class LookupRows:
    """The page with what was typed before and, after a miss, the one sentence for all misses.

    `action`: where it is sent; `returns_url`: the same for those who want to send something back, where the shop takes things back.
    """

    brand: BrandRow = field(default_factory=BrandRow)
    help: list[HelpRow] = field(default_factory=list)
    title: SaidRow = field(default_factory=SaidRow)
    intro: SaidRow = field(default_factory=SaidRow)
    foot: FootRow = field(default_factory=FootRow)
    labels: LookupLabels = field(default_factory=LookupLabels)
    preview: PreviewRow = field(default_factory=PreviewRow)
    number: str = ""
    second: str = ""
    problem: str = ""
    action: str = ""
    returns_url: str = ""
