"""What the page says in each situation of an order. No database: rows as a reading would bring them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.following import FollowedOrder, FollowedParcel, Inside
from wesupply_ui.domain.tracking.models import Parcel, Scan
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.portals.shopper.tracking.rows import TrackingRows
from wesupply_ui.portals.shopper.tracking.tell import page_of

NOW = datetime(2026, 11, 20, 20, 10, tzinfo=UTC)  # a Friday, 14:10 in Chicago
BRAND = {"accent": "#0f766e", "support_email": "help@acme.example"}


def shop(**changes: Any) -> Merchant:
    return Merchant(slug="acme", name="Acme", time_zone="America/Chicago", country="US", brand=BRAND, **changes)


def line(title: str = "Boots", **changes: Any) -> OrderLine:
    return OrderLine(
        merchant_id="m",
        order_id="o",
        external_id=changes.pop("external_id", title.lower()),
        title=title,
        quantity=changes.pop("quantity", 1),
        **changes,
    )


def scan(hours_ago: float = 0, text: str = "Departed", **changes: Any) -> Scan:
    at = NOW - timedelta(hours=hours_ago)
    offset = changes.pop("offset_minutes", -360)
    return Scan(merchant_id="m", parcel_id="p", key=f"{hours_ago}{text}", at=at, text=text, offset_minutes=offset, seen_at=at, **changes)


def box(*scans: Scan, inside: tuple[Inside, ...] = (), **changes: Any) -> FollowedParcel:
    number = changes.pop("number", "1Z999AA10123456784")
    parcel = Parcel(merchant_id="m", carrier=changes.pop("carrier", "ups"), number=number, **({"milestone": "in_transit"} | changes))
    return FollowedParcel(parcel, inside, scans)


def page(*parcels: FollowedParcel, lines: tuple[OrderLine, ...] = (line(),), status: str = "processing", **changes: Any) -> TrackingRows:
    address = {"name": "Ada Lovelace", "city": "Austin", "region": "TX", "postcode": "78701"}
    order = Order(
        merchant_id="m",
        external_id="5001",
        number="#5001",
        number_key="5001",
        placed_at=NOW,
        currency="USD",
        link_hash="",
        status=status,
        address=address,
    )
    return page_of(FollowedOrder(changes.pop("merchant", shop()), order, lines, parcels, changes.pop("places", {})), now=NOW)


class TestTheSentence:
    @pytest.mark.parametrize(
        ("said", "parcel"),
        [
            ("Arriving Tuesday, November 24", {"due_on": date(2026, 11, 24)}),
            ("Arriving tomorrow", {"due_on": date(2026, 11, 21)}),
            ("Arriving today", {"due_on": date(2026, 11, 20)}),
            ("On its way to you", {}),
            ("Running late: it was due yesterday", {"due_on": date(2026, 11, 19)}),
            ("Packed and waiting for UPS", {"milestone": "label_created"}),
            ("Getting ready, expected Tuesday, November 24", {"milestone": "label_created", "due_on": date(2026, 11, 24)}),
            ("Out for delivery today", {"milestone": "out_for_delivery"}),
            ("Ready for you to collect", {"milestone": "available_for_pickup"}),
            ("Delivered today at 12:10 PM", {"milestone": "delivered", "delivered_at": NOW - timedelta(hours=2), "delivered_offset": -360}),
            (
                "Delivered Sunday, November 1",
                {"milestone": "delivered", "delivered_at": NOW - timedelta(days=19), "delivered_offset": -360},
            ),
            ("This parcel went back to Acme", {"milestone": "returned"}),
            ("Delayed, now arriving Monday, November 23", {"condition": "delayed", "due_on": date(2026, 11, 23)}),
            ("Delayed, a new date will follow", {"condition": "delayed"}),
            ("UPS tried to deliver, nobody was home", {"condition": "attempt_failed", "reason": "nobody_home"}),
            ("UPS tried to deliver", {"condition": "attempt_failed"}),
            ("Customs needs a document", {"condition": "held", "reason": "customs_documents"}),
            ("UPS is holding this parcel", {"condition": "held"}),
            ("This parcel is on its way back to Acme", {"condition": "returning"}),
            ("UPS can't find this parcel", {"condition": "lost"}),
            ("This parcel was damaged on the way", {"condition": "damaged"}),
            ("No news from UPS since Friday, November 13", {"condition": "silent", "last_scan_at": NOW - timedelta(days=7)}),
        ],
    )
    def test_of_one_parcel(self, said: str, parcel: dict[str, Any]):
        assert page(box(scan(1), **parcel)).headline == said

    def test_names_hours_where_the_carrier_did(self):
        told = page(
            box(
                milestone="out_for_delivery",
                due_on=date(2026, 11, 20),
                estimated_from="2026-11-20T14:00:00-06:00",
                estimated_to="2026-11-20T16:00:00-06:00",
            )
        )
        assert told.headline == "Out for delivery, arriving between 2:00 PM and 4:00 PM"

    def test_today_is_meant_where_the_parcel_is(self):
        in_tokyo = page(box(scan(1, offset_minutes=540), due_on=date(2026, 11, 21)))
        assert in_tokyo.headline == "Arriving today"

    @pytest.mark.parametrize(
        ("said", "parcels"),
        [
            ("2 parcels arriving Tuesday, November 24", [{"due_on": date(2026, 11, 24)}] * 2),
            ("2 parcels, the first arriving tomorrow", [{"due_on": date(2026, 11, 24)}, {"due_on": date(2026, 11, 21)}]),
            ("2 parcels on their way to you", [{}, {}]),
            ("1 of 2 parcels delivered, the rest by Tuesday, November 24", [{"milestone": "delivered"}, {"due_on": date(2026, 11, 24)}]),
            ("1 of 2 parcels delivered, the rest on the way", [{"milestone": "delivered"}, {}]),
            ("Both parcels are delivered", [{"milestone": "delivered"}] * 2),
            ("One of 2 parcels is out for delivery today", [{"milestone": "out_for_delivery"}, {}]),
            ("UPS can't find one of 2 parcels", [{"condition": "lost"}, {"due_on": date(2026, 11, 24)}]),
            ("One of 3 parcels is delayed", [{"condition": "delayed"}, {}, {"milestone": "delivered"}]),
            ("Arriving tomorrow", [{"due_on": date(2026, 11, 21)}, {"condition": "cancelled"}]),
        ],
    )
    def test_of_several_parcels_is_one_story(self, said: str, parcels: list[dict[str, Any]]):
        assert page(*(box(number=f"1Z{at}", **each) for at, each in enumerate(parcels))).headline == said

    @pytest.mark.parametrize(
        ("said", "lines", "status"),
        [
            ("We're getting your order ready", (line(),), "processing"),
            ("This order was cancelled", (line(),), "cancelled"),
            ("You collect this order in store", (line(fulfilment="pickup"), line("Card", fulfilment="digital")), "processing"),
            ("Collected", (line(fulfilment="pickup", collected_at=NOW),), "processing"),
            ("Nothing to ship: it comes to you by mail", (line(fulfilment="digital"),), "processing"),
            ("We're getting your order ready", (), "processing"),
        ],
    )
    def test_before_any_parcel(self, said: str, lines: tuple[OrderLine, ...], status: str):
        assert page(lines=lines, status=status).headline == said

    def test_every_combination_of_the_axes_is_told(self):
        for milestone in Milestone:
            for condition in Condition:
                for reason in (None, *REASONS):
                    told = page(box(scan(1), milestone=milestone.value, condition=condition.value, reason=reason))
                    assert told.headline and told.tone and not re.search(r"\{(carrier|shop)", str(told))


class TestTheTimeline:
    def test_three_scans_show_and_the_rest_is_folded(self):
        parcel = page(box(*(scan(hours, f"Scan {hours}") for hours in (1, 2, 20, 30, 50)))).parcels[0]
        assert [day.label for day in parcel.recent] == ["Friday, November 20", "Thursday, November 19"]
        assert sum(len(day.scans) for day in parcel.recent) == 3 and parcel.earlier_label == "Show 2 earlier updates"

    def test_times_are_those_of_the_place(self):
        row = page(box(scan(0, "Abflug", offset_minutes=60, city="Leipzig", country="DE"))).parcels[0].recent[0].scans[0]
        assert (row.time, row.place, row.at_iso) == ("9:10 PM", "Leipzig", "2026-11-20T21:10+01:00")

    def test_a_time_that_is_a_guess_says_so(self):
        row = page(box(scan(0, clock="assumed", offset_minutes=None))).parcels[0].recent[0].scans[0]
        assert row.time_note

    def test_an_unmapped_code_is_told_in_the_carriers_words(self):
        row = page(box(scan(0, "HELD AT DEPOT 7", code="ZZ9", is_mapped=False))).parcels[0].recent[0].scans[0]
        assert row.words == "Held at depot 7"
        assert page(box(scan(0, "", code="ZZ9"))).parcels[0].recent[0].scans[0].words == "Code ZZ9"

    def test_before_the_first_scan_it_says_so(self):
        assert page(box(milestone="label_created")).parcels[0].silence == "UPS has not scanned this parcel yet."

    @pytest.mark.parametrize(("minutes", "said"), [(0, "just now"), (8, "8 minutes ago"), (61, "1 hour ago"), (26 * 60, "yesterday")])
    def test_how_old_the_news_is(self, minutes: int, said: str):
        told = page(box(scan(minutes / 60)))
        assert (told.source, told.news_text) == ("UPS", said)


class TestDates:
    def test_the_old_date_is_there_to_be_struck_through(self):
        assert page(box(due_on=date(2026, 11, 24), first_due_on=date(2026, 11, 23))).former == "Monday, November 23"

    def test_places_that_carriers_shout_are_said_quietly(self):
        row = page(box(scan(0, city="FORT WORTH", region="TX"))).parcels[0].recent[0].scans[0]
        assert row.place == "Fort Worth, TX"

    def test_once_delivered_no_old_date_matters(self):
        assert page(box(milestone="delivered", due_on=date(2026, 11, 24), first_due_on=date(2026, 11, 23))).former == ""

    def test_days_are_written_as_the_shops_country_does(self):
        british = Merchant(slug="x", name="Acme", time_zone="Europe/London", country="GB")
        assert page(box(due_on=date(2026, 11, 24)), merchant=british).headline == "Arriving Tuesday, 24 November"


class TestContents:
    def test_a_split_line_says_how_many_are_where(self):
        boots = line(quantity=3)
        told = page(box(inside=(Inside(boots, 1),)), box(inside=(Inside(boots, 1),), number="1Z2"), lines=(boots,))
        assert told.lines[0].where == "1 in parcel 1, 1 in parcel 2, 1 not shipped yet"
        assert told.lines[0].quantity == "3 items"

    @pytest.mark.parametrize(
        ("said", "changes"),
        [
            ("Comes by mail, nothing to ship", {"fulfilment": "digital"}),
            ("You collect it at Downtown", {"fulfilment": "pickup", "location": "s1"}),
            ("Collected at Downtown", {"fulfilment": "pickup", "location": "s1", "collected_at": NOW}),
            ("Not shipped yet", {}),
        ],
    )
    def test_lines_that_travel_otherwise(self, said: str, changes: dict[str, Any]):
        other = line("Socks")
        told = page(box(inside=(Inside(other, 1),)), lines=(line(**changes), other), places={"s1": "Downtown"})
        assert told.lines[0].where == said

    def test_many_things_in_a_parcel_end_in_a_number(self):
        things = tuple(Inside(line(f"Thing {at}"), 1) for at in range(12))
        shown = page(box(inside=things)).parcels[0].things
        assert len(shown) == 8 and shown[-1].initial == "+5"

    def test_titles_in_any_script_have_an_initial(self):
        told = page(lines=(line("防水ジャケット"), line(""), line("  éclair ")))
        assert [row.initial for row in told.lines] == ["防", "I", "É"]


def test_ten_parcels_are_ten_cards_in_their_order():
    told = page(*(box(number=f"1Z{at}") for at in range(10)))
    assert [parcel.part for parcel in told.parcels][:2] == ["Parcel 1 of 10", "Parcel 2 of 10"] and len(told.parcels) == 10


def test_a_cancelled_label_comes_last_and_carries_nothing():
    boots = line()
    voided = box(inside=(Inside(boots, 1),), number="1Z0", milestone="label_created", condition="cancelled")
    told = page(voided, box(number="1Z1"), box(number="1Z2"), lines=(boots,))
    assert [parcel.part for parcel in told.parcels] == ["Parcel 1 of 2", "Parcel 2 of 2", "1 item"]
    assert told.lines[0].where == "In one of the parcels"


def test_a_parcel_that_came_damaged_says_so():
    told = page(box(milestone="delivered", condition="damaged"))
    assert (told.headline, told.parcels[0].label, told.tone) == ("Delivered, but damaged", "Delivered, damaged", "problem")


def test_the_preview_names_status_and_shop_only():
    told = page(box(scan(1, city="Dallas"), due_on=date(2026, 11, 24)))
    assert told.preview.title == "Arriving Tuesday, November 24"
    assert "Acme" in told.preview.words and "5001" not in told.preview.words + told.preview.title
