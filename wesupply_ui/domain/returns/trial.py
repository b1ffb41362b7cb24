"""What would a draft change? Compares its answers with those of what is in force, and finds the rules behind each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wesupply_ui.domain.returns.answer import Item, Quote, Verdict

MOST_EXAMPLES = 100
NONE = "none"
"""The verdict where nothing is in force."""
_OF_CODE = {
    "not_returnable": "returnable",
    "window_closed": "window",
    "not_delivered": "window",
    "in_progress": "window",
    "review": "approval",
    "resolution_not_offered": "resolutions",
    "method_not_offered": "methods",
    "digital": "methods",
}
_OF_AMOUNT = {"return_cost": "return_cost", "restocking": "restocking", "shipping": "refund_shipping", "bonus": "resolutions"}


@dataclass(frozen=True, slots=True)
class Behind:
    """Which rule decided an aspect before and which does after; "" where nothing did."""

    aspect: str
    before: str
    after: str


@dataclass(slots=True)
class Tally:
    """How many items, and by how much more (or less) they would bring, in minor units by currency."""

    items: int = 0
    moved: dict[str, int] = field(default_factory=dict)

    def add(self, currency: str, amount: int) -> None:
        """Count one more item."""
        self.items += 1
        if amount:
            self.moved[currency] = self.moved.get(currency, 0) + amount


@dataclass(frozen=True, slots=True)
class Example:
    """One item whose answer is another. `before` None: nothing was in force."""

    order_external_id: str
    currency: str
    before: Item | None
    after: Item
    behind: tuple[Behind, ...]


@dataclass(slots=True)
class Trial:
    """What a draft would change. `flips`: by verdict before and after; `costs`: items whose verdict stays and whose money does not.

    `money`: what all items bring before and after, by currency; `examples`: the first `MOST_EXAMPLES` of both kinds.
    """

    orders: int = 0
    items: int = 0
    verdicts: dict[str, dict[str, int]] = field(default_factory=lambda: {"before": {}, "after": {}})
    flips: dict[tuple[str, str], Tally] = field(default_factory=dict)
    costs: Tally = field(default_factory=Tally)
    rules: dict[Behind, Tally] = field(default_factory=dict)
    money: dict[str, tuple[int, int]] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)

    def compare(self, order_external_id: str, before: Quote | None, after: Quote) -> None:
        """Count one order, judged by what is in force and by the draft for the same request."""
        self.orders += 1
        earlier = before.items if before else [None] * len(after.items)
        for old, new in zip(earlier, after.items, strict=True):
            self._compare(order_external_id, after.currency, old, new)

    def _compare(self, order_external_id: str, currency: str, old: Item | None, new: Item) -> None:
        self.items += 1
        was, now = old.verdict.value if old else NONE, new.verdict.value
        self.verdicts["before"][was] = self.verdicts["before"].get(was, 0) + 1
        self.verdicts["after"][now] = self.verdicts["after"].get(now, 0) + 1
        paid, pays = old.money.total if old else 0, new.money.total
        sums = self.money.get(currency, (0, 0))
        self.money[currency] = (sums[0] + paid, sums[1] + pays)
        if was == now and paid == pays:
            return
        if was != now:
            self.flips.setdefault((was, now), Tally()).add(currency, pays - paid)
        else:
            self.costs.add(currency, pays - paid)
        behind = tuple(dict.fromkeys(_behind(old, new)))
        for each in behind:
            self.rules.setdefault(each, Tally()).add(currency, pays - paid)
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(Example(order_external_id, currency, old, new, behind))


def aspects_of(codes: Iterable[str]) -> list[str]:
    """The aspects behind reasons, by their codes; those that are facts have none."""
    return [_OF_CODE[code] for code in codes if code in _OF_CODE]


def _behind(old: Item | None, new: Item) -> Iterator[Behind]:
    """The aspects that made the difference, each with its rules."""
    if old is None:
        codes = {reason.code for reason in new.reasons}
    else:
        codes = {reason.code for reason in old.reasons} ^ {reason.code for reason in new.reasons}
    aspects = aspects_of(sorted(codes))
    both_bring = old is not None and Verdict.NO not in (old.verdict, new.verdict)
    if old is not None and both_bring:
        aspects += [aspect for name, aspect in _OF_AMOUNT.items() if getattr(old.money, name) != getattr(new.money, name)]
        if old.chosen != new.chosen:
            aspects.append("resolutions")
    for aspect in aspects or (["returnable"] if old is None else []):
        yield Behind(aspect, old.decided_by.get(aspect, "") if old else "", new.decided_by.get(aspect, ""))
