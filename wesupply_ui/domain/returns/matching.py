"""Which rules match? Each distinct condition of a policy is a bit; a field's value stands for the bits of all conditions it fulfils.

That number is worked out once for each value and kept, so that a rule costs a comparison of two numbers however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from wesupply_ui.domain.returns.compare import Fits, check_of
from wesupply_ui.domain.returns.conditions import AllOf, AnyOf, Condition, NotOf, When

MOST_KEPT = 20_000
Facts = Mapping[str, Any]
Test = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's condition over bits: all of `need`, one of each of `some`, and every test of `rest`."""

    need: int = 0
    some: tuple[int, ...] = ()
    rest: tuple[Test, ...] = ()

    def holds(self, bits: int) -> bool:
        """Whether it is true of these bits."""
        return (
            bits & self.need == self.need
            and (not self.some or all(bits & each for each in self.some))
            and (not self.rest or all(test(bits) for test in self.rest))
        )


@dataclass(slots=True)
class Bits:
    """The conditions of one policy. `bits_of` is the only thing asked while judging."""

    zone: tzinfo
    _bits: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _checks: dict[str, list[tuple[int, Fits]]] = field(default_factory=dict)
    _kept: dict[str, dict[Any, int]] = field(default_factory=dict)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some condition asks for."""
        return frozenset(self._checks)

    def match(self, when: When) -> Match:
        """A nest of conditions over bits."""
        parts = list(when.all) if isinstance(when, AllOf) else [when]
        need, some, rest = 0, [], []
        for part in parts:
            if isinstance(part, Condition):
                need |= self._bit(part)
            elif isinstance(part, AnyOf) and all(isinstance(each, Condition) for each in part.any):
                some.append(self._some(part.any))
            else:
                rest.append(self._test(part))
        return Match(need, tuple(some), tuple(rest))

    def _some(self, conditions: Iterable[When]) -> int:
        bits = 0
        for each in conditions:
            assert isinstance(each, Condition)
            bits |= self._bit(each)
        return bits

    def _test(self, when: When) -> Test:
        match when:
            case NotOf(not_=part):
                inner = self.match(part)
                return lambda bits: not inner.holds(bits)
            case AnyOf(any=parts):
                several = [self.match(each) for each in parts]
                return lambda bits: any(each.holds(bits) for each in several)
        return self.match(when).holds

    def _bit(self, condition: Condition) -> int:
        name = condition.field.casefold()
        key = (name, condition.op, repr(condition.value))
        if key not in self._bits:
            self._bits[key] = 1 << len(self._bits)
            self._checks.setdefault(name, []).append((self._bits[key], check_of(condition, self.zone)))
            self._kept.setdefault(name, {})
        return self._bits[key]

    def bits_of(self, facts: Facts) -> int:
        """The conditions that these facts fulfil, as bits. Each field that there are conditions on has to be among some facts."""
        bits = 0
        for name, value in facts.items():
            kept = self._kept.get(name)
            if kept is None:
                continue
            found = kept.get(value)
            if found is None:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                found = 0
                for bit, check in self._checks[name]:
                    if check(value):
                        found |= bit
                kept[value] = found
            bits |= found
        return bits
