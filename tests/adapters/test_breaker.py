"""When a carrier that fails is left alone, and how it is tried again."""

from __future__ import annotations

from tests.adapters.partner import Clock
from wesupply_ui.adapters.breaker import Breaker, Patience


def _broken(clock: Clock) -> Breaker:
    breaker = Breaker(Patience(failures=3, first=10, longest=35), clock)
    for _ in range(3):
        assert breaker.admit() == 0.0
        breaker.failed()
    return breaker


def test_three_failures_in_a_row_open_it_for_a_while() -> None:
    clock = Clock()
    breaker = _broken(clock)
    assert breaker.is_open
    assert breaker.admit() == 10.0


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = Breaker(Patience(failures=3), Clock())
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.admit() == 0.0
    assert not breaker.is_open


def test_one_probe_goes_through_and_its_success_closes_it() -> None:
    clock = Clock()
    breaker = _broken(clock)
    clock.seconds += 10
    assert breaker.admit() == 0.0
    assert breaker.admit() > 0.0
    breaker.succeeded()
    assert [breaker.admit(), breaker.admit()] == [0.0, 0.0]


def test_failed_probes_double_the_pause_up_to_the_longest() -> None:
    clock = Clock()
    breaker = _broken(clock)
    pauses = []
    for _ in range(3):
        clock.seconds += breaker.admit()
        assert breaker.admit() == 0.0
        breaker.failed()
        pauses.append(breaker.admit())
    assert pauses == [20.0, 35.0, 35.0]


def test_a_probe_that_was_dropped_lets_another_one_go() -> None:
    clock = Clock()
    breaker = _broken(clock)
    clock.seconds += 10
    assert breaker.admit() == 0.0
    breaker.dropped()
    assert breaker.admit() == 0.0
