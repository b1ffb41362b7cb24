"""Every code FedEx publishes has a meaning; the table of examples says which, with what exceptions add."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.paths import SHARED_DATA
from wesupply_ui.adapters.carriers.fedex.statuses import EVENTS, EXCEPTIONS, meaning_of
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

PUBLISHED = SHARED_DATA / "codes" / "fedex_Tracking-Status-Codes.json"
SANDBOX = SHARED_DATA / "carriers" / "fedex_sandbox_numbers" / "scenarios.json"


def test_the_table_is_whole_and_its_reasons_exist() -> None:
    assert len(EVENTS) == 61
    assert {meaning.reason for meaning in (*EVENTS.values(), *EXCEPTIONS.values())} - {None} <= set(REASONS)


def test_every_published_code_has_a_meaning() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published table is not beside this checkout")
    (rows,) = json.loads(PUBLISHED.read_text())
    pairs = [(row[code], row[words]) for row in rows for code, words in (("Code", "Definition"), ("Code.1", "Definition.1"))]
    codes = [code for code, words in pairs if isinstance(code, str) and isinstance(words, str)]
    assert len(codes) == 62
    assert [code for code in codes if meaning_of(code.upper()) is None] == []


_OUT, _MOVING, _READY = Milestone.OUT_FOR_DELIVERY, Milestone.IN_TRANSIT, Milestone.AVAILABLE_FOR_PICKUP
EXAMPLES = [
    (("OC",), (Milestone.LABEL_CREATED, Condition.OK, None)),
    (("PU",), (Milestone.ACCEPTED, Condition.OK, None)),
    (("AR",), (_MOVING, Condition.OK, None)),
    (("AF", "A3", "Tendered at FedEx Facility"), (_MOVING, Condition.OK, None)),
    (("OD",), (_OUT, Condition.OK, None)),
    (("HP", "", "Package available for pickup at: 2420 N BLACKSTONE AVE"), (_READY, Condition.OK, "waiting_for_collection")),
    (("DL", "014", "Left at front door. Signature Service not requested."), (Milestone.DELIVERED, Condition.OK, None)),
    (("DL", "14", "Package returned to shipper"), (Milestone.RETURNED, Condition.OK, None)),
    (("DE", "08", "Customer not available or business closed"), (_OUT, Condition.ATTEMPT_FAILED, "nobody_home")),
    (("DE", "007", ""), (_OUT, Condition.ATTEMPT_FAILED, "nobody_home")),
    (("DE", "03", ""), (_OUT, Condition.ATTEMPT_FAILED, "bad_address")),
    (("DE", "07", ""), (_OUT, Condition.ATTEMPT_FAILED, "refused")),
    (("DE", "", ""), (_OUT, Condition.ATTEMPT_FAILED, "undeliverable")),
    (("DE", "083", "Local delivery restriction - Delivery not attempted"), (None, Condition.HELD, "no_access")),
    (("DE", "Z9", "Recipient moved"), (_OUT, Condition.ATTEMPT_FAILED, "moved")),
    (("SE", "099", "Unable to deliver"), (None, Condition.HELD, "undeliverable")),
    (("SE", "", "Weather - Delay in transit"), (None, Condition.DELAYED, "weather")),
    (("SE", "84", "Delay beyond our control"), (None, Condition.DELAYED, "carrier_delay")),
    (("SE", "", "Customer not available"), (None, Condition.HELD, "nobody_home")),
    (("SE", "", ""), (None, Condition.HELD, "other")),
    (("DY", "A12", "Weather delay", "WEATHER"), (None, Condition.DELAYED, "weather")),
    (("DY", "A52", "Package delayed", "GENERAL"), (None, Condition.DELAYED, "carrier_delay")),
    (("DY", "", "", "WEATHER"), (None, Condition.DELAYED, "weather")),
    (("RS", "060G", "Shipper requested shipment to be returned - Unable to deliver"), (_MOVING, Condition.RETURNING, "recalled")),
    (("RS", "", "Unable to deliver shipment - Returning to shipper"), (_MOVING, Condition.RETURNING, "undeliverable")),
    (("RS", "", ""), (_MOVING, Condition.RETURNING, None)),
    (("CD", "50", "Improper or missing paperwork"), (_MOVING, Condition.HELD, "customs_documents")),
    (("CD", "93", "Duties and taxes are due - Unable to collect payment"), (_MOVING, Condition.HELD, "customs_duties")),
    (("CD", "", ""), (_MOVING, Condition.HELD, "customs_inspection")),
    (("CC",), (_MOVING, Condition.OK, None)),
    (("CA",), (None, Condition.CANCELLED, "voided")),
    (("FD", "", "", "", True), (_MOVING, Condition.DELAYED, "carrier_delay")),
    (("PU", "A25", "Package available for clearance", "WEATHER", True), (Milestone.ACCEPTED, Condition.DELAYED, "weather")),
    (("DL", "", "", "", True), (Milestone.DELIVERED, Condition.OK, None)),
    (("AO",), (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("event", "expected"), EXAMPLES)
def test_an_event_means_what_its_type_and_exception_say(event: tuple[Any, ...], expected: tuple[Any, Any, Any]) -> None:
    assert meaning_of(*event) == Meaning(*expected)


@pytest.mark.parametrize("event", ["", "QQ", "ZZZ"])
def test_an_event_type_nobody_published_stays_unmapped(event: str) -> None:
    assert meaning_of(event, "08", "Customer not available") is None


# FedEx's words for an event type, as its sandbox answers with them.
TYPES = {
    "Shipment information sent to FedEx": "OC", "In FedEx possession": "IP", "Picked up": "PU", "Arrived at FedEx location": "AR",
    "At local FedEx facility": "AR", "Departed FedEx location": "DP", "At destination sort facility": "AR", "Departed FedEx hub": "DP",
    "Arrived at FedEx hub": "AR", "On FedEx vehicle for delivery": "OD", "In transit": "IT", "Left FedEx origin facility": "DP",
    "International shipment release - Import": "CC", "At FedEx origin facility": "AR", "Delivery exception": "DE",
    "Shipment exception": "SE", "Returning package to shipper": "RS", "Clearance delay - Import": "CD", "Delivered": "DL",
    "Ready for recipient pickup": "HL", "Delivery option requested": "RR", "Shipment cancelled by sender": "CA",
    "Out for delivery": "OD", "At U.S. Postal Service facility": "AX", "Shipment information sent to U.S. Postal Service": "OX",
    "At local facility": "AR",
}  # fmt: skip
LATEST = {
    "Shipment information sent to FedEx": Milestone.LABEL_CREATED, "Tendered": Milestone.ACCEPTED,
    "On FedEx vehicle for delivery": _OUT, "Out for delivery": _OUT, "Delivered": Milestone.DELIVERED,
    "Hold at Location": Milestone.AVAILABLE_FOR_PICKUP, "International shipment release": _MOVING,
    "Customer not available or business closed (Delivery Exception 007)": Condition.ATTEMPT_FAILED,
    "Local Delivery Restriction (Delivery Exception 083)": Condition.HELD,
    "Incorrect Address (Delivery Exception 03)": Condition.ATTEMPT_FAILED,
    "Unable to Deliver (Shipment Exception 099)": Condition.HELD, "Returned to Sender/Shipper": Condition.RETURNING,
    "Shipment Canceled": Condition.CANCELLED, "Weather delay (Shipment Exception)": Condition.DELAYED,
}  # fmt: skip


def test_the_sandboxs_scenarios_mean_what_they_are_called() -> None:
    if not SANDBOX.exists():
        pytest.skip("the sandbox's scenarios are not beside this checkout")
    scenarios = json.loads(SANDBOX.read_text())["scenarios"]
    seen = set()
    for scenario in scenarios:
        meanings = [meaning_of(TYPES[event["description"]], "", event.get("details", "")) for event in scenario["events"]]
        assert None not in meanings
        newest = meanings[0]
        if scenario["scenario"] in LATEST and newest is not None:
            seen.add(scenario["scenario"])
            assert LATEST[scenario["scenario"]] in (newest.milestone, newest.condition), scenario["scenario"]
    assert seen == set(LATEST)
