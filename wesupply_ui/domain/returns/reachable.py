"""Which rules can never decide anything? Those that never match, and those whose every aspect an earlier rule has always decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from hashlib import sha256

from wesupply_ui.domain.returns.compare import Fits, check_of, number_of, text_of
from wesupply_ui.domain.returns.compiled import said
from wesupply_ui.domain.returns.conditions import AllOf, AnyOf, Condition, Kind, NotOf, When, kind_of
from wesupply_ui.domain.returns.document import Policy, Rule
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _

MOST_KEPT = 20_000
_FOUND: dict[bytes, tuple[str, ...] | None] = {}
"""Blockers of a rule by a fingerprint of it and all read before it (None: it never matches). Whoever edits one of hundreds asks for all
again and again."""


def remarks_on_reach(policy: Policy, zone: tzinfo) -> list[FieldProblem]:
    """A remark for each active rule that is never reached. What cannot be told is left alone: no remark is ever wrong."""
    order = sorted((index for index, rule in enumerate(policy.rules) if rule.active), key=lambda index: policy.rules[index].priority)
    known, earlier, chain = _Known(zone), list[_Read](), str(zone).encode()
    found = []
    for index in order:
        rule = policy.rules[index]
        chain = sha256(chain + repr((rule.name, rule.when, rule.then)).encode()).digest()
        parts = _parts(rule.when)
        if chain not in _FOUND:
            if len(_FOUND) >= MOST_KEPT:
                _FOUND.clear()
            _FOUND[chain] = None if _never(parts, zone) else tuple(_blockers(rule, parts, earlier, known))
        blockers = _FOUND[chain]
        if blockers is None:
            found.append(FieldProblem(f"rules[{index}].when", _("can never be true, so that the rule decides nothing")))
            continue
        if blockers:
            names = ", ".join(f"“{name}”" for name in blockers)
            told = _("is never reached: {names}, read before it, decide all of it whenever it matches", names=names)
            found.append(FieldProblem(f"rules[{index}]", told))
        earlier.append(_Read(rule.name, frozenset(said(rule.then)), parts))
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """An earlier rule: of what it speaks, and what it needs."""

    name: str
    says: frozenset[str]
    needs: list[When]


@dataclass(slots=True)
class _Known:
    """What is worked out once for each condition, as each is held against many. They live as long as the policy, and go by their id."""

    zone: tzinfo
    _keys: dict[int, str] = field(default_factory=dict)
    _checks: dict[int, Fits] = field(default_factory=dict)
    _texts: dict[int, frozenset[str] | None] = field(default_factory=dict)

    def same(self, one: When, other: When) -> bool:
        """Whether two say the same."""
        return one is other or self._key(one) == self._key(other)

    def check(self, condition: Condition) -> Fits:
        """The condition as a function."""
        if id(condition) not in self._checks:
            self._checks[id(condition)] = check_of(condition, self.zone)
        return self._checks[id(condition)]

    def texts(self, condition: Condition) -> frozenset[str] | None:
        """The values one of which a text has to be, as they are compared; None where that is not what it says."""
        if id(condition) not in self._texts:
            values = condition.value if condition.op == "in" else [condition.value] if condition.op == "eq" else []
            fits = bool(values) and all(each is not None for each in values)
            self._texts[id(condition)] = frozenset(text_of(each) for each in values) if fits else None
        return self._texts[id(condition)]

    def _key(self, when: When) -> str:
        if id(when) not in self._keys:
            self._keys[id(when)] = repr(when)
        return self._keys[id(when)]


def _parts(when: When) -> list[When]:
    """What has to be true all together, nested ones taken apart."""
    if isinstance(when, AllOf):
        return [inner for part in when.all for inner in _parts(part)]
    return [when]


def _blockers(rule: Rule, parts: list[When], earlier: list[_Read], known: _Known) -> list[str]:
    """Names of earlier rules that together decide every aspect of this one whenever it matches; empty when some is left."""
    left, names = set(said(rule.then)), []
    for other in earlier:
        decided = left & other.says
        if decided and all(any(_implies(part, need, known) for part in parts) for need in other.needs):
            left -= decided
            names.append(other.name)
    return names if not left else []


def _implies(part: When, need: When, known: _Known) -> bool:
    """Whether `need` is true wherever `part` is."""
    if isinstance(part, Condition) and isinstance(need, Condition):
        return _condition_implies(part, need, known)
    if known.same(part, need):
        return True
    if isinstance(need, AnyOf):
        return any(_implies(part, each, known) for each in need.any)
    if isinstance(part, AnyOf):
        return bool(part.any) and all(_implies(each, need, known) for each in part.any)
    return False


def _condition_implies(part: Condition, need: Condition, known: _Known) -> bool:
    if part.field.casefold() != need.field.casefold():
        return False
    if known.same(part, need):
        return True
    if need.op == "exists" and need.value is not False:
        return part.op in ("eq", "in", "contains", "matches", "lt", "lte", "gt", "gte", "between") and part.value is not None
    kind = kind_of(part.field)
    if kind is Kind.NUMBER:
        return _within(_range(part), _range(need))
    values = known.texts(part) if kind is Kind.TEXT else None
    if not values:
        return False
    wanted = known.texts(need)
    return values <= wanted if wanted is not None else all(known.check(need)(each) for each in values)


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
