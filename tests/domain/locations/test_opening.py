"""When is a place open? Spans, nights, exceptions, holidays, and the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesupply_ui.domain.locations.hours import DAYS, read_exceptions, read_spans, read_week
from wesupply_ui.domain.locations.opening import Hours, hours_on, standing
from wesupply_ui.domain.locations.public_holidays import holiday_rule

CHICAGO = ZoneInfo("America/Chicago")
OFFICE = read_week(dict.fromkeys(DAYS[:5], "9-12, 13-18"))


def at(local: str, zone: ZoneInfo = CHICAGO, fold: int = 0) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def test_between_two_spans_it_is_closed_until_the_second() -> None:
    hours = Hours(OFFICE, [], CHICAGO)
    assert standing(hours, at("2026-11-25T11:59")).until == at("2026-11-25T12:00")
    assert standing(hours, at("2026-11-25T12:00")).opens_at == at("2026-11-25T13:00")
    assert standing(hours, at("2026-11-27T18:00")).opens_at == at("2026-11-30T09:00")  # a Friday's evening


def test_a_span_over_midnight_belongs_to_the_day_on_which_it_began() -> None:
    bar = Hours(read_week({"fri": "20:00-02:00"}), [], CHICAGO)
    assert standing(bar, at("2026-11-28T01:30")).until == at("2026-11-28T02:00")
    assert not standing(bar, at("2026-11-28T02:00")).is_open and not standing(bar, at("2026-11-27T01:30")).is_open


def test_what_touches_is_one_and_what_never_closes_has_no_end() -> None:
    assert standing(Hours(read_week({"mon": "0-24", "tue": "0-6"}), [], CHICAGO), at("2026-11-23T12:00")).until == at("2026-11-24T06:00")
    always = standing(Hours(read_week(dict.fromkeys(DAYS, "0-24")), [], CHICAGO), at("2026-11-23T12:00"))
    assert always.is_open and always.until is None


def test_an_exception_wins_over_a_holiday_and_a_holiday_over_the_week() -> None:
    rule = holiday_rule("US", "TX")
    thanksgiving, eve = date(2026, 11, 26), date(2026, 12, 24)
    plain = Hours(OFFICE, [], CHICAGO, rule)
    assert (hours_on(plain, thanksgiving).spans, hours_on(plain, thanksgiving).note) == ([], "Thanksgiving Day")
    kept = read_exceptions([{"date": "2026-11-26", "hours": "usual"}, {"date": "2026-12-24", "hours": "9-13", "note": "Short day"}])
    ours = Hours(OFFICE, kept, CHICAGO, rule)
    assert hours_on(ours, thanksgiving).spans == OFFICE["thu"] and hours_on(ours, eve).spans == [["09:00", "13:00"]]
    assert standing(ours, at("2026-12-24T12:59")).until == at("2026-12-24T13:00")
    assert hours_on(Hours(OFFICE, [], CHICAGO), thanksgiving).spans == OFFICE["thu"]


def test_bavaria_keeps_a_day_that_berlin_does_not() -> None:
    assert holiday_rule("DE", "BY")(date(2026, 1, 6)) and not holiday_rule("DE", "BE")(date(2026, 1, 6))
    assert holiday_rule("XX", "")(date(2026, 12, 25)) is None


def test_when_clocks_go_forward_a_shop_opens_by_its_own_clock() -> None:
    hours = Hours(read_week({"sun": "1:00-4:00"}), [], CHICAGO)
    assert standing(hours, at("2026-03-08T01:30")).until == datetime(2026, 3, 8, 9, tzinfo=UTC)  # two hours, not three
    skipped = Hours(read_week({"sun": "2:15-2:45"}), [], CHICAGO)
    assert standing(skipped, datetime(2026, 3, 8, 8, 20, tzinfo=UTC)).is_open  # by their clock 3:20: what is skipped counts after it


def test_when_clocks_go_back_the_hour_that_comes_twice_ends_the_first_time() -> None:
    hours = Hours(read_week({"sun": "0:30-1:30"}), [], CHICAGO)
    assert standing(hours, at("2026-11-01T01:15")).is_open and not standing(hours, at("2026-11-01T01:15", fold=1)).is_open
    long = Hours(read_week({"sun": "0:30-3:00"}), [], CHICAGO)
    assert standing(long, at("2026-11-01T01:15", fold=1)).until == at("2026-11-01T03:00")


SPANS = st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1439)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=3).map(
    lambda spans: [[f"{a // 60:02}:{a % 60:02}", f"{b % 1440 // 60:02}:{b % 60:02}"] for a, b in spans]
)
ZONES = st.sampled_from(["America/Chicago", "Europe/Madrid", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC"])
INSTANTS = st.integers(0, 366 * 86_400).map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


@settings(max_examples=150, deadline=None)
@given(week=st.dictionaries(st.sampled_from(DAYS), SPANS), zone=ZONES, moment=INSTANTS)
def test_what_is_said_of_the_next_change_is_what_then_happens(week: dict[str, Any], zone: str, moment: datetime) -> None:
    hours = Hours(week, [], ZoneInfo(zone))
    said = standing(hours, moment)
    change = said.until if said.is_open else said.opens_at
    if change is not None:
        assert change > moment
        assert standing(hours, change).is_open is not said.is_open
        assert standing(hours, change - timedelta(seconds=1)).is_open is said.is_open
        assert standing(hours, moment + (change - moment) / 2).is_open is said.is_open


@settings(max_examples=100, deadline=None)
@given(week=st.dictionaries(st.sampled_from(DAYS), SPANS, min_size=1), moment=INSTANTS)
def test_in_utc_open_is_what_the_clock_on_the_wall_says(week: dict[str, Any], moment: datetime) -> None:
    def shows(day: str, clock: int) -> bool:
        pairs = [[int(time[:2]) * 60 + int(time[3:]) for time in span] for span in week.get(day, [])]
        return any(a <= clock < (b if b > a else b + 1440) for a, b in pairs)

    clock, day = moment.hour * 60 + moment.minute, DAYS[moment.weekday()]
    expected = shows(day, clock) or shows(DAYS[moment.weekday() - 1], clock + 1440)
    assert standing(Hours(week, [], ZoneInfo("UTC")), moment).is_open is expected


@pytest.mark.parametrize(
    ("given_", "words"),
    [("9-18, 17-20", "overlap"), ("25-26", "a time that is none"), ("nine to five", "pair"), ([["9", "18", "20"]], "pair"), (7, "a list")],
)
def test_hours_that_cannot_be_are_told_in_words(given_: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_spans(given_)


def test_a_week_is_kept_in_one_way() -> None:
    assert read_week({"Saturday": "10:00 – 16:00", "mon": [["9:00", "12"]], "sun": "closed", "TUE": None}) == {
        "mon": [["09:00", "12:00"]],
        "sat": [["10:00", "16:00"]],
    }
    with pytest.raises(ValueError, match="on mon has hours that overlap"):
        read_week({"mon": "9-18, 10-11"})
    with pytest.raises(ValueError, match="twice"):
        read_exceptions([{"date": "2026-12-24"}, {"date": "2026-12-24"}])
