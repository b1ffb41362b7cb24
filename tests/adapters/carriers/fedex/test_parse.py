"""What FedEx's answers are read as: recorded ones from beside the checkout, and ones of our own for each odd case."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.carriers.answers import all_recorded, recorded, spoiled
from tests.adapters.carriers.fedex.answers import AUSTIN, DELIVERED, NUMBER, address, answer, event, not_found, part
from wesupply_ui.adapters.carriers.fedex.parse import read
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading, Window
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone


def _outcome(said: object, number: str = NUMBER) -> Reading | Failure:
    return read(json.dumps(said).encode(), number)


def _with(**fields: Any) -> Reading:
    reading = _outcome(answer(part({**DELIVERED, **fields})))
    assert isinstance(reading, Reading)
    return reading


def test_a_delivered_parcel_is_told_with_all_that_is_known_of_it() -> None:
    reading = _with()
    assert (reading.carrier, reading.number, reading.service, reading.weight_grams) == ("fedex", NUMBER, "FedEx Priority Overnight", 454)
    assert (reading.signed_by, reading.current) == ("ADA", Meaning(Milestone.DELIVERED, Condition.OK))
    assert reading.delivered_at == datetime.fromisoformat("2026-11-20T14:02:00-06:00")
    assert [(scan.at.isoformat(), scan.code, scan.text, scan.clock) for scan in reading.scans] == [
        ("2026-11-20T14:02:00-06:00", "DL", "Delivered", ClockSource.CARRIER),
        ("2026-11-20T08:30:00-06:00", "OD", "On FedEx vehicle for delivery", ClockSource.CARRIER),
        ("2026-11-20T02:10:00-06:00", "DP", "Departed FedEx hub", ClockSource.CARRIER),
        ("2026-11-19T17:00:00-05:00", "PU", "Picked up", ClockSource.CARRIER),
        ("2026-11-19T10:00:00-05:00", "OC", "Shipment information sent to FedEx", ClockSource.CARRIER),
    ]
    assert (reading.scans[0].place, reading.scans[1].place) == (Place(), Place("AUSTIN", "TX", "78744", "US"))
    assert "GRACE" not in repr(reading)


def test_a_time_without_offset_is_local_to_its_place_or_to_its_neighbours() -> None:
    events = [event("DL", "Delivered", "2026-11-20T14:02:00"), event("OD", "Out", "2026-11-20T08:30:00", AUSTIN)]
    scans = _with(scanEvents=events).scans
    assert [(scan.at.isoformat(), scan.clock) for scan in scans] == [
        ("2026-11-20T14:02:00-06:00", ClockSource.NEIGHBOUR), ("2026-11-20T08:30:00-06:00", ClockSource.PLACE),
    ]  # fmt: skip


def test_an_exceptions_words_are_the_scans_and_its_code_the_reason() -> None:
    why = {"exceptionCode": "08", "exceptionDescription": "Customer not available or business closed"}
    (scan,) = _with(scanEvents=[event("DE", "Delivery exception", "2026-11-20T11:26:00-06:00", AUSTIN, **why)]).scans
    assert (scan.code, scan.text) == ("DE", "Customer not available or business closed")
    assert scan.meaning == Meaning(Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "nobody_home")


def test_an_event_type_nobody_published_is_kept_with_its_words_whatever_fedex_derives_from_it() -> None:
    (scan,) = _with(scanEvents=[event("QQ", "Rested at a lay-by", "2026-11-20T11:26:00-06:00")]).scans
    assert (scan.code, scan.text, scan.meaning) == ("QQ", "Rested at a lay-by", None)


@pytest.mark.parametrize("at", ["", "string", "2026-13-45T99:99:99", "0001-01-01T00:00:00+14:00", None, 5, "14:25 PM"])
def test_a_scan_that_makes_no_sense_falls_out_with_a_note_and_the_rest_stays(at: Any) -> None:
    reading = _with(scanEvents=[event("DL", "Delivered", at), DELIVERED["scanEvents"][1], None, "string"])
    assert [scan.code for scan in reading.scans] == ["OD"]
    assert reading.notes == ("a scan without a readable time or type was left out",)


DAY = Window(date(2026, 11, 24), date(2026, 11, 24))
ESTIMATES = [
    ({"begins": "2026-11-24T09:00:00-06:00", "ends": "2026-11-24T13:00:00-06:00"}, [],
     ("2026-11-24T09:00-06:00", "2026-11-24T13:00-06:00")),
    ({"begins": "2026-11-24T09:00:00", "ends": "2026-11-24T13:00:00-06:00"}, [], ("2026-11-24T09:00-06:00", "2026-11-24T13:00-06:00")),
    ({"ends": "2026-11-24T20:00:00-06:00"}, [], ("2026-11-24T00:00-06:00", "2026-11-24T20:00-06:00")),
    ({"begins": "2026-11-24T00:00:00-06:00", "ends": "2026-11-24T00:00:00-06:00"}, [], DAY),
    ({"begins": "2026-11-25T09:00:00-06:00", "ends": "2026-11-24T13:00:00-06:00"}, [], Window(date(2026, 11, 24), date(2026, 11, 25))),
    ({}, [("ESTIMATED_DELIVERY", "2026-11-24T00:00:00-06:00")], DAY),
    ({}, [("ESTIMATED_DELIVERY", "2026-11-24T20:00:00-06:00")], ("2026-11-24T20:00-06:00", "2026-11-24T20:00-06:00")),
    ({}, [("ESTIMATED_DELIVERY", "2026-11-25T00:00:00-06:00"), ("APPOINTMENT_DELIVERY", "2026-11-24")], DAY),
    ({"begins": "string", "ends": ""}, [("SHIP", "2026-11-19T00:00:00-06:00")], None),
]  # fmt: skip


@pytest.mark.parametrize(("window", "dates", "expected"), ESTIMATES)
def test_the_promise_is_fedexs_window_or_its_estimated_day(window: dict[str, str], dates: list[tuple[str, str]], expected: Any) -> None:
    if isinstance(expected, tuple):
        expected = Window(*(datetime.fromisoformat(at) for at in expected))
    told = {"estimatedDeliveryTimeWindow": {"window": window}, "dateAndTimes": [{"type": kind, "dateTime": at} for kind, at in dates]}
    assert _with(**told).estimated == expected


def test_the_newest_shipment_of_a_used_number_counts_and_the_other_is_noted() -> None:
    older = {**DELIVERED, "scanEvents": [event("DL", "Delivered", "2024-04-26T09:26:00-07:00")], "dateAndTimes": []}
    for results in ([older, DELIVERED], [DELIVERED, older]):
        reading = _outcome(answer(part(*results)))
        assert isinstance(reading, Reading)
        assert len(reading.scans) == 5
        assert reading.notes == (f"another shipment has this number, last heard of on 2024-04-26 (2461250000~{NUMBER}~FX): left out",)


def test_a_delivery_that_fedex_no_longer_shows_as_such_has_no_time() -> None:
    assert _with(latestStatusDetail={"code": "RS", "derivedCode": "RS"}).delivered_at is None


def test_a_headline_without_a_known_code_falls_back_to_the_derived_one() -> None:
    late = {"code": "??", "derivedCode": "IT", "delayDetail": {"status": "DELAYED", "type": "WEATHER"}}
    assert _with(latestStatusDetail=late).current == Meaning(Milestone.IN_TRANSIT, Condition.DELAYED, "weather")


def test_a_number_is_found_among_those_of_a_whole_answer() -> None:
    said = answer(not_found("39936862321"), part(DELIVERED))
    assert isinstance(_outcome(said), Reading)
    failure = _outcome(said, "39936862321")
    assert failure == Failure("not_found", "TRACKING.TRACKINGNUMBER.NOTFOUND Tracking number cannot be found.", True)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "malformed"), ([], "malformed"), ({}, "malformed"), ({"output": []}, "malformed"), (answer(), "malformed"),
        (answer(part()), "malformed"), (answer(part(number="1"), part(number="2")), "malformed"),
        ({"errors": [{"code": "NOT.AUTHORIZED.ERROR", "message": "Access token expired."}]}, "unauthorised"),
        ({"errors": [{"code": "FORBIDDEN.ERROR", "message": "no"}]}, "unauthorised"),
        ({"errors": [{"code": "SERVICE.UNAVAILABLE.ERROR", "message": "no"}]}, "unavailable"),
        ({"errors": [{"code": "INTERNAL.SERVER.ERROR", "message": "no"}]}, "unavailable"),
        ({"errors": [{"code": "TRACKING.TRACKINGNUMBER.INVALID", "message": "no"}]}, "invalid_number"),
        ({"errors": [{"code": "6035", "message": "Invalid tracking numbers."}]}, "invalid_number"),
        ({"errors": [{"code": 5}]}, "refused"), ({"errors": [{}]}, "refused"),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_a_failure(said: object, code: str) -> None:
    failure = _outcome(said)
    assert isinstance(failure, Failure)
    assert failure.code == code


def test_the_recorded_answer_with_a_used_number_is_the_delivered_parcel() -> None:
    reading = read(recorded("fedex", "parse_duplicate_tracking_response"), "776094337676")
    assert isinstance(reading, Reading)
    assert (reading.number, reading.signed_by, reading.weight_grams, reading.estimated) == ("776094337676", "A PERSON", 454, None)
    assert reading.delivered_at == datetime.fromisoformat("2024-04-26T09:26:00-07:00")
    clovis = Place("CLOVIS", "CA", "93612", "US")
    assert [(scan.at.isoformat(), scan.code, scan.text, scan.place) for scan in reading.scans] == [
        ("2024-04-26T09:26:00-07:00", "DL", "Delivered", Place()),
        ("2024-04-26T08:52:00-07:00", "OD", "On FedEx vehicle for delivery", clovis),
        ("2024-04-25T14:29:00-07:00", "AO", "Shipment arriving On-Time", clovis),
        ("2024-04-25T14:25:00-07:00", "PU", "Picked up", clovis),
        ("2024-04-25T13:26:00-07:00", "AF", "Tendered at FedEx Facility", clovis),
        ("2024-04-25T11:28:00-07:00", "DE", "FedEx redirected your package to a nearby FedEx location", clovis),
        ("2024-04-25T11:26:00-07:00", "DE", "Customer not available or business closed", clovis),
        ("2024-04-25T08:55:00-07:00", "OD", "On FedEx vehicle for delivery", clovis),
    ]
    milestones = [scan.meaning.milestone for scan in reading.scans if scan.meaning]
    assert milestones[:4] == [Milestone.DELIVERED, Milestone.OUT_FOR_DELIVERY, None, Milestone.ACCEPTED]
    assert [scan.meaning.reason for scan in reading.scans[5:7] if scan.meaning] == ["nobody_home", "nobody_home"]


def test_the_specifications_own_example_is_read_and_its_error_noted() -> None:
    reading = read(recorded("fedex", "parse_tracking_response"), "")
    assert isinstance(reading, Reading)
    (scan,) = reading.scans
    assert (reading.number, reading.signed_by, reading.delivered_at) == ("123456789012", "A PERSON", None)
    assert (scan.at.isoformat(), scan.code, scan.text) == ("2018-02-02T12:01:00-07:00", "PU", "Package available for clearance")
    assert scan.place == Place("SEATTLE", "WA", "98101", "US")
    assert scan.meaning == Meaning(Milestone.ACCEPTED, Condition.DELAYED, "weather")
    assert reading.notes == ("FedEx adds: TRACKING.TRACKINGNUMBER.EMPTY Please provide tracking number.",)


RECORDED = [
    ("parse_error_response", "invalid_number"),
    ("parse_error_tracking_response__2023-11-25", "unauthorised"),
]


@pytest.mark.parametrize(("case", "code"), RECORDED)
def test_recorded_refusals_are_told_apart(case: str, code: str) -> None:
    failure = read(recorded("fedex", case), NUMBER)
    assert isinstance(failure, Failure)
    assert failure.code == code


def test_recorded_answers_with_almost_nothing_in_them_are_read() -> None:
    empty = read(recorded("fedex", "bh_smartpost_should_handle_missing_estimateddeliverytimewindow_"), NUMBER)
    assert empty == Reading("fedex", NUMBER)
    promised = read(recorded("fedex", "bh_non_smartpost_should_handle_estimateddeliverytimewindow_if_p"), NUMBER)
    window = Window(datetime.fromisoformat("2024-06-01T13:00:00+00:00"), datetime.fromisoformat("2024-06-02T22:00:00+00:00"))
    assert promised == Reading("fedex", NUMBER, estimated=window)


@settings(deadline=None)  # the machine may be busy
@given(spoiled(answer(part(DELIVERED, {**DELIVERED, "scanEvents": [event("DE", "No", "2024-01-01T10:00:00", address("AUSTIN", "TX"))]}))))
def test_a_spoiled_answer_is_a_reading_or_a_failure_and_never_an_error(said: bytes) -> None:
    outcome = read(said, NUMBER)
    assert isinstance(outcome, Reading | Failure)
    if isinstance(outcome, Reading):
        assert all(scan.at.utcoffset() is not None for scan in outcome.scans)


@settings(deadline=None)  # the machine may be busy
@given(st.data())
def test_spoiled_recorded_answers_are_readings_or_failures(data: st.DataObject) -> None:
    paths = all_recorded("fedex")
    if not paths:
        pytest.skip("recorded answers are not beside this checkout")
    said = data.draw(spoiled(json.loads(data.draw(st.sampled_from(paths)).read_bytes())))
    assert isinstance(read(said, NUMBER), Reading | Failure)
