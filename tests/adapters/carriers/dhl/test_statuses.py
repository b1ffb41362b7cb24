"""Facts about DHL's status codes: every code of every division's published list has a meaning that fits DHL's own headline."""

from __future__ import annotations

import csv

import pytest

from tests.paths import SHARED_DATA
from wesupply_ui.adapters.carriers.dhl.statuses import DIVISIONS, HEADLINES, meaning_of
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

LIST = SHARED_DATA / "codes" / "dhl_unified_status_codes.csv"
COUNTS = {
    "ecommerce": 289, "ecommerce-apac": 289, "ecommerce-europe": 162, "ecommerce-ppl": 11, "express": 44, "freight": 48, "dgf": 15,
    "parcel-de": 16, "parcel-nl": 352, "parcel-pl": 107, "svb": 46, "post-de": 46,
}  # fmt: skip

# division / code: milestone condition reason
EXPECTED = """
express/SA: accepted ok -
express/PU: accepted ok -
express/DF: in_transit ok -
express/WC: out_for_delivery ok -
express/OK: delivered ok -
express/CC: available_for_pickup ok waiting_for_collection
express/NH: out_for_delivery attempt_failed nobody_home
express/BA: out_for_delivery attempt_failed bad_address
express/RD: out_for_delivery attempt_failed refused
express/UD: in_transit held customs_inspection
express/RT: in_transit returning -
express/DD: - damaged damaged
express/DS: - lost destroyed
express/MS: - delayed missorted
express/104: label_created ok -
parcel-de/VA: label_created ok -
parcel-de/AE: accepted ok -
parcel-de/PO: out_for_delivery ok -
parcel-de/ZF: available_for_pickup ok waiting_for_collection
parcel-de/ZU: delivered ok -
parcel-de/ZN: out_for_delivery attempt_failed -
ecommerce/238: label_created ok -
ecommerce/200: accepted ok -
ecommerce/597: out_for_delivery ok -
ecommerce/600: delivered ok -
ecommerce/522: available_for_pickup ok waiting_for_collection
ecommerce/690: - lost lost
ecommerce/860: returned ok -
ecommerce/101: - cancelled voided
ecommerce-europe/43: available_for_pickup ok waiting_for_collection
ecommerce-europe/63: delivered ok -
ecommerce-europe/76: out_for_delivery attempt_failed refused
ecommerce-europe/99: in_transit returning unclaimed
ecommerce-europe/264: out_for_delivery attempt_failed weather
ecommerce-europe/366: returned ok -
ecommerce-ppl/343: available_for_pickup ok waiting_for_collection
ecommerce-ppl/997: - lost lost
parcel-nl/NOT_HOME: out_for_delivery attempt_failed nobody_home
parcel-nl/DELIVERED_AT_NEIGHBOURS: delivered ok -
parcel-nl/DELIVERED_AT_PARCELSHOP: in_transit ok -
parcel-nl/DELIVERED_AT_PARCELSTATION: available_for_pickup ok waiting_for_collection
parcel-nl/STORAGE_PERIOD_ENDED_AT_PARCELSHOP: in_transit returning unclaimed
parcel-nl/RETURN_DELIVERED_AT_SHIPPER_CALCULATED: returned ok -
parcel-nl/FORCE_MAJEURE: - delayed disaster
parcel-pl/DOR: delivered ok -
parcel-pl/LK: out_for_delivery ok -
parcel-pl/AWI: out_for_delivery attempt_failed nobody_home
parcel-pl/ZWN: returned ok -
svb/NOTIFIED_PACKSTATION: available_for_pickup ok waiting_for_collection
svb/RETURNED_TO_SENDER: returned ok -
freight/21-0: delivered ok -
freight/20-270: - delayed strike
dgf/HELD_AT_CUSTOMS: in_transit held customs_inspection
"""


def published() -> list[tuple[str, str, str, str]]:
    """(service, code, description, remark) of DHL's own list."""
    with LIST.open(encoding="latin1", newline="") as lines:
        return [(row[0], row[1], row[2], row[3]) for row in csv.reader(lines, delimiter=";") if row[0] in DIVISIONS]


def told(service: str, code: str) -> Meaning:
    meaning = meaning_of(service, code, "", "")
    assert meaning is not None
    return meaning


@pytest.mark.parametrize("line", [line for line in EXPECTED.split("\n") if line])
def test_a_code_has_its_meaning(line: str) -> None:
    name, _, axes = line.partition(": ")
    meaning = told(*name.split("/"))
    assert " ".join(part or "-" for part in (meaning.milestone, meaning.condition, meaning.reason)) == axes


