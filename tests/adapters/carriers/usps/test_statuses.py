"""Facts about USPS's event codes: every published one has a meaning, written out here a second time."""

from __future__ import annotations

import pytest

from wesupply_ui.adapters.carriers.usps.statuses import CATEGORIES, CODES, WORDS, meaning_of
from wesupply_ui.domain.tracking.reasons import REASONS

# milestone / condition / reason: the codes
EXPECTED = """
label_created ok -: MA GX 89
accepted ok -: 80 81 82 83 03 PA TM OA AD UA 43 EMA
in_transit ok -: 10 19 41 42 A1 L1 T1 U1 EF SF NT MR 06 07 PC EMB EXA EXC EMC EMJ EMK EMD EDB EDC EMF EDD EDE EMG
in_transit held customs_inspection: EXB EME
in_transit held other: EDA EDF
- delayed missorted: 08 15
- delayed carrier_delay: 71
out_for_delivery delayed carrier_delay: DX
out_for_delivery ok -: OF EDG
available_for_pickup ok waiting_for_collection: 14 16 EDH
delivered ok -: 01 17 EMI
out_for_delivery attempt_failed nobody_home: 02 52
out_for_delivery attempt_failed no_access: 30 53
out_for_delivery attempt_failed business_closed: 51
out_for_delivery attempt_failed no_room: 54
out_for_delivery attempt_failed no_safe_place: 55
out_for_delivery attempt_failed signature_needed: 56
out_for_delivery attempt_failed -: EMH
in_transit returning refused: 04
in_transit returning bad_address: 05 21 22 25
in_transit returning moved: 23 24 26
in_transit returning unclaimed: 27 31
in_transit returning undeliverable: 09 28 29
in_transit returning recalled: 44
in_transit returning import_refused: EDX
in_transit returning other: EXX
- lost undeliverable: 11
- - -: GC
"""
ROWS = [
    (code, tuple(axes.split()))
    for axes, _, codes in (line.partition(":") for line in EXPECTED.split("\n") if line)
    for code in codes.split()
]


@pytest.mark.parametrize(("code", "axes"), ROWS)
def test_a_published_code_has_its_meaning(code: str, axes: tuple[str, ...]) -> None:
    meaning = meaning_of(code, WORDS[code])
    assert meaning is not None
    assert tuple(part or "-" for part in (meaning.milestone, meaning.condition, meaning.reason)) == axes


def test_the_table_and_its_second_telling_hold_the_same_codes() -> None:
    assert sorted(code for code, _ in ROWS) == sorted(CODES)


def test_every_reason_is_one_that_screens_have_words_for() -> None:
    assert {meaning.reason for meaning in CODES.values()} <= set(REASONS) | {None}


@pytest.mark.parametrize(
    ("code", "words", "condition", "reason"),
    [
        ("02", "Notice Left (No Authorized Recipient Available)", "attempt_failed", "signature_needed"),
        ("02", "Notice Left (Business Closed)", "attempt_failed", "business_closed"),
        ("NT", "In Transit, Arriving Late", "delayed", "carrier_delay"),
        ("1", "Delivered, In/At Mailbox", "ok", None),
        ("of", "Out for Delivery", "ok", None),
    ],
)
def test_words_tell_apart_what_one_code_stands_for(code: str, words: str, condition: str, reason: str | None) -> None:
    meaning = meaning_of(code, words)
    assert meaning is not None and (meaning.condition, meaning.reason) == (condition, reason)


def test_delivered_to_the_sender_is_returned() -> None:
    meaning = meaning_of("01", "Delivered, To Original Sender")
    assert meaning is not None and meaning.milestone == "returned"


@pytest.mark.parametrize("code", ["", "ZZ", "99", "string", "0001", "delivered"])
def test_a_code_that_nobody_mapped_has_no_meaning(code: str) -> None:
    assert meaning_of(code, "Delivered") is None


def test_every_headline_says_something() -> None:
    assert all(meaning.condition for meaning in CATEGORIES.values())
