"""How an account's calls are spread over time."""

from __future__ import annotations

from tests.adapters.partner import Clock
from wesupply_ui.adapters.budget import Budget, Pace


def test_a_burst_goes_out_at_once_and_then_calls_come_at_the_pace() -> None:
    clock = Clock()
    budget = Budget(Pace(per_second=10, burst=3), clock)
    waits = [round(budget.reserve(patience=1)[1], 6) for _ in range(6)]
    assert waits == [0.0, 0.0, 0.0, 0.1, 0.2, 0.3]


def test_a_call_that_would_wait_too_long_is_told_when_to_come_back_and_takes_no_place() -> None:
    clock = Clock()
    budget = Budget(Pace(per_second=1, burst=1), clock)
    assert budget.reserve(patience=0) == (True, 0.0)
    assert budget.reserve(patience=0.5) == (False, 1.0)
    assert budget.reserve(patience=0.5) == (False, 1.0)
    clock.seconds += 1
    assert budget.reserve(patience=0.5) == (True, 0.0)


def test_rest_never_saves_up_more_than_a_burst() -> None:
    clock = Clock()
    budget = Budget(Pace(per_second=10, burst=2), clock)
    clock.seconds += 3600
    assert [budget.reserve(patience=0)[0] for _ in range(3)] == [True, True, False]


def test_a_pause_holds_every_call_of_the_account_even_without_a_pace_of_ours() -> None:
    clock = Clock()
    budget = Budget(Pace(), clock)
    assert budget.reserve(patience=0) == (True, 0.0)
    budget.pause(30)
    budget.pause(5)
    assert budget.reserve(patience=5) == (False, 30.0)
    clock.seconds += 30
    assert budget.reserve(patience=0) == (True, 0.0)


def test_a_thousand_calls_in_a_minute_stay_within_pace_and_burst() -> None:
    clock = Clock()
    budget = Budget(Pace(per_second=5, burst=10), clock)
    sent = 0
    for _ in range(6000):
        clock.seconds += 0.01
        sent += budget.reserve(patience=0)[0]
    assert 305 <= sent <= 310
