"""At which offset a local time was written, and how that is known."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import zipcodes
from babel.core import get_global
from hypothesis import given, settings
from hypothesis import strategies as st

from wesupply_ui.adapters.carriers import us_zones, world_zones
from wesupply_ui.adapters.carriers.places import localise, with_neighbours
from wesupply_ui.domain.tracking.reading import ClockSource, Place

SUMMER, WINTER = datetime.fromisoformat("2026-07-01T12:00:00"), datetime.fromisoformat("2026-01-15T12:00:00")
EXAMPLES = [
    (Place("Wayne", "NJ", "07470", "US"), "-04:00", "-05:00", ClockSource.PLACE),
    (Place("CLOVIS", "CA", "93612-1234", "US"), "-07:00", "-08:00", ClockSource.PLACE),
    (Place("Louisville", "KY", None, "US"), "-04:00", "-05:00", ClockSource.PLACE),
    (Place("Paducah", "KY", None, "US"), "-05:00", "-06:00", ClockSource.PLACE),
    (Place("El Paso", "TX", None, "US"), "-06:00", "-07:00", ClockSource.PLACE),
    (Place(None, "TX", None, "US"), "-05:00", "-06:00", ClockSource.PLACE),
    (Place("Phoenix", "AZ", None, "US"), "-07:00", "-07:00", ClockSource.PLACE),
    (Place("Page", "AZ", "86040", "US"), "-07:00", "-07:00", ClockSource.PLACE),
    (Place("Honolulu", "HI", "96819", "US"), "-10:00", "-10:00", ClockSource.PLACE),
    (Place("San Juan", "PR", None, "US"), "-04:00", "-04:00", ClockSource.PLACE),
    (Place(None, None, None, "PR"), "-04:00", "-04:00", ClockSource.COUNTRY),
    (Place("Frankfurt", None, "60314", "DE"), "+02:00", "+01:00", ClockSource.COUNTRY),
    (Place(None, None, None, "GB"), "+01:00", "+00:00", ClockSource.COUNTRY),
    (Place("Shenzhen", None, None, "CN"), "+08:00", "+08:00", ClockSource.COUNTRY),
    (Place("Mumbai", None, None, "IN"), "+05:30", "+05:30", ClockSource.COUNTRY),
    (Place("Toronto", "ON", None, "CA"), "-04:00", "-05:00", ClockSource.PLACE),
    (Place(None, None, "P9N 3X1", "CA"), "-05:00", "-06:00", ClockSource.PLACE),
    (Place("St. John's", "NL", None, "CA"), "-02:30", "-03:30", ClockSource.PLACE),
    (Place(None, "NSW", "2880", "AU"), "+09:30", "+10:30", ClockSource.PLACE),
    (Place("Sydney", None, None, "AU"), "+10:00", "+11:00", ClockSource.PLACE),
    (Place("MANAUS", None, "69005-070", "BR"), "-04:00", "-04:00", ClockSource.PLACE),
    (Place("CANCUN", "QR", None, "MX"), "-05:00", "-05:00", ClockSource.PLACE),
    (Place("Las Palmas", None, "35001", "ES"), "+01:00", "+00:00", ClockSource.PLACE),
    (Place("Zaragoza", None, None, "ES"), "+02:00", "+01:00", ClockSource.PLACE),
    (Place("Denpasar", None, "80361", "ID"), "+08:00", "+08:00", ClockSource.PLACE),
    (Place("Buenos Aires", None, None, "AR"), "-03:00", "-03:00", ClockSource.COUNTRY),
]


@pytest.mark.parametrize(("place", "summer", "winter", "source"), EXAMPLES)
def test_a_place_gives_its_local_times_their_offset(place: Place, summer: str, winter: str, source: ClockSource) -> None:
    for local, offset in ((SUMMER, summer), (WINTER, winter)):
        assert localise(local, place) == (datetime.fromisoformat(f"{local.isoformat()}{offset}"), source)


@pytest.mark.parametrize(
    "place",
    [
        Place(), Place("Springfield"), Place(None, None, None, "US"), Place("Springfield", None, None, "US"), Place(None, "KY", None, "US"),
        Place(None, None, "09012", "US"), Place(None, None, None, "CA"), Place(None, None, None, "ES"), Place("X", None, None, "ZZ"),
        Place("X", "X", "X", "XX"), Place(None, None, "string", "US"), Place(None, None, None, "AU"),
    ],
)  # fmt: skip
def test_a_place_that_says_too_little_gives_nothing(place: Place) -> None:
    assert localise(WINTER, place) is None


def test_a_time_that_a_clock_change_skips_or_repeats_gets_one_offset() -> None:
    place = Place("Wayne", "NJ", "07470", "US")
    skipped, repeated = datetime.fromisoformat("2026-03-08T02:30:00"), datetime.fromisoformat("2026-11-01T01:30:00")
    assert [localise(at, place) for at in (skipped, repeated)] == [
        (datetime.fromisoformat("2026-03-08T02:30:00-05:00"), ClockSource.PLACE),
        (datetime.fromisoformat("2026-11-01T01:30:00-04:00"), ClockSource.PLACE),
    ]


def test_a_scan_without_a_place_takes_the_zone_of_the_scan_nearest_in_time() -> None:
    clovis, wayne = Place("Clovis", "CA", "93612", "US"), Place("Wayne", "NJ", "07470", "US")
    found = with_neighbours([(WINTER + timedelta(hours=9), clovis), (WINTER + timedelta(hours=2), Place()), (WINTER, wayne)])
    assert [(at.utcoffset(), source) for at, source in found] == [
        (timedelta(hours=-8), ClockSource.PLACE), (timedelta(hours=-5), ClockSource.NEIGHBOUR), (timedelta(hours=-5), ClockSource.PLACE),
    ]  # fmt: skip


def test_a_neighbours_zone_counts_with_its_own_summer_time() -> None:
    wayne = Place("Wayne", "NJ", "07470", "US")
    found = with_neighbours([(SUMMER, wayne), (WINTER, Place())])
    assert found[1] == (datetime.fromisoformat("2026-01-15T12:00:00-05:00"), ClockSource.NEIGHBOUR)


def test_a_time_with_an_offset_stays_and_lends_it_to_its_neighbours() -> None:
    told = datetime.fromisoformat("2026-01-15T12:00:00+05:45")
    assert with_neighbours([(told, Place()), (WINTER, Place())]) == [(told, ClockSource.CARRIER), (told, ClockSource.NEIGHBOUR)]


def test_hints_help_before_a_time_is_assumed_to_be_utc() -> None:
    assert with_neighbours([(WINTER, Place())], [Place(), Place("Berlin", None, None, "DE")]) == [
        (datetime.fromisoformat("2026-01-15T12:00:00+01:00"), ClockSource.NEIGHBOUR)
    ]
    assert with_neighbours([(WINTER, Place())]) == [(WINTER.replace(tzinfo=UTC), ClockSource.ASSUMED)]


def test_every_zip_code_of_the_package_has_the_offset_the_package_says() -> None:
    wrong = Counter[str]()
    for row in zipcodes.list_all():
        if "/" not in row["timezone"] or row["zip_code"] == "86040" or row["country"] != "US":
            continue
        ours = us_zones.zone_of_zip(row["zip_code"])
        if ours is None or any(ZoneInfo(ours).utcoffset(at) != ZoneInfo(row["timezone"]).utcoffset(at) for at in (SUMMER, WINTER)):
            wrong[row["state"]] += 1
    assert wrong.total() == wrong["PW"] + wrong["FM"] + wrong["MH"], wrong


def test_every_zone_named_in_our_tables_exists() -> None:
    named = {zone for rules in (*world_zones.POSTCODES.values(), *world_zones.REGIONS.values()) for zone in rules.values()}
    named |= {*world_zones.CITIES.values(), *world_zones.MAIN.values(), *world_zones.MAINLAND.values()}
    assert all(ZoneInfo(name).key == name for name in named)


def test_only_countries_with_several_clocks_need_more_than_their_name() -> None:
    countries = [code for code in get_global("territory_zones") if len(code) == 2 and code not in ("ZZ", "AQ", "UM")]
    unclear = {code for code in countries if localise(WINTER, Place(country=code)) is None}
    assert unclear == {"AU", "BR", "CA", "CD", "CL", "ES", "FM", "GL", "ID", "KI", "MN", "MX", "PF", "PT", "RU", "US"}


_words = st.none() | st.text(max_size=12) | st.sampled_from(["US", "CA", "TX", "78701", "Austin", "M5V 2T6", "", "０７４７０"])


@settings(deadline=None)  # the machine may be busy
@given(
    st.builds(Place, _words, _words, _words, _words),
    st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-01-01")),
)
def test_odd_places_never_raise_and_every_time_gets_an_offset(place: Place, local: datetime) -> None:
    ((at, _),) = with_neighbours([(local, place)])
    assert at.utcoffset() is not None
    assert at.replace(tzinfo=None) == local
