"""Which rules can never decide anything? Those that never match, and those whose every aspect an earlier rule has always decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from decimal import Decimal

from wesupply_ui.domain.returns.compare import check_of, number_of, text_of
from wesupply_ui.domain.returns.compiled import said
from wesupply_ui.domain.returns.conditions import AllOf, AnyOf, Condition, Kind, NotOf, When, kind_of
from wesupply_ui.domain.returns.document import Policy, Rule
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _


def remarks_on_reach(policy: Policy, zone: tzinfo) -> list[FieldProblem]:
    """A remark for each active rule that is never reached. What cannot be told is left alone: no remark is ever wrong."""
    order = sorted((index for index, rule in enumerate(policy.rules) if rule.active), key=lambda index: policy.rules[index].priority)
    earlier: list[tuple[Rule, list[When]]] = []
    found = []
    for index in order:
        rule = policy.rules[index]
        parts = _parts(rule.when)
        if _never(parts, zone):
            found.append(FieldProblem(f"rules[{index}].when", _("can never be true, so that the rule decides nothing")))
            continue
        blockers = _blockers(rule, parts, earlier, zone)
        if blockers:
            names = ", ".join(f"“{name}”" for name in blockers)
            found.append(
                FieldProblem(
                    f"rules[{index}]", _("is never reached: {names}, read before it, decide all of it whenever it matches", names=names)
                )
            )
        earlier.append((rule, parts))
    return found


def _parts(when: When) -> list[When]:
    """What has to be true all together, nested ones taken apart."""
    if isinstance(when, AllOf):
        return [inner for part in when.all for inner in _parts(part)]
    return [when]


def _blockers(rule: Rule, parts: list[When], earlier: list[tuple[Rule, list[When]]], zone: tzinfo) -> list[str]:
    """Names of earlier rules that together decide every aspect of this one whenever it matches; empty when some is left."""
    left, names = set(said(rule.then)), []
    for other, needed in earlier:
        decided = left & said(other.then).keys()
        if decided and all(any(_implies(part, need, zone) for part in parts) for need in needed):
            left -= decided
            names.append(other.name)
    return names if not left else []


def _implies(part: When, need: When, zone: tzinfo) -> bool:
    """Whether `need` is true wherever `part` is."""
    if part == need:
        return True
    if isinstance(need, AnyOf):
        return any(_implies(part, each, zone) for each in need.any)
    if isinstance(part, AnyOf):
        return bool(part.any) and all(_implies(each, need, zone) for each in part.any)
    if not isinstance(part, Condition) or not isinstance(need, Condition) or part.field.casefold() != need.field.casefold():
        return False
    if need.op == "exists" and need.value is not False:
        return part.op in ("eq", "in", "contains", "matches", "lt", "lte", "gt", "gte", "between") and part.value is not None
    kind = kind_of(part.field)
    if kind is Kind.NUMBER:
        return _within(_range(part), _range(need))
    if kind is Kind.TEXT and part.op in ("eq", "in"):
        check = check_of(need, zone)
        values = part.value if part.op == "in" else [part.value]
        return bool(values) and all(each is not None and check(text_of(each)) for each in values)
    return False


Range = tuple[Decimal | None, bool, Decimal | None, bool]
"""(least, whether it counts itself, most, whether it counts itself); None: no end on that side."""


def _range(condition: Condition) -> Range | None:
    if condition.op == "between":
        low, high = (number_of(each) for each in condition.value)
        return low, True, high, True
    number = number_of(condition.value)
    if number is None:
        return None
    return {
        "eq": (number, True, number, True),
        "gt": (number, False, None, False),
        "gte": (number, True, None, False),
        "lt": (None, False, number, False),
        "lte": (None, False, number, True),
    }.get(condition.op)


def _within(inner: Range | None, outer: Range | None) -> bool:
    if inner is None or outer is None:
        return False
    low, low_counts, high, high_counts = outer
    above = low is None or (inner[0] is not None and (inner[0] > low or (inner[0] == low and (low_counts or not inner[1]))))
    below = high is None or (inner[2] is not None and (inner[2] < high or (inner[2] == high and (high_counts or not inner[3]))))
    return above and below


def _never(parts: list[When], zone: tzinfo) -> bool:
    """Whether these contradict each other, as far as that can be told."""
    if any(isinstance(part, AnyOf) and (not part.any or all(_never(_parts(each), zone) for each in part.any)) for part in parts):
        return True
    if any(isinstance(part, NotOf) and not _parts(part.not_) for part in parts):
        return True
    plain = [part for part in parts if isinstance(part, Condition)]
    if any(part.op == "in" and part.value == [] for part in plain):
        return True
    if any(isinstance(part, NotOf) and part.not_ in plain for part in parts):
        return True
    return any(_contradict(one, other, zone) for index, one in enumerate(plain) for other in plain[index + 1 :])


def _contradict(one: Condition, other: Condition, zone: tzinfo) -> bool:
    if one.field.casefold() != other.field.casefold():
        return False
    kind = kind_of(one.field)
    if kind is Kind.TEXT:
        return any(_rules_out(first, second, zone) for first, second in ((one, other), (other, one)))
    if kind is Kind.NUMBER:
        first, second = _range(one), _range(other)
        return first is not None and second is not None and (_apart(first, second) or _apart(second, first))
    return False


def _rules_out(one: Condition, other: Condition, zone: tzinfo) -> bool:
    values = list(_values(one))
    check = check_of(other, zone)
    return bool(values) and not any(check(text_of(each)) for each in values)


def _values(condition: Condition) -> Iterator[object]:
    if condition.op == "eq" and condition.value is not None:
        yield condition.value
    elif condition.op == "in":
        yield from condition.value or ()


def _apart(low: Range, high: Range) -> bool:
    """Whether everything of `low` is below everything of `high`."""
    if low[2] is None or high[0] is None:
        return False
    return low[2] < high[0] or (low[2] == high[0] and not (low[3] and high[1]))
