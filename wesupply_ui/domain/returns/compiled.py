"""A policy made ready for judging: rules in the order they are read, conditions as bits, and the fields that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from wesupply_ui.domain.returns.compare import number_of
from wesupply_ui.domain.returns.conditions import AllOf, AnyOf, Condition, NotOf, When
from wesupply_ui.domain.returns.document import ASPECTS, UNSAID, Outcome, Policy, Rule
from wesupply_ui.domain.returns.matching import MOST_KEPT, Bits, Match

DEFAULT = "Default"


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """`reads_list`: it asks whether the customer is listed, so that it may decide for people who are."""

    name: str
    says: tuple[tuple[str, Any], ...]
    reads_list: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """Each aspect with the name of the rule behind it. `speaks_of_listed`: such a rule decided whether, or who approves."""

    aspects: Mapping[str, Any]
    by: Mapping[str, str]
    speaks_of_listed: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """`used`: fields that some condition asks for. `number_steps`: numbers of items from which an answer may be another.

    `reasons`: code → codes below it; empty: any reason will do.
    """

    version: int
    zone: tzinfo
    rules: tuple[tuple[int, int, Match | None, CompiledRule], ...]
    default: Mapping[str, Any]
    bits: Bits
    used: frozenset[str]
    number_steps: tuple[int, ...]
    reasons: Mapping[str, frozenset[str]]
    kept: dict[int, Decided]

    def decide(self, bits: int) -> Decided:
        """What the rules say where these conditions are fulfilled. Orders that are alike are decided once."""
        found = self.kept.get(bits)
        if found is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            found = self.kept[bits] = self._decide(bits)
        return found

    def _decide(self, bits: int) -> Decided:
        """Read the rules in their order; the first that matches and speaks of an aspect decides it."""
        aspects: dict[str, Any] = {}
        by: dict[str, str] = {}
        listed = False
        for need, some, match, rule in self.rules:
            if bits & need == need and (not some or bits & some) and (match is None or match.holds(bits)):
                for aspect, value in rule.says:
                    if aspect not in aspects:
                        aspects[aspect], by[aspect] = value, rule.name
                        listed = listed or (rule.reads_list and aspect in ("returnable", "approval"))
        for aspect, value in self.default.items():
            if aspect not in aspects:
                aspects[aspect] = value
                if value is not None:
                    by[aspect] = DEFAULT
        return Decided(aspects, by, listed)


def compile_policy(policy: Policy, zone: tzinfo, version: int = 0) -> Compiled:
    """Compile a checked policy. `zone` is the merchant's, in which days begin and end."""
    active = in_order(policy)
    bits = Bits(zone)
    rules = tuple(_rule(rule, bits) for rule in active)
    default = dict.fromkeys(ASPECTS) | said(UNSAID) | said(policy.default)
    conditions = [each for rule in active for each in conditions_of(rule.when)]
    reasons = {each.code.casefold(): frozenset(sub.code.casefold() for sub in each.sub) for each in policy.reasons}
    return Compiled(version, zone, rules, default, bits, bits.fields, _steps(conditions), reasons, {})


def in_order(policy: Policy) -> list[Rule]:
    """The active rules in the order they are read."""
    return sorted((rule for rule in policy.rules if rule.active), key=lambda rule: rule.priority)


def conditions_of(when: When) -> Iterator[Condition]:
    """Every single condition in a nest."""
    match when:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from conditions_of(part)
        case NotOf(not_=part):
            yield from conditions_of(part)
        case Condition():
            yield when


def said(outcome: Outcome) -> dict[str, Any]:
    """The aspects that an outcome speaks of."""
    return {aspect: value for aspect in ASPECTS if (value := getattr(outcome, aspect)) is not None}


def _rule(rule: Rule, bits: Bits) -> tuple[int, int, Match | None, CompiledRule]:
    """(bits that all have to be there, bits of which one has to, whatever is more than that, the rule)."""
    reads_list = any(each.field == "customer.list" for each in conditions_of(rule.when))
    compiled = CompiledRule(rule.name, tuple(said(rule.then).items()), reads_list)
    match = bits.match(rule.when)
    if not match.some and not match.rest:
        return match.need, 0, None, compiled
    if len(match.some) == 1 and match.some[0] and not match.rest:
        return match.need, match.some[0], None, compiled
    return match.need, 0, match, compiled


def _steps(conditions: list[Condition]) -> tuple[int, ...]:
    """A condition on the item's number can change its answer at these numbers alone, so that not each unit has to be judged."""
    found: set[int] = set()
    for each in conditions:
        if each.field == "return.item_number":
            for value in each.value if isinstance(each.value, list) else [each.value]:
                number = number_of(value)
                if number is not None:
                    found |= {int(number), int(number) + 1}
    return tuple(sorted(found))
