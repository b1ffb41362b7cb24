"""What the page says first of several parcels: the worst, of how many, and by whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.portals.shopper.test_tell import NOW, box, page, scan

LOST, HELD, TRIED = {"condition": "lost"}, {"condition": "held"}, {"condition": "attempt_failed", "reason": "nobody_home"}
CUSTOMS = [HELD | {"reason": "customs_inspection"}, HELD | {"reason": "customs_documents"}]
BACK, GOING_BACK, HERE = {"milestone": "returned"}, {"condition": "returning"}, {"milestone": "delivered"}
DAMAGED = HERE | {"condition": "damaged"}
TUESDAY = {"due_on": date(2026, 11, 24)}


@pytest.mark.parametrize(
    ("said", "parcels"),
    [
        ("One of 2 parcels went back to Acme", [BACK, TUESDAY]),
        ("One of 2 parcels is on its way back to Acme", [GOING_BACK, TUESDAY]),
        ("2 of 3 parcels are on their way back to Acme", [GOING_BACK, BACK, {}]),
        ("Both parcels went back to Acme", [BACK, BACK]),
        ("2 of 3 parcels delivered, one went back to Acme", [HERE, HERE, BACK]),
        ("2 of 3 parcels are held up by customs", [*CUSTOMS, {}]),
        ("Customs needs papers for one of 2 parcels", [CUSTOMS[1], {}]),
        ("Duties or taxes are due for both parcels", [HELD | {"reason": "customs_duties"}] * 2),
        ("One of 2 parcels is held up by the weather", [HELD | {"reason": "weather"}, {}]),
        ("UPS is holding 2 of 3 parcels", [HELD, HELD | {"reason": "security"}, {}]),
        ("2 of 3 parcels are on hold", [HELD, HELD | {"carrier": "fedex"}, {}]),
        ("UPS tried to deliver both parcels, nobody was home", [TRIED, TRIED]),
        ("2 of 3 parcels could not be delivered", [TRIED, {"carrier": "fedex", "condition": "attempt_failed"}, {}]),
        ("All 3 parcels are lost", [LOST] * 3),
        ("2 of 3 parcels can't be found", [LOST, LOST | {"carrier": "fedex"}, {}]),
        ("UPS can't find one of 2 parcels, another has a problem too", [LOST, BACK]),
        ("UPS can't find one of 4 parcels, 2 others have problems too", [{}, {"condition": "delayed"}, LOST, DAMAGED]),
        ("One of 2 parcels arrived damaged", [DAMAGED, TUESDAY]),
        ("One of 2 parcels was damaged on the way", [{"condition": "damaged"}, {}]),
        ("Both parcels are delivered, one of them damaged", [DAMAGED, HERE]),
        ("All 3 parcels are delivered", [HERE] * 3),
        ("One of 2 parcels is delayed, now arriving Tuesday, November 24", [TUESDAY | {"condition": "delayed"}, {}]),
        ("Both parcels are delayed", [TUESDAY | {"condition": "delayed"}, {"condition": "delayed"}]),
        ("One of 2 parcels is running late", [{"due_on": date(2026, 11, 18)}, TUESDAY]),
        ("No news of one of 2 parcels since Friday, November 13", [{"condition": "silent", "last_scan_at": NOW - timedelta(days=7)}, {}]),
        ("2 of 3 parcels wait for their first scan", [{"condition": "silent"}, {"condition": "silent"}, {}]),
        ("One of 2 parcels is ready for you to collect", [{"milestone": "available_for_pickup"}, {"milestone": "out_for_delivery"}]),
        ("Both parcels are out for delivery today", [{"milestone": "out_for_delivery"}] * 2),
        ("UPS can't find one of 2 parcels", [LOST, {}, {"condition": "cancelled"}]),
    ],
)
def test_the_worst_is_said_first_and_of_how_many(said: str, parcels: list[dict[str, Any]]):
    assert page(*(box(scan(at), number=f"1Z{at}", **each) for at, each in enumerate(parcels))).headline == said


def test_who_says_so_and_when_is_of_the_parcel_that_the_sentence_is_about():
    missing = box(scan(30, "Trace opened"), carrier="fedex", **LOST)
    told = page(missing, box(scan(0.1, "Departed"), number="1Z2"))
    assert told.headline == "FedEx can't find one of 2 parcels"
    assert (told.source, told.news_text, told.news_iso) == ("FedEx", "yesterday", "2026-11-19T08:10-06:00")
    assert told.spoken == "FedEx can't find one of 2 parcels. Another parcel: Departed"


def test_a_carrier_that_never_scanned_the_parcel_is_not_given_the_other_ones_time():
    told = page(box(carrier="fedex", **LOST), box(scan(0.1), number="1Z2"))
    assert (told.source, told.news_text, told.news_iso) == ("FedEx", "", "")


def test_the_next_to_come_speaks_for_itself():
    told = page(box(scan(2), carrier="fedex", due_on=date(2026, 11, 21)), box(scan(1), number="1Z2", **TUESDAY))
    assert (told.headline, told.source, told.news_text) == ("2 parcels, the first arriving tomorrow", "FedEx", "2 hours ago")


def test_of_all_that_is_well_the_newest_news_counts():
    told = page(box(scan(2), carrier="fedex"), box(scan(1), number="1Z2"))
    assert (told.headline, told.source, told.news_text) == ("2 parcels on their way to you", "UPS", "1 hour ago")


@pytest.mark.parametrize(("tone", "parcels"), [("problem", [BACK, {}]), ("problem", [DAMAGED, {}]), ("attention", [HELD, {}])])
def test_the_tone_is_that_of_the_worst(tone: str, parcels: list[dict[str, Any]]):
    assert page(*(box(number=f"1Z{at}", **each) for at, each in enumerate(parcels))).tone == tone
