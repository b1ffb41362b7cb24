"""Every journey is the same for the same number, never goes back in time, and happens at hours when carriers work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.asking import SHIPPED
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.events import HANDED_OVER, Event
from wesupply_ui.simulator.journeys import NAMES, SHARES, estimate, name_for, plan
from wesupply_ui.simulator.places import CITIES, CITIES_ABROAD, place_of


@given(
    number=st.text("0123456789", min_size=6, max_size=20),
    seed=st.integers(0, 50),
    journey=st.sampled_from(NAMES),
    carrier=st.sampled_from(numbers.CARRIERS),
    origin=st.sampled_from((*CITIES, *CITIES_ABROAD)),
    destination=st.sampled_from((*CITIES, *CITIES_ABROAD)),
    shipped_at=st.integers(0, 730 * 24 * 60).map(lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
)
def test_a_journey_is_repeatable_and_moves_forward_in_time(number, seed, journey, carrier, origin, destination, shipped_at) -> None:
    def planned():
        return plan(number, seed, carrier=carrier, journey=journey, origin=origin, destination=destination, shipped_at=shipped_at)

    once = planned()
    assert once == planned()
    offsets = [leg.offset for leg in once.legs]
    assert offsets[0] == timedelta(0)
    assert all(earlier < later for earlier, later in pairwise(offsets))
    assert offsets[-1] < timedelta(days=20)


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_a_parcel_within_europe_stays_there_even_when_it_takes_a_wrong_turn(carrier: str) -> None:
    ends = {"origin": place_of({"city": "Berlin", "country": "DE"}), "destination": place_of({"city": "Graz", "country": "AT"})}
    for end in (ends["destination"], place_of({"city": "Leipzig", "country": "DE"})):
        for seed in range(20):
            journey = plan("x", seed, carrier=carrier, journey="missorted", origin=ends["origin"], destination=end)
            assert not {leg.place.country for leg in journey.legs} & {"US", "CA"}


def test_another_seed_tells_another_story() -> None:
    assert plan("1Z5IM0000348000710", 1).legs != plan("1Z5IM0000348000710", 2).legs


def test_scans_carry_the_offset_of_their_place() -> None:
    scans = plan("x", journey="normal", origin=place_of({"city": "Brooklyn"}), destination=place_of({"city": "Seattle"})).scans(SHIPPED)
    assert scans[0].at.utcoffset() == timedelta(hours=-5)
    assert scans[-1].at.utcoffset() == timedelta(hours=-8)


@pytest.mark.parametrize("journey", NAMES)
def test_vans_leave_in_the_morning_and_nobody_rings_at_night(journey: str) -> None:
    for seed in range(30):
        for scan in plan("x", seed, journey=journey, shipped_at=SHIPPED).scans(SHIPPED):
            if scan.event is Event.OUT_FOR_DELIVERY:
                assert 7 <= scan.at.hour <= 9
            if scan.event in (Event.DELIVERED, Event.ATTEMPT_FAILED, Event.REFUSED):
                assert 8 <= scan.at.hour <= 19


def test_the_mix_of_journeys_is_mostly_normal_and_holds_every_kind() -> None:
    names = [name_for(numbers.make("ups", seed)) for seed in range(3000)]
    assert set(names) == set(SHARES) == set(NAMES)
    assert names.count("normal") > 1000


def test_customs_hold_up_what_crosses_a_border() -> None:
    journey = plan("x", journey="customs_duties", carrier="dhl")
    assert journey.destination.country != journey.origin.country
    events = [leg.event for leg in journey.legs]
    assert events.index(Event.IN_CUSTOMS) < events.index(Event.CUSTOMS_DUTIES) < events.index(Event.CUSTOMS_CLEARED)


def test_the_second_box_of_a_split_shipment_comes_a_day_later() -> None:
    first, second = (plan("x", journey="split", piece=piece) for piece in (0, 1))
    assert second.legs[-1].offset - first.legs[-1].offset == timedelta(days=1)


def test_the_promise_holds_until_something_disturbs_and_then_moves() -> None:
    journey = plan("x", journey="failed_attempt")
    scans = journey.scans(SHIPPED)
    failed = next(place for place, scan in enumerate(scans) if scan.event is Event.ATTEMPT_FAILED)
    before = estimate(journey, SHIPPED, scans[:failed], scans[failed:])
    after = estimate(journey, SHIPPED, scans[: failed + 1], scans[failed + 1 :])
    assert before and after and after.date() - before.date() == timedelta(days=1)
    assert after == next(scan.at for scan in scans if scan.event in HANDED_OVER)
    assert estimate(journey, SHIPPED, scans, ()) is None


def test_a_lost_parcel_has_no_date_any_more() -> None:
    journey = plan("x", journey="lost")
    scans = journey.scans(SHIPPED)
    assert estimate(journey, SHIPPED, scans, ()) is None


def test_a_place_nobody_listed_gets_the_zone_of_its_state_or_country() -> None:
    assert place_of({"city": "Tulsa", "region": "ok", "postcode": "74103"}).time_zone == "America/Chicago"
    assert place_of({"city": "Graz", "country": "at"}).time_zone == "Europe/Vienna"
    assert place_of({"city": "Nuuk", "country": "GL", "time_zone": "America/Nuuk"}).time_zone == "America/Nuuk"
