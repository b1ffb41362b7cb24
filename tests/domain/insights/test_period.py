"""A period is shown by its days; a long one by its weeks, which miss no day and hold none twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.figures import by_step, in_total
from wesupply_ui.domain.insights.period import MOST_DAYS_SHOWN, Period


@given(first=st.dates(date(2000, 1, 1), date(2190, 1, 1)), days=st.integers(1, 800))
def test_steps_are_the_days_or_the_weeks_of_the_period(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))
    steps = period.steps
    assert list(chain.from_iterable(step.days for step in steps)) == period.days
    assert period.is_weekly == (days > MOST_DAYS_SHOWN)
    if not period.is_weekly:
        assert len(steps) == days
    else:
        assert {step.first.isocalendar()[:2] for step in steps} == {day.isocalendar()[:2] for day in period.days}
        assert all(step.first.weekday() == 0 for step in steps[1:])


@given(counts=st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=400))
def test_steps_together_hold_what_the_days_held(counts: list[tuple[int, int, int]]) -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=len(counts) - 1))
    days = [Day(on, *counted) for on, counted in zip(period.days, counts, strict=True)]
    steps = by_step(days, period)
    assert [step.on for step in steps] == [step.first for step in period.steps]
    assert in_total(steps) == in_total(days)
