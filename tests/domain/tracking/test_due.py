"""When a parcel is asked for again: often when something is about to happen, seldom when nothing is, never after the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wesupply_ui.domain.tracking.due import END, WATCH, Situation, next_poll
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.status import Condition, Milestone

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOVING = Situation("p1", "in_transit", "ok", NOW - 2 * DAY, NOW - HOUR, None, None)


def _wait(parcel: Situation) -> timedelta:
    at = next_poll(parcel, NOW)
    assert at is not None
    return at - NOW


USUAL = {
    "a label just made": (replace(MOVING, milestone="label_created", registered_at=NOW, last_news_at=None), 30 * MINUTE),
    "a label of yesterday": (replace(MOVING, milestone="label_created", registered_at=NOW - DAY, last_news_at=None), 2 * HOUR),
    "a label nobody used": (replace(MOVING, milestone="label_created", registered_at=NOW - 20 * DAY, last_news_at=None), DAY),
    "on its way": (MOVING, 2 * HOUR),
    "expected today": (replace(MOVING, due_on=NOW.date()), HOUR),
    "expected next week": (replace(MOVING, due_on=date(2026, 11, 27)), 2 * HOUR),
    "quiet for five days": (replace(MOVING, registered_at=NOW - 9 * DAY, last_news_at=NOW - 5 * DAY), 6 * HOUR),
    "quiet for two weeks": (replace(MOVING, registered_at=NOW - 20 * DAY, last_news_at=NOW - 14 * DAY), DAY),
    "out for delivery": (replace(MOVING, milestone="out_for_delivery"), 10 * MINUTE),
    "out since yesterday": (replace(MOVING, milestone="out_for_delivery", last_news_at=NOW - DAY), HOUR),
    "a failed attempt": (replace(MOVING, milestone="out_for_delivery", condition="attempt_failed"), HOUR),
    "waits to be collected": (replace(MOVING, milestone="available_for_pickup"), 4 * HOUR),
    "delivered": (replace(MOVING, milestone="delivered", watch_until=NOW + 5 * DAY), 12 * HOUR),
    "lost": (replace(MOVING, condition="lost"), DAY),
}


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_wait(name: str) -> None:
    parcel, usual = USUAL[name]
    assert 0.9 * usual <= _wait(parcel) <= 1.1 * usual


FAILURES = {
    "not known yet": (Failure("not_found", "", True), 1, HOUR),
    "not known for weeks": (Failure("not_found", "", True), 100, DAY),
    "a first failure": (Failure("unavailable", "", True), 1, 2 * MINUTE),
    "a fifth failure": (Failure("unavailable", "", True), 5, 32 * MINUTE),
    "a hundredth failure": (Failure("unavailable", "", True), 100, 4 * HOUR),
    "an account refused": (Failure("unauthorised", "", False), 1, HOUR),
    "no such number": (Failure("invalid_number", "", False), 1, DAY),
}


@pytest.mark.parametrize("name", FAILURES)
def test_the_wait_after_a_failure(name: str) -> None:
    failure, times, usual = FAILURES[name]
    wait = _wait(replace(MOVING, failures=times, failure=failure))
    assert 0.9 * usual <= wait <= 1.1 * usual


def test_a_carriers_own_wish_is_never_cut_short() -> None:
    waits = [
        _wait(replace(MOVING, parcel_id=f"p{index}", failures=1, failure=Failure("rate_limited", "", True, 900))) for index in range(200)
    ]
    assert min(waits) >= 15 * MINUTE
    assert max(waits) <= 17 * MINUTE
    assert len(set(waits)) == 200


def test_parcels_registered_together_are_spread_and_each_keeps_its_place() -> None:
    waits = [_wait(replace(MOVING, parcel_id=f"p{index}")) for index in range(200)]
    assert len(set(waits)) == 200
    assert waits == [_wait(replace(MOVING, parcel_id=f"p{index}")) for index in range(200)]


def test_the_watch_over_a_delivered_parcel_ends() -> None:
    delivered = replace(MOVING, milestone="delivered", watch_until=NOW + 2 * HOUR)
    assert next_poll(delivered, NOW) == NOW + 2 * HOUR
    assert next_poll(delivered, NOW + 2 * HOUR) is None
    assert next_poll(replace(delivered, failures=1, failure=Failure("unavailable", "", True)), NOW + 3 * HOUR) is None
    assert timedelta(days=7) == WATCH


def test_everything_ends_ninety_days_after_it_was_registered() -> None:
    old = replace(MOVING, registered_at=NOW - END + MINUTE, last_news_at=NOW - 30 * DAY)
    assert next_poll(old, NOW) == NOW + MINUTE
    assert next_poll(old, NOW + MINUTE) is None


def test_a_demos_days_pass_faster() -> None:
    at = next_poll(MOVING, NOW, pace=720)
    assert at is not None and timedelta(seconds=9) <= at - NOW <= timedelta(seconds=11)


@given(
    st.sampled_from(Milestone),
    st.sampled_from(Condition),
    st.timedeltas(timedelta(0), timedelta(days=120)),
    st.timedeltas(timedelta(0), timedelta(days=120)),
    st.one_of(st.none(), st.timedeltas(timedelta(days=-10), timedelta(days=10))),
    st.one_of(st.none(), st.builds(Failure, st.sampled_from(["not_found", "unavailable", "refused"]), st.just(""), st.booleans())),
    st.integers(0, 200),
)
def test_it_is_never_asked_again_at_once_and_never_after_its_end(milestone, condition, age, news, watch, failure, failures) -> None:
    registered = NOW - age
    until = NOW + watch if watch is not None else None
    parcel = Situation("p", milestone, condition, registered, NOW - news, until, None, failures, failure)
    at = next_poll(parcel, NOW)
    assert at is None or NOW + timedelta(seconds=5) <= at <= min(registered + END, until or datetime.max.replace(tzinfo=UTC))
