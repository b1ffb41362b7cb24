"""What does the time machine say? Which answers flip, by which rule, what money moves, and orders to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wesupply_ui.domain.returns.answer import Item
from wesupply_ui.domain.returns.compiled import DEFAULT
from wesupply_ui.domain.returns.trial import Behind, Example, Tally, Trial
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.kernel.money import shown
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.settings.returns.try_rows import VERDICTS
from wesupply_ui.portals.merchant.settings.returns.words import ASPECTS

MOST_RULES, MOST_EXAMPLES = 20, 25


@dataclass(frozen=True)
class FlipRow:
    """How many items go from one answer to another. `moved`: by how much more or less they bring, in words."""

    key: str
    before: str
    before_tone: str
    after: str
    after_tone: str
    how_many: str
    moved: str


@dataclass(frozen=True)
class RuleTally:
    """Which rule decided before and which does after, for how many items."""

    key: str
    aspect: str
    before: str
    after: str
    how_many: str
    moved: str


@dataclass(frozen=True)
class ExampleRow:
    """One item whose answer is another."""

    key: str
    order: str
    href: str
    before: str
    before_tone: str
    after: str
    after_tone: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """The whole answer of the time machine."""

    summary: str = ""
    money: str = ""
    flips: list[FlipRow] = field(default_factory=list)
    rules: list[RuleTally] = field(default_factory=list)
    examples: list[ExampleRow] = field(default_factory=list)


def outcome_of(trial: Trial, names: Mapping[str, str], orders: Mapping[str, tuple[str, str]]) -> Outcome:
    """`names`: of rules by their keys; `orders`: external id → (number, id)."""
    changed = sum(tally.items for tally in trial.flips.values()) + trial.costs.items
    of = ngettext("{count} order", "{count} orders", trial.orders)
    summary = ngettext(
        "{count} answer would be another, over {orders}.", "{count} answers would be others, over {orders}.", changed, orders=of
    )
    money = [_("{was} → {now}", was=shown(was, currency), now=shown(now, currency)) for currency, (was, now) in sorted(trial.money.items())]
    flips = [_flip(was, now, tally) for (was, now), tally in sorted(trial.flips.items(), key=lambda each: -each[1].items)]
    costs = [FlipRow("costs", "", "", _("The same answer, other money"), "quiet", _items(trial.costs), _moved(trial.costs))]
    rules = sorted(trial.rules.items(), key=lambda each: -each[1].items)[:MOST_RULES]
    return Outcome(
        summary if changed else _("Nothing would have been answered otherwise, over {orders}.", orders=of),
        " · ".join(money),
        flips + (costs if trial.costs.items else []),
        [_rule(at, behind, tally, names) for at, (behind, tally) in enumerate(rules)],
        [_example(at, each, names, orders) for at, each in enumerate(trial.examples[:MOST_EXAMPLES])],
    )


def _flip(was: str, now: str, tally: Tally) -> FlipRow:
    before, after = VERDICTS[was], VERDICTS[now]
    return FlipRow(f"{was}-{now}", _(before[0]), before[1], _(after[0]), after[1], _items(tally), _moved(tally))


def _items(tally: Tally) -> str:
    return ngettext("{count} item", "{count} items", tally.items)


def _moved(tally: Tally) -> str:
    return " · ".join(("+" if amount > 0 else "") + shown(amount, currency) for currency, amount in sorted(tally.moved.items()))


def _name(name: str, names: Mapping[str, str]) -> str:
    parts = [names.get(each, _("Where no rule speaks") if each == DEFAULT else each) for each in name.split(" / ") if each]
    return " / ".join(parts) or "–"


def _rule(at: int, behind: Behind, tally: Tally, names: Mapping[str, str]) -> RuleTally:
    aspect = _(ASPECTS.get(behind.aspect, behind.aspect))
    return RuleTally(str(at), aspect, _name(behind.before, {}), _name(behind.after, names), _items(tally), _moved(tally))


def _example(at: int, example: Example, names: Mapping[str, str], orders: Mapping[str, tuple[str, str]]) -> ExampleRow:
    number, order_id = orders.get(example.order_external_id, (example.order_external_id, ""))
    before, after = _answer(example.before, example.currency), _answer(example.after, example.currency)
    why = ", ".join(dict.fromkeys(_name(each.after, names) for each in example.behind))
    return ExampleRow(str(at), number, order_href(number, order_id) if order_id else "", *before, *after, why)


def _answer(item: Item | None, currency: str) -> tuple[str, str]:
    words, tone = VERDICTS[item.verdict.value if item else "none"]
    gets = f" · {shown(item.money.total, currency)}" if item and item.money.total else ""
    return _(words) + gets, tone
