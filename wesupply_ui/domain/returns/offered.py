"""What of an order can a shopper send back by themselves, until when, and what can they have for it? Pure, over an order at its bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wesupply_ui.domain.returns.answer import Item, Quote, Resolution, Verdict
from wesupply_ui.domain.returns.bench import Bench
from wesupply_ui.domain.returns.snapshot import AskedLine

BY_THEMSELVES = ("refund", "store_credit", "gift_card", "replacement", "repair", "offline_refund")
"""What a shopper can choose alone; an exchange needs to be told for what, which staff do."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One line judged alone, with all its units that are left. `ends_on`: the last day of any offer; None without an end, or a begin."""

    left: int
    item: Item
    offers: Sequence[Resolution]
    ends_on: date | None

    @property
    def may_come(self) -> bool:
        """Whether some of it can be asked for now."""
        return self.left > 0 and self.item.verdict is not Verdict.NO and bool(self.offers) and bool(self.item.methods)

    @property
    def has_arrived(self) -> bool:
        """As far as anybody knows."""
        return all(each.code not in ("not_delivered", "in_progress") for each in self.item.reasons)


def coming(bench: Bench, line_external_id: str) -> Coming:
    """How it stands with a line."""
    left = bench.left(line_external_id)
    (item,) = bench.asked([AskedLine(line_external_id, max(1, left))]).items
    offers = offers_of(item)
    ends = [each.ends_on for each in offers]
    return Coming(left, item, offers, None if not ends or None in ends else max(each for each in ends if each))


def offers_of(item: Item) -> list[Resolution]:
    """Those that can be chosen here, in the policy's order."""
    return [each for each in item.resolutions if each.kind in BY_THEMSELVES]


def filled(bench: Bench, lines: Sequence[AskedLine]) -> list[AskedLine]:
    """The same lines, each with a resolution: its own, or the first that can be chosen here."""
    quote = bench.asked([replace(each, resolution=None) for each in lines])
    return [
        each if each.resolution else replace(each, resolution=next((offer.kind for offer in offers_of(item)), None))
        for each, item in zip(lines, quote.items, strict=True)
    ]


def quoted(bench: Bench, lines: Sequence[AskedLine]) -> Quote:
    """What these lines would bring, with what was not chosen yet filled in."""
    return bench.asked(filled(bench, lines))
