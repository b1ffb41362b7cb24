"""Facts about reading DHL's answers: exact values of recorded ones, and nothing odd makes it fail."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.carriers.answers import recorded, spoiled
from wesupply_ui.adapters.carriers.dhl.parse import read
from wesupply_ui.adapters.carriers.dhl.persons import looks_like_a_name
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading
from wesupply_ui.domain.tracking.status import Milestone


def address(city: str, country: str, postcode: str | None = None) -> dict[str, Any]:
    return {"address": {"countryCode": country, "postalCode": postcode, "addressLocality": city}}


EVENTS: list[dict[str, Any]] = [
    {
        "timestamp": "2024-11-07T14:02:00",
        "location": address("LOS ANGELES, CA - USA", "US", "90001"),
        "statusCode": "delivered",
        "status": "OK",
        "description": "ADA LOVELACE",
    },
    {
        "timestamp": "2024-11-07T08:10:00",
        "location": address("LOS ANGELES, CA - USA", "US"),
        "statusCode": "transit",
        "status": "WC",
        "description": "Shipment is out with courier for delivery",
    },
    {
        "timestamp": "2024-11-06T03:00:00",
        "location": address("CINCINNATI HUB, OH - USA", "US"),
        "statusCode": "transit",
        "status": "PL",
        "description": "Processed at CINCINNATI HUB",
    },
    {
        "timestamp": "2024-11-05T19:30:00+01:00",
        "location": address("LEIPZIG - GERMANY", "DE"),
        "statusCode": "transit",
        "status": "DF",
        "description": "Departed LEIPZIG, arranged by Ada Lovelace",
    },
    {
        "timestamp": "2024-11-05T09:00:00Z",
        "location": address("BERLIN - GERMANY", "DE"),
        "statusCode": "transit",
        "status": "PU",
        "description": "Shipment picked up",
    },
]
LIVE: dict[str, Any] = {
    "shipments": [
        {
            "id": 3318810025,
            "service": "express",
            "origin": address("BERLIN - GERMANY", "DE"),
            "destination": address("LOS ANGELES, CA - USA", "US", "90001"),
            "status": EVENTS[0],
            "estimatedTimeOfDelivery": "2024-11-07T23:59:00",
            "estimatedDeliveryTimeFrame": {"estimatedFrom": "2024-11-07T08:00:00", "estimatedThrough": "2024-11-07T18:00:00"},
            "details": {
                "product": {"productName": "EXPRESS WORLDWIDE"},
                "weight": {"value": 2.5, "unitText": "kg"},
                "receiver": {"@type": "Person", "givenName": "Ada", "familyName": "Lovelace"},
                "pieceIds": ["JD014600006281230704", "3318810025"],
                "proofOfDelivery": {"timestamp": "2024-11-07T14:02:00", "signed": {"@type": "Person", "name": "Delivered"}},
            },
            "events": EVENTS,
        }
    ]
}


def answer(**changes: Any) -> bytes:
    return json.dumps({"shipments": [LIVE["shipments"][0] | changes]}).encode()


def reading(body: bytes) -> Reading:
    found = read(body, "3318810025")
    assert isinstance(found, Reading), found
    return found


def one(**event: Any) -> Reading:
    return reading(answer(events=[event]))


def test_a_live_answer_is_read_to_the_last_value() -> None:
    found = reading(answer())
    assert [scan.at.isoformat() for scan in found.scans] == [
        "2024-11-07T14:02:00-08:00",
        "2024-11-07T08:10:00-08:00",
        "2024-11-06T03:00:00-05:00",
        "2024-11-05T19:30:00+01:00",
        "2024-11-05T09:00:00+01:00",
    ]
    assert [scan.code for scan in found.scans] == ["OK", "WC", "PL", "DF", "PU"]
    assert [scan.meaning.milestone for scan in found.scans if scan.meaning] == [
        "delivered",
        "out_for_delivery",
        "in_transit",
        "in_transit",
        "accepted",
    ]
    assert [scan.clock for scan in found.scans] == ["place", "place", "place", "carrier", "country"]
    assert found.scans[0].place == Place("LOS ANGELES", "CA", "90001", "US")
    assert found.scans[3].place == Place("LEIPZIG", None, None, "DE")
    assert (found.number, found.service, found.weight_grams, found.pieces) == (
        "3318810025",
        "EXPRESS WORLDWIDE",
        2500,
        ("JD014600006281230704",),
    )
    assert found.estimated is not None
    assert [end.isoformat() for end in (found.estimated.start, found.estimated.end)] == [
        "2024-11-07T08:00:00-08:00",
        "2024-11-07T18:00:00-08:00",
    ]
    assert found.delivered_at == found.scans[0].at
    assert found.notes == ()


def test_names_of_persons_stand_nowhere_but_in_signed_by() -> None:
    found = reading(answer())
    assert found.signed_by == "ADA LOVELACE"
    assert [scan.text for scan in found.scans][0:4:3] == ["Delivered", "Departed LEIPZIG, arranged by the recipient"]
    assert "lovelace" not in repr([found.scans, found.notes]).casefold()


@pytest.mark.parametrize("case", ["parse_tracking_response", "parse_tracking_response__2023-01-20"])
def test_the_recorded_delivery_is_delivered_at_its_own_clock(case: str) -> None:
    found = read(recorded("dhl_unified", case), "")
    assert isinstance(found, Reading)
    (scan,) = found.scans
    # The same event stands in the answer as 07:53:47 and as 07:53:47Z: local time in Amsterdam, in winter.
    assert (found.number, scan.at.isoformat(), scan.clock) == ("7777777770", "2018-03-02T07:53:47+01:00", ClockSource.COUNTRY)
    assert scan.meaning is not None and scan.meaning.milestone is Milestone.DELIVERED
    assert (scan.text, scan.code, scan.place) == ("Delivered", "DELIVERED", Place("Oderweg 2, AMSTERDAM", None, "1043 AG", "NL"))
    assert found.delivered_at == scan.at
    assert (found.signed_by, found.weight_grams, found.service, len(found.pieces)) == ("John Doe", 253_500, "express", 11)
    assert found.estimated is not None and found.estimated.start == found.estimated.end == date(2018, 8, 3)
    assert "JESSICA" not in repr(found)


def test_the_recorded_parcel_without_codes_is_told_by_its_headline() -> None:
    found = read(recorded("dhl_unified", "bh_should_return_estimated_delivery_date_for_a_real_dhl_trackin"), "")
    assert isinstance(found, Reading)
    (scan,) = found.scans
    assert (scan.at.isoformat(), scan.text, scan.code) == ("2025-07-25T10:00:00+02:00", "Shipment picked up", "")
    assert scan.meaning is not None and scan.meaning.milestone is Milestone.IN_TRANSIT
    assert found.estimated is not None and found.estimated.end == date(2025, 7, 29)


def test_the_recorded_error_is_not_found() -> None:
    expected = Failure("not_found", "No shipment with given tracking number found.", True)
    assert read(recorded("dhl_unified", "parse_tracking_error_response"), "1") == expected


@pytest.mark.parametrize(
    ("words", "is_name"),
    [
        ("JESSICA", True),
        ("J. SMITH", True),
        ("Anna-Lena Müller", True),
        ("Delivered", False),
        ("Zugestellt", False),
        ("Left at front door", False),
        ("Shipment delivered", False),
        ("DOORMAN 12", False),
        ("", False),
        ("Livré", False),
    ],
)
def test_a_name_is_told_from_words(words: str, is_name: bool) -> None:
    assert looks_like_a_name(words) is is_name


def test_a_signer_named_in_the_words_becomes_signed_by() -> None:
    found = one(
        timestamp="2024-11-07T14:02:00",
        location=address("BERLIN", "DE"),
        statusCode="delivered",
        status="OK",
        description="Delivered - Signed for by: J SMITH",
    )
    assert (found.signed_by, found.scans[0].text) == ("J SMITH", "Delivered")


@pytest.mark.parametrize(
    ("timestamp", "location", "at", "clock"),
    [
        ("2024-07-01T09:00:00Z", address("BERLIN", "DE"), "2024-07-01T09:00:00+02:00", "country"),
        ("2024-07-01T09:00:00.000Z", address("BERLIN", "DE"), "2024-07-01T09:00:00+02:00", "country"),
        ("2024-07-01T09:00:00-07:00", address("BERLIN", "DE"), "2024-07-01T09:00:00-07:00", "carrier"),
        ("2024-07-01T09:00:00", "Stockholm", "2024-07-01T09:00:00+02:00", "neighbour"),
    ],
)
def test_a_bare_z_is_no_offset_and_a_number_is(timestamp: str, location: Any, at: str, clock: str) -> None:
    (scan,) = one(timestamp=timestamp, location=location, status="PL", statusCode="transit").scans
    assert (scan.at.isoformat(), scan.clock) == (at, clock)


@pytest.mark.parametrize("at", [None, "", "string", "2024-02-30T10:00:00", "2017-20-10T09:00:00", 7, [], {}])
def test_an_event_without_a_readable_time_falls_out_alone(at: Any) -> None:
    found = reading(answer(events=[{"timestamp": at}, None, "junk", *EVENTS]))
    assert len(found.scans) == 5
    assert found.notes == tuple(f"scan {row} left out: no readable time" for row in (1, 2, 3))


def test_an_unlisted_code_is_kept_and_noted_whatever_its_headline_tells() -> None:
    told = one(timestamp="2024-11-07T14:02:00", location=address("BERLIN", "DE"), status="QQ", statusCode="transit", description="Rested")
    assert (told.scans[0].code, told.scans[0].text, told.notes) == ("QQ", "Rested", ("unmapped code 'QQ'",))
    untold = one(timestamp="2024-11-07T14:02:00", location=address("BERLIN", "DE"), status="QQ", description="Rested")
    assert untold.scans[0].meaning is None and untold.notes == ("unmapped code 'QQ'",)


def test_the_shipment_that_was_asked_for_is_read() -> None:
    other = LIVE["shipments"][0] | {"id": "1", "service": "freight"}
    found = read(json.dumps({"shipments": [other, LIVE["shipments"][0]]}).encode(), "3318810025")
    assert isinstance(found, Reading) and (found.number, found.notes) == ("3318810025", ("1 more shipments under this number",))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "malformed"),
        (b"[]", "malformed"),
        (b"<html>", "malformed"),
        (b"{}", "malformed"),
        (b'{"shipments": {}}', "malformed"),
        (b'{"shipments": []}', "not_found"),
        (b'{"shipments": [null]}', "not_found"),
        (b'{"title": "Too Many Requests", "status": 429}', "rate_limited"),
        (b'{"title": "Unauthorized", "status": 401}', "unauthorised"),
        (b'{"status": "400", "detail": "bad number"}', "invalid_number"),
        (b'{"status": 500, "title": "Internal"}', "unavailable"),
        (b'{"title": "No"}', "refused"),
    ],
)
def test_what_is_no_answer_is_a_failure(body: bytes, code: str) -> None:
    found = read(body, "1")
    assert isinstance(found, Failure) and found.code == code


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=60), spoiled(LIVE)))
def test_no_answer_makes_it_fail(body: bytes) -> None:
    found = read(body, "3318810025")
    if isinstance(found, Reading):
        assert all(isinstance(scan.at, datetime) and scan.at.tzinfo for scan in found.scans)
        assert read(body, "3318810025") == found
