"""Facts about reading USPS's answers: exact values of recorded ones, and nothing odd makes it fail."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.carriers.answers import recorded, spoiled
from wesupply_ui.adapters.carriers.usps.parse import read
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading
from wesupply_ui.domain.tracking.status import Condition, Milestone

LIVE: dict[str, Any] = {
    "trackingNumber": "9400111201080805483016",
    "mailClass": "USPS Ground Advantage<SUP>&#153;</SUP>",
    "statusCategory": "Delivered",
    "destinationCity": "AUSTIN",
    "destinationState": "TX",
    "destinationZIP": "78701",
    "originCity": "NEWARK",
    "originState": "NJ",
    "originZIP": "07102",
    "expectedDeliveryTimeStamp": "2024-11-08T21:00:00",
    "predictedDeliveryDate": "2024-11-07",
    "predictedDeliveryWindowStartTime": "1:00 pm",
    "predictedDeliveryWindowEndTime": "4:00 pm",
    "trackingEvents": [
        {
            "eventType": "Delivered, Left with Individual",
            "eventTimestamp": "2024-11-07T14:02:00Z",
            "GMTTimestamp": "2024-11-07T20:02:00Z",
            "GMTOffset": "-06:00",
            "eventCountry": None,
            "eventCity": "AUSTIN",
            "eventState": "TX",
            "eventZIP": "78701",
            "name": "A LOVELACE",
            "eventCode": "01",
        },
        {
            "eventType": "Out for Delivery",
            "eventTimestamp": "2024-11-07T06:10:00",
            "eventCity": "AUSTIN",
            "eventState": "TX",
            "eventZIP": "78701",
            "eventCode": "OF",
        },
        {
            "eventType": "Departed USPS Regional Facility",
            "eventTimestamp": "2024-11-05T22:40:00Z",
            "GMTTimestamp": "2024-11-06T03:40:00Z",
            "eventCity": "JERSEY CITY NJ NETWORK DISTRIBUTION CENTER",
            "eventCode": "T1",
            "name": "NOBODY'S BUSINESS",
        },
        {"eventType": "Shipping Label Created, USPS Awaiting Item", "eventTimestamp": "2024-11-04", "eventCode": "GX"},
    ],
}


def answer(**changes: Any) -> bytes:
    return json.dumps(LIVE | changes).encode()


def reading(body: bytes) -> Reading:
    found = read(body, "9400111201080805483016")
    assert isinstance(found, Reading), found
    return found


def one(**event: Any) -> Reading:
    return reading(answer(trackingEvents=[event]))


def test_a_live_answer_is_read_to_the_last_value() -> None:
    found = reading(answer())
    assert [scan.at.isoformat() for scan in found.scans] == [
        "2024-11-07T14:02:00-06:00",
        "2024-11-07T06:10:00-06:00",
        "2024-11-05T22:40:00-05:00",
        "2024-11-04T00:00:00-05:00",
    ]
    assert [scan.code for scan in found.scans] == ["01", "OF", "T1", "GX"]
    assert [scan.meaning.milestone for scan in found.scans if scan.meaning] == [
        "delivered",
        "out_for_delivery",
        "in_transit",
        "label_created",
    ]
    assert [scan.clock for scan in found.scans] == [ClockSource.CARRIER, ClockSource.PLACE, ClockSource.CARRIER, ClockSource.NEIGHBOUR]
    assert found.scans[0].place == Place("AUSTIN", "TX", "78701", "US")
    assert found.scans[2].place == Place("JERSEY CITY", "NJ", None, "US")
    assert found.scans[0].text == "Delivered, Left with Individual"
    assert found.delivered_at == found.scans[0].at
    assert found.signed_by == "A LOVELACE"
    assert found.service == "USPS Ground Advantage™"
    assert found.estimated is not None
    assert [end.isoformat() for end in (found.estimated.start, found.estimated.end)] == [
        "2024-11-07T13:00:00-06:00",
        "2024-11-07T16:00:00-06:00",
    ]
    assert found.current is not None and found.current.milestone is Milestone.DELIVERED
    assert found.notes == ()


def test_names_of_persons_stand_nowhere_but_in_signed_by() -> None:
    found = reading(answer())
    rest = repr([found.scans, found.notes, found.service])
    assert "LOVELACE" not in rest and "NOBODY" not in repr(found)


def test_the_recorded_answer_keeps_its_clock_and_its_strange_values() -> None:
    found = read(recorded("usps", "parse_tracking_response__2024-11-13"), "")
    assert isinstance(found, Reading)
    (scan,) = found.scans
    assert (found.number, scan.at.isoformat(), scan.clock) == ("string", "2019-08-24T14:15:22-07:00", ClockSource.CARRIER)
    assert (scan.code, scan.text, scan.meaning) == ("string", "string", None)
    assert scan.place == Place("string", "string", "string", None)
    assert found.estimated is not None and found.estimated.start == found.estimated.end == date(2019, 8, 24)
    assert (found.delivered_at, found.signed_by, found.service) == (None, None, "Bound Printed Matter")
    assert found.notes == ("unmapped code 'string'",)


def test_recorded_errors_are_failures() -> None:
    assert read(recorded("usps", "parse_auth_error_response"), "1") == Failure("unauthorised", "Client authentication failed.", False)
    assert read(recorded("usps", "parse_error_response"), "1") == Failure("refused", "string", False)


@pytest.mark.parametrize(
    ("event", "at", "clock"),
    [
        ({"eventTimestamp": "2024-07-01T09:00:00Z", "GMTTimestamp": "2024-07-01T16:00:00Z"}, "2024-07-01T09:00:00-07:00", "carrier"),
        ({"eventTimestamp": "2024-07-01T09:00:00Z", "GMTOffset": "-7:00"}, "2024-07-01T09:00:00-07:00", "carrier"),
        (
            {"eventTimestamp": "2024-07-01T16:00:00Z", "GMTTimestamp": "2024-07-01T16:00:00Z", "eventZIP": "90210"},
            "2024-07-01T09:00:00-07:00",
            "carrier",
        ),
        ({"GMTTimestamp": "2024-07-01T16:00:00Z", "eventZIP": "90210"}, "2024-07-01T09:00:00-07:00", "carrier"),
        ({"eventTimestamp": "2024-07-01T09:00:00Z", "eventZIP": "90210"}, "2024-07-01T09:00:00-07:00", "place"),
        ({"eventTimestamp": "2024-07-01T09:00:00-04:00", "eventZIP": "90210"}, "2024-07-01T09:00:00-04:00", "carrier"),
        ({"eventTimestamp": "2024-07-01T09:00:00", "eventCountry": "JAPAN", "eventCity": "TOKYO"}, "2024-07-01T09:00:00+09:00", "country"),
        ({"eventTimestamp": "2024-07-01T09:00:00", "GMTOffset": "nonsense", "eventState": "HI"}, "2024-07-01T09:00:00-10:00", "place"),
        ({"eventTimestamp": "2024-07-01T09:00:00"}, "2024-07-01T09:00:00-05:00", "neighbour"),
    ],
)
def test_the_offset_is_told_never_assumed(event: dict[str, Any], at: str, clock: str) -> None:
    (scan,) = one(eventCode="10", eventType="Processed", **event).scans
    assert (scan.at.isoformat(), scan.clock) == (at, clock)


def test_where_nothing_is_known_the_scan_says_that_its_offset_is_assumed() -> None:
    found = read(b'{"trackingNumber": "1", "trackingEvents": [{"eventTimestamp": "2024-07-01T09:00:00Z", "eventCode": "10"}]}', "1")
    assert isinstance(found, Reading) and found.scans[0].clock is ClockSource.ASSUMED


@pytest.mark.parametrize("at", [None, "", "string", "yesterday", "2024-02-30T10:00:00", "0001-01-01T00:00:00", 7, [], {}])
def test_a_scan_without_a_readable_time_falls_out_alone(at: Any) -> None:
    found = reading(answer(trackingEvents=[{"eventTimestamp": at, "eventCode": "01"}, "junk", None, *LIVE["trackingEvents"]]))
    assert len(found.scans) == 4
    assert found.notes == tuple(f"scan {row} left out: no readable time" for row in (1, 2, 3))


def test_an_unmapped_code_is_kept_with_its_words() -> None:
    (scan,) = one(eventTimestamp="2024-07-01T09:00:00", eventZIP="90210", eventCode="QQ", eventType="Rested at a Lay-by").scans
    assert (scan.code, scan.text, scan.meaning) == ("QQ", "Rested at a Lay-by", None)


def test_duplicates_and_the_carriers_order_stay() -> None:
    event = LIVE["trackingEvents"][1]
    assert len(reading(answer(trackingEvents=[event, event])).scans) == 2


def test_delivered_to_the_sender_is_no_delivery() -> None:
    found = one(
        eventTimestamp="2024-07-01T09:00:00", eventZIP="90210", eventCode="01", eventType="Delivered, To Original Sender", name="X Y"
    )
    assert (found.delivered_at, found.signed_by) == (None, None)
    assert found.scans[0].meaning is not None and found.scans[0].meaning.milestone is Milestone.RETURNED


def test_without_scans_the_headline_speaks() -> None:
    found = reading(answer(trackingEvents=None, statusCategory="Alert"))
    assert found.scans == () and found.current is not None and found.current.condition is Condition.DELAYED


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b'"x"', b"<html>", b"{}", b'{"a": 1}', b"\xff\xfe", b"[" * 2000])
def test_what_is_no_answer_is_malformed(body: bytes) -> None:
    found = read(body, "1")
    assert isinstance(found, Failure) and (found.code, found.retryable) == ("malformed", True)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": "404", "message": "Resource not found"}, "not_found"),
        ({"code": "400", "message": "Bad", "errors": [{"detail": "A status update is not yet available on your package."}]}, "not_found"),
        ({"code": "400", "message": "The tracking number is not valid."}, "invalid_number"),
        ({"code": "401", "message": "Unauthorized"}, "unauthorised"),
        ({"code": "429", "message": "Too many"}, "rate_limited"),
        ({"code": "503", "message": "Down"}, "unavailable"),
        ({"message": None, "errors": [None, {"title": "Odd"}]}, "refused"),
        ("unauthorized_client", "unauthorised"),
    ],
)
def test_an_error_inside_a_good_answer_is_a_failure(error: Any, code: str) -> None:
    found = read(json.dumps({"apiVersion": "v3", "error": error}).encode(), "1")
    assert isinstance(found, Failure) and found.code == code


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=60), spoiled(LIVE)))
def test_no_answer_makes_it_fail(body: bytes) -> None:
    found = read(body, "9400111201080805483016")
    if isinstance(found, Reading):
        assert all(isinstance(scan.at, datetime) and scan.at.tzinfo for scan in found.scans)
        assert read(body, "9400111201080805483016") == found
