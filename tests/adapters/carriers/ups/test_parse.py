"""What UPS's answers are read as: recorded ones from beside the checkout, and ones of our own for each odd case."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.carriers.answers import all_recorded, recorded, spoiled
from tests.adapters.carriers.ups.answers import AUSTIN, DELIVERED, LOUISVILLE, NUMBER, activity, answer, body
from wesupply_ui.adapters.carriers.ups.parse import read
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading, Window
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone


def _read(*packages: dict[str, Any], number: str = NUMBER) -> Reading:
    reading = read(body(*packages), number)
    assert isinstance(reading, Reading)
    return reading


def _with(**fields: Any) -> Reading:
    return _read({**DELIVERED, **fields})


def test_a_delivered_parcel_is_told_with_all_that_is_known_of_it() -> None:
    reading = _read(DELIVERED)
    assert (reading.carrier, reading.number, reading.service, reading.weight_grams) == ("ups", NUMBER, "UPS® Ground", 998)
    assert reading.signed_by == "ADA"
    assert reading.delivered_at == datetime.fromisoformat("2026-11-20T14:02:00-06:00")
    assert reading.current == Meaning(Milestone.DELIVERED, Condition.OK)
    assert reading.estimated is None
    assert [(scan.at.isoformat(), scan.code, scan.text, scan.clock) for scan in reading.scans] == [
        ("2026-11-20T14:02:00-06:00", "FS", "DELIVERED", ClockSource.CARRIER),
        ("2026-11-20T08:30:11-06:00", "OT", "Out For Delivery Today", ClockSource.PLACE),
        ("2026-11-19T22:30:00-05:00", "DP", "Departed from Facility", ClockSource.PLACE),
        ("2026-11-18T19:05:00-05:00", "OR", "Origin Scan", ClockSource.NEIGHBOUR),
        ("2026-11-18T12:00:00-05:00", "MP", "Shipper created a label.", ClockSource.NEIGHBOUR),
    ]


def test_nobodys_name_is_kept_but_that_of_who_signed() -> None:
    reading = _with(deliveryInformation={"receivedBy": "GRACE"})
    assert reading.signed_by == "GRACE"
    assert "ADA" not in repr(reading)


@pytest.mark.parametrize(
    ("fields", "expected", "clock"),
    [
        ({"gmtOffset": "-07:00"}, "2026-11-20T14:02:00-07:00", ClockSource.CARRIER),
        ({"gmtDate": "20261120", "gmtTime": "200200"}, "2026-11-20T14:02:00-06:00", ClockSource.CARRIER),
        ({"gmtDate": "20261120", "gmtTime": "90200", "time": "030200"}, "2026-11-20T03:02:00-06:00", ClockSource.CARRIER),
        ({"gmtDate": "20261120", "gmtTime": "20:17:33"}, "2026-11-20T14:02:00-06:00", ClockSource.PLACE),
        ({"gmtOffset": "", "gmtDate": "", "gmtTime": ""}, "2026-11-20T14:02:00-06:00", ClockSource.PLACE),
        ({"gmtOffset": "+99:99"}, "2026-11-20T14:02:00-06:00", ClockSource.PLACE),
        ({"date": "", "gmtDate": "20261120", "gmtTime": "200200", "gmtOffset": "-06:00"}, "2026-11-20T14:02:00-06:00", ClockSource.CARRIER),
        ({"date": "", "gmtDate": "20261120", "gmtTime": "200200"}, "2026-11-20T20:02:00+00:00", ClockSource.CARRIER),
        ({"time": ""}, "2026-11-20T00:00:00-06:00", ClockSource.PLACE),
        ({"time": "14:02:00"}, "2026-11-20T14:02:00-06:00", ClockSource.PLACE),
    ],
)  # fmt: skip
def test_a_scans_time_carries_the_offset_of_its_place_and_says_how_it_is_known(fields: dict[str, Any], expected: str, clock: str) -> None:
    scan = {**activity("D", "FS", "DELIVERED", "20261120", "140200", AUSTIN), **fields}
    (read_scan,) = _with(activity=[scan]).scans
    assert (read_scan.at.isoformat(), read_scan.clock) == (expected, clock)


def test_a_time_whose_place_nobody_knows_is_kept_and_marked_as_assumed() -> None:
    (scan,) = _with(activity=[activity("I", "AR", "Arrived", "20261120", "120000", {"countryCode": "US"})], packageAddress=[]).scans
    assert (scan.at.isoformat(), scan.clock) == ("2026-11-20T12:00:00+00:00", ClockSource.ASSUMED)


@pytest.mark.parametrize(
    "odd",
    [
        {"time": "14:25 PM"}, {"time": "250000"}, {"time": 140200}, {"date": "string"}, {"date": "20261345"}, {"date": "00010101"},
        {"date": ""}, {"status": None}, {"status": "string"}, {"date": "٢٠٢٦١١٢٠"},
    ],
)  # fmt: skip
def test_a_scan_that_makes_no_sense_falls_out_with_a_note_and_the_rest_stays(odd: dict[str, Any]) -> None:
    good, bad = DELIVERED["activity"][0], {**DELIVERED["activity"][1], **odd}
    reading = _with(activity=[good, bad, "string", None])
    assert [scan.code for scan in reading.scans] == ["FS"]
    assert reading.notes == ("a scan without a readable time or status was left out",)


def test_a_code_nobody_published_is_kept_with_its_words() -> None:
    reading = _with(activity=[activity("I", "0Q", "Package rested at a lay-by", "20261120", "120000", AUSTIN)])
    (scan,) = reading.scans
    assert (scan.code, scan.text, scan.meaning) == ("0Q", "Package rested at a lay-by", None)
    assert reading.notes == ("unmapped code '0Q'",)


def test_scans_stay_in_the_carriers_order_with_their_repetitions() -> None:
    scans = [DELIVERED["activity"][index] for index in (2, 0, 0, 1)]
    assert [scan.code for scan in _with(activity=scans).scans] == ["DP", "FS", "FS", "OT"]


PLAN = [
    ([("SDD", "20261124")], {}, Window(date(2026, 11, 24), date(2026, 11, 24))),
    ([("SDD", "20261124"), ("RDD", "20261125")], {"type": "EOD", "endTime": ""}, Window(date(2026, 11, 25), date(2026, 11, 25))),
    ([("SDD", "20261124")], {"type": "EDW", "startTime": "100000", "endTime": "140000"},
     ("2026-11-24T10:00-06:00", "2026-11-24T14:00-06:00")),
    ([("SDD", "20261124")], {"type": "CMT", "endTime": "103000"}, ("2026-11-24T00:00-06:00", "2026-11-24T10:30-06:00")),
    ([("SDD", "20261124")], {"type": "EDW", "startTime": "string", "endTime": "140000"}, Window(date(2026, 11, 24), date(2026, 11, 24))),
    ([("SDD", "20261124")], {"type": "EDW", "startTime": "150000", "endTime": "140000"}, Window(date(2026, 11, 24), date(2026, 11, 24))),
    ([("string", "string")], {"type": "string", "endTime": "string"}, None),
    ([], {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("dates", "hours", "expected"), PLAN)
def test_the_promise_is_the_rescheduled_day_with_its_hours(dates: list[tuple[str, str]], hours: dict[str, str], expected: Any) -> None:
    days = [{"type": kind, "date": day} for kind, day in dates]
    if isinstance(expected, tuple):
        expected = Window(*(datetime.fromisoformat(at) for at in expected))
    assert _with(deliveryDate=days, deliveryTime=hours).estimated == expected


def test_a_delivery_without_its_scan_is_taken_from_the_delivery_date() -> None:
    reading = _with(activity=[])
    assert reading.delivered_at == datetime.fromisoformat("2026-11-20T14:02:00-06:00")


def test_a_parcel_on_its_way_home_was_not_delivered() -> None:
    assert _with(currentStatus={"code": "035"}).delivered_at is None


def test_of_several_packages_the_one_asked_about_is_read_and_the_others_are_its_pieces() -> None:
    other = {**DELIVERED, "trackingNumber": "1Z12345E1505270452", "activity": []}
    reading = _read(other, DELIVERED)
    assert (reading.number, len(reading.scans), reading.pieces) == (NUMBER, 5, ("1Z12345E1505270452",))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"", "malformed"), (b"<html>", "malformed"), (b"[]", "malformed"), (b"null", "malformed"), (b"{}", "malformed"),
        (b'{"trackResponse": []}', "malformed"), (b'{"trackResponse": {"shipment": "string"}}', "malformed"),
        (b'{"trackResponse": {"shipment": [{"package": [{}]}]}}', "malformed"),
        (b'{"trackResponse": {"shipment": [{"inquiryNumber": "1Z"}]}}', "not_found"),
        (b'{"response": {"errors": [{"code": "10429", "message": "Too Many Requests"}]}}', "rate_limited"),
        (b'{"response": {"errors": [{"code": "string", "message": "string"}]}}', "refused"),
        (b'{"response": {"errors": [{}]}}', "refused"),
        (b"\xff\xfe", "malformed"),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_a_failure(said: bytes, code: str) -> None:
    failure = read(said, NUMBER)
    assert isinstance(failure, Failure)
    assert failure.code == code


RECORDED = [
    ("tracking_label_created_response_parsing__2026-06-23", "1Z999AA10123456784", "2024-03-15T07:46:00+01:00", "MP",
     "Shipper created a label, UPS has not received the package yet.", Place("Frankfurt", None, "60314", "DE"),
     Milestone.LABEL_CREATED, 2500),
    ("tracking_pickup_response_parsing__2026-06-23", "1Z999AA10123456784", "2024-03-15T09:25:00+01:00", "PU",
     "Package picked up.", Place("Frankfurt", None, "60314", "DE"), Milestone.ACCEPTED, 2500),
    ("tracking_response_parsing", "string", "2021-02-10T07:13:56-05:00", "SR",
     "Your package was released by the customs agency.", Place("Wayne", "NJ", "07470", "US"), Milestone.IN_TRANSIT, None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "number", "at", "code", "text", "place", "milestone", "grams"), RECORDED)
def test_recorded_answers_are_read_right(
    case: str, number: str, at: str, code: str, text: str, place: Place, milestone: Milestone, grams: int | None
) -> None:
    reading = read(recorded("ups", case), "")
    assert isinstance(reading, Reading)
    (scan,) = reading.scans
    assert (reading.number, reading.weight_grams, reading.delivered_at) == (number, grams, None)
    assert (scan.at.isoformat(), scan.code, scan.text, scan.place) == (at, code, text, place)
    assert scan.meaning
    assert scan.meaning.milestone is milestone


@pytest.mark.parametrize(
    ("case", "failure"),
    [
        ("invalid_tracking_number_response_parsing", Failure("invalid_number", "TV1002 Invalid inquiry number", False)),
        ("tracking_auth_error_parsing", Failure("unauthorised", "250003 Invalid Access License number", False)),
        ("tracking_number_not_found_response_parsing", Failure("not_found", "TW0001 Tracking Information Not Found", True)),
    ],
)
def test_recorded_refusals_are_told_apart(case: str, failure: Failure) -> None:
    assert read(recorded("ups", case), NUMBER) == failure


@settings(deadline=None)  # the machine may be busy
@given(
    spoiled(
        answer(
            DELIVERED,
            {**DELIVERED, "trackingNumber": "1Z12345E1505270452", "activity": [activity("X", "48", "No", "20261119", "1", LOUISVILLE)]},
        )
    )
)
def test_a_spoiled_answer_is_a_reading_or_a_failure_and_never_an_error(said: bytes) -> None:
    outcome = read(said, NUMBER)
    assert isinstance(outcome, Reading | Failure)
    if isinstance(outcome, Reading):
        assert all(scan.at.utcoffset() is not None for scan in outcome.scans)


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_spoiled_recorded_answers_are_readings_or_failures(data: st.DataObject) -> None:
    paths = all_recorded("ups")
    if not paths:
        pytest.skip("recorded answers are not beside this checkout")
    said = data.draw(spoiled(json.loads(data.draw(st.sampled_from(paths)).read_bytes())))
    assert isinstance(read(said, NUMBER), Reading | Failure)


@pytest.mark.parametrize(("case", "milestone"), [("spec_1", Milestone.OUT_FOR_DELIVERY), ("spec_2", Milestone.DELIVERED)])
def test_ups_own_webhook_examples_mean_what_they_say(case: str, milestone: Milestone) -> None:
    told = json.loads(recorded("ups_track_alert_webhook", case))
    same = {
        "date": told["localActivityDate"], "time": told["localActivityTime"], "gmtDate": told["gmtActivityDate"],
        "gmtTime": told["gmtActivityTime"], "location": {"address": told["activityLocation"]}, "status": told["activityStatus"],
    }  # fmt: skip
    (scan,) = _with(activity=[same]).scans
    assert scan.meaning
    assert (scan.meaning.milestone, scan.at.utcoffset()) == (milestone, datetime.fromisoformat("2024-04-23T00:00-04:00").utcoffset())
