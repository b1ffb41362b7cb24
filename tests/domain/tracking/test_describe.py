"""Facts about the shipment object that commands and the REST interface show."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

from wesupply_ui.domain.tracking.describe import failure_json, shipment_json
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

TEXAS = timezone(timedelta(hours=-6))
AUSTIN = Place("AUSTIN", "TX", "78701", "US")


def at(hour: int) -> datetime:
    return datetime(2024, 11, 7, hour, 2, tzinfo=TEXAS)


OUT = ReadScan(at(6), "Out for Delivery", "OF", AUSTIN, Meaning(Milestone.OUT_FOR_DELIVERY, Condition.OK), ClockSource.PLACE)
TRIED = ReadScan(at(10), "Notice Left", "02", AUSTIN, Meaning(Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "nobody_home"))
ODD = ReadScan(at(12), "Rested at a Lay-by", "QQ")
DONE = ReadScan(at(14), "Delivered", "01", AUSTIN, Meaning(Milestone.DELIVERED, Condition.OK))


def test_scans_come_newest_first_whatever_order_the_carrier_chose() -> None:
    told = shipment_json(Reading("usps", "1", (OUT, DONE, ODD, TRIED)))
    assert [scan["code"] for scan in told["scans"]] == ["01", "QQ", "02", "OF"]
    assert [scan["at"] for scan in told["scans"]][::3] == ["2024-11-07T14:02:00-06:00", "2024-11-07T06:02:00-06:00"]
    assert told["scans"][0]["place"] == {"city": "AUSTIN", "region": "TX", "postcode": "78701", "country": "US"}
    assert (told["milestone"], told["condition"], told["delivered_at"]) == ("delivered", "ok", "2024-11-07T14:02:00-06:00")


def test_trouble_is_told_with_its_reason_who_caused_it_and_what_to_do() -> None:
    told = shipment_json(Reading("usps", "1", (TRIED, OUT)))
    assert (told["condition"], told["reason"], told["responsible"]) == ("attempt_failed", "nobody_home", "shopper")
    assert (told["action"], told["action_by"]) == ("choose_new_day", "shopper")


def test_an_unmapped_scan_stays_with_its_words_and_no_milestone() -> None:
    (scan,) = shipment_json(Reading("usps", "1", (ODD,)))["scans"]
    assert (scan["text"], scan["code"], scan["milestone"], scan["condition"]) == ("Rested at a Lay-by", "QQ", None, None)


def test_estimates_are_days_or_instants() -> None:
    days = shipment_json(Reading("usps", "1", estimated=Window(date(2024, 11, 7), date(2024, 11, 8))))
    assert days["estimated_delivery"] == {"from": "2024-11-07", "to": "2024-11-08"}
    hours = shipment_json(Reading("usps", "1", estimated=Window(at(13), at(16))))
    assert hours["estimated_delivery"] == {"from": "2024-11-07T13:02:00-06:00", "to": "2024-11-07T16:02:00-06:00"}
    assert shipment_json(Reading("usps", "1"))["estimated_delivery"] is None


def test_a_delivery_known_only_from_the_headline_has_the_time_the_answer_tells() -> None:
    delivered = Meaning(Milestone.DELIVERED, Condition.OK)
    assert shipment_json(Reading("dhl", "1", current=delivered, delivered_at=at(9)))["delivered_at"] == "2024-11-07T09:02:00-06:00"
    assert shipment_json(Reading("dhl", "1", (OUT,), delivered_at=at(9)))["delivered_at"] is None


def test_everything_told_is_json() -> None:
    json.dumps(shipment_json(Reading("usps", "1", (OUT, DONE, ODD, TRIED), pieces=("2",), notes=("n",), estimated=Window(at(1), at(2)))))


def test_a_failure_tells_when_to_come_back_only_where_that_is_known() -> None:
    failure = failure_json(Failure("rate_limited", "slow down", True, 30.0))
    assert failure == {"failure": {"code": "rate_limited", "message": "slow down", "retryable": True, "retry_after": 30.0}}
    assert failure_json(Failure("not_found", "no", True)) == {"failure": {"code": "not_found", "message": "no", "retryable": True}}