def test_no_division_lost_a_code() -> None:
    assert {service: len(table) for service, table in DIVISIONS.items()} == COUNTS
    assert {meaning.reason for table in DIVISIONS.values() for meaning in table.values()} <= set(REASONS) | {None}


@pytest.mark.skipif(not LIST.exists(), reason="DHL's list of status codes is not beside this checkout")
def test_every_published_code_is_mapped() -> None:
    missing = [(service, code, words) for service, code, words, _ in published() if meaning_of(service, code, "", "") is None]
    assert missing == []


@pytest.mark.skipif(not LIST.exists(), reason="DHL's list of status codes is not beside this checkout")
def test_where_dhl_publishes_a_headline_our_meaning_fits_it() -> None:
    ends = {Milestone.DELIVERED, Milestone.RETURNED, Milestone.AVAILABLE_FOR_PICKUP}
    for service, code, words, remark in published():
        headline = (remark if service == "ecommerce-europe" else words if service == "svb" else "").casefold()
        meaning = told(service, code)
        if headline == "delivered":
            assert meaning.milestone in ends, (service, code, words)
        if headline == "failure":
            assert meaning.condition not in (None, Condition.OK), (service, code, words)
        if headline in ("pre-transit", "pre_transit"):
            assert meaning.milestone is Milestone.LABEL_CREATED, (service, code, words)
        if headline == "transit":
            assert meaning.milestone not in (Milestone.DELIVERED, Milestone.RETURNED), (service, code, words)


@pytest.mark.skipif(not LIST.exists(), reason="DHL's list of status codes is not beside this checkout")
def test_words_that_leave_no_doubt_agree_with_the_meaning() -> None:
    for service, code, words, _ in published():
        said, meaning = words.casefold(), told(service, code)
        if service == "svb":
            continue  # no words there, only headlines
        if said.startswith("out for delivery"):
            assert meaning.milestone is Milestone.OUT_FOR_DELIVERY, (service, code, words)
        if said in ("delivered", "successfully delivered"):
            assert meaning.milestone is Milestone.DELIVERED, (service, code, words)
        if "return to sender" in said or "will be returned to sender" in said:
            assert meaning.condition is Condition.RETURNING, (service, code, words)
        if "refused" in said and "recipient" in said:
            assert meaning.condition in (Condition.ATTEMPT_FAILED, Condition.RETURNING), (service, code, words)


@pytest.mark.parametrize(
    ("headline", "milestone"), [("pre-transit", "label_created"), ("transit", "in_transit"), ("delivered", "delivered")]
)
def test_an_unlisted_code_is_told_by_its_headline(headline: str, milestone: str) -> None:
    meaning = meaning_of("parcel-uk", "WHATEVER", headline, "")
    assert meaning is not None and meaning.milestone == milestone and HEADLINES[headline] is meaning


@pytest.mark.parametrize(("status", "headline"), [("QQ", ""), ("QQ", "unknown"), ("QQ", "string"), ("", "")])
def test_a_code_that_nobody_mapped_under_no_headline_has_no_meaning(status: str, headline: str) -> None:
    assert meaning_of("express", status, headline, "Delivered") is None


def test_a_harmless_code_under_the_headline_failure_is_a_trouble() -> None:
    meaning = meaning_of("express", "PL", "failure", "")
    assert meaning is not None and (meaning.milestone, meaning.condition) == (Milestone.IN_TRANSIT, Condition.HELD)


@pytest.mark.parametrize(
    ("code", "words", "condition", "reason"),
    [
        ("BV", "The shipment was damaged and is being inspected", "damaged", "damaged"),
        ("BV", "The delivery of the shipment is delayed because of severe weather", "delayed", "weather"),
        ("ZN", "The recipient refused to accept the shipment", "attempt_failed", "refused"),
        ("ZN", "The shipment is being returned to the sender", "returning", "undeliverable"),
        ("ZO", "Customs clearance: documents are missing", "held", "customs_documents"),
    ],
)
def test_the_words_of_parcel_germany_tell_apart_what_one_code_stands_for(code: str, words: str, condition: str, reason: str) -> None:
    meaning = meaning_of("parcel-de", code, "failure", words)
    assert meaning is not None and (meaning.condition, meaning.reason) == (condition, reason)


def test_delivered_to_the_sender_is_returned() -> None:
    for service, code in (("parcel-de", "ZU"), ("express", "OK"), ("parcel-uk", "")):
        meaning = meaning_of(service, code, "delivered", "The shipment has been returned to the sender")
        assert meaning is not None and meaning.milestone is Milestone.RETURNED
