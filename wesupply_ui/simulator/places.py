"""Where do parcels pass through? Real cities with their time zones, the hubs of each carrier, and a lane between two of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Place:
    """A city as a carrier would name it. `country` ISO 3166-1 alpha-2, `time_zone` an IANA name, `code` the facility's short code."""

    city: str
    region: str
    postcode: str
    country: str
    time_zone: str
    code: str = ""

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


COUNTRY_NAMES = {
    "US": "United States", "CA": "Canada", "GB": "United Kingdom", "DE": "Germany", "FR": "France", "NL": "Netherlands",
    "ES": "Spain", "IT": "Italy", "BE": "Belgium", "AT": "Austria", "CH": "Switzerland", "PL": "Poland", "IE": "Ireland",
    "SE": "Sweden", "DK": "Denmark", "PT": "Portugal", "CZ": "Czech Republic", "JP": "Japan", "CN": "China", "HK": "Hong Kong",
    "SG": "Singapore", "AU": "Australia", "MX": "Mexico", "IN": "India", "BR": "Brazil",
}  # fmt: skip

_COUNTRY_ZONES = {
    "US": "America/Chicago", "CA": "America/Toronto", "GB": "Europe/London", "DE": "Europe/Berlin", "FR": "Europe/Paris",
    "NL": "Europe/Amsterdam", "ES": "Europe/Madrid", "IT": "Europe/Rome", "BE": "Europe/Brussels", "AT": "Europe/Vienna",
    "CH": "Europe/Zurich", "PL": "Europe/Warsaw", "IE": "Europe/Dublin", "SE": "Europe/Stockholm", "DK": "Europe/Copenhagen",
    "PT": "Europe/Lisbon", "CZ": "Europe/Prague", "JP": "Asia/Tokyo", "CN": "Asia/Shanghai", "HK": "Asia/Hong_Kong",
    "SG": "Asia/Singapore", "AU": "Australia/Sydney", "MX": "America/Mexico_City", "IN": "Asia/Kolkata", "BR": "America/Sao_Paulo",
}  # fmt: skip

_STATES_BY_ZONE = {
    "America/New_York": "CT DC DE FL GA IN MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV KY",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
}  # the zone of most of a state's people; a few counties differ
_STATE_ZONES = {state: zone for zone, states in _STATES_BY_ZONE.items() for state in states.split()}


def _us(city: str, region: str, postcode: str, code: str) -> Place:
    return Place(city, region, postcode, "US", _STATE_ZONES[region], code)


def _abroad(city: str, postcode: str, country: str, code: str, region: str = "") -> Place:
    return Place(city, region, postcode, country, _COUNTRY_ZONES[country], code)


NEWARK = _us("Newark", "NJ", "07114", "EWR")
MEMPHIS = _us("Memphis", "TN", "38118", "MEM")
LOUISVILLE = _us("Louisville", "KY", "40209", "SDF")
CINCINNATI = _us("Cincinnati", "OH", "45275", "CVG")
LEIPZIG = _abroad("Leipzig", "04435", "DE", "LEJ")
EAST_MIDLANDS = _abroad("East Midlands", "DE74 2SA", "GB", "EMA")
BRUSSELS = _abroad("Brussels", "1931", "BE", "BRU")
COLOGNE = _abroad("Koeln", "51147", "DE", "CGN")
PARIS_CDG = _abroad("Roissy Charles de Gaulle Cedex", "95700", "FR", "CDG")
NEW_YORK_GATEWAY = _us("New York City Gateway", "NY", "11430", "JFK")

HUBS: dict[str, tuple[Place, ...]] = {
    "ups": (
        LOUISVILLE, _us("Hodgkins", "IL", "60525", "CCH"), _us("Ontario", "CA", "91761", "ONT"),
        _us("Philadelphia", "PA", "19153", "PHL"), _us("Dallas", "TX", "75261", "DFW"), _us("Denver", "CO", "80216", "DEN"),
    ),
    "fedex": (
        MEMPHIS, _us("Indianapolis", "IN", "46241", "IND"), _us("Oakland", "CA", "94621", "OAK"),
        _us("Kernersville", "NC", "27284", "GSO"), _us("Fort Worth", "TX", "76177", "AFW"), _us("Commerce City", "CO", "80022", "CDV"),
    ),
    "usps": (
        _us("Jersey City", "NJ", "07097", "DVD"), _us("Chicago", "IL", "60688", "CHI"), _us("Atlanta", "GA", "30369", "ATL"),
        _us("Memphis", "TN", "38101", "MPH"), _us("Los Angeles", "CA", "90052", "LAX"), _us("Denver", "CO", "80266", "DNV"),
    ),
    "dhl": (CINCINNATI, LEIPZIG, EAST_MIDLANDS, BRUSSELS, _us("Los Angeles Gateway", "CA", "90045", "LAX"), NEW_YORK_GATEWAY),
}  # fmt: skip

GATEWAYS = {
    "ups": (COLOGNE, LOUISVILLE),
    "fedex": (PARIS_CDG, MEMPHIS),
    "usps": (_abroad("Frankfurt", "60549", "DE", "FRA"), NEW_YORK_GATEWAY),
    "dhl": (LEIPZIG, CINCINNATI),
}
"""Per carrier: where imports into Europe clear customs, and where imports into America do."""

CITIES: tuple[Place, ...] = (
    _us("Brooklyn", "NY", "11201", "BKN"), _us("Austin", "TX", "78701", "AUS"), _us("Seattle", "WA", "98101", "SEA"),
    _us("Portland", "OR", "97209", "PDX"), _us("San Francisco", "CA", "94107", "SFO"), _us("Boulder", "CO", "80302", "BLD"),
    _us("Minneapolis", "MN", "55401", "MSP"), _us("Columbus", "OH", "43215", "CMH"), _us("Nashville", "TN", "37203", "BNA"),
    _us("Miami", "FL", "33130", "MIA"), _us("Boston", "MA", "02116", "BOS"), _us("Raleigh", "NC", "27601", "RDU"),
    _us("Phoenix", "AZ", "85004", "PHX"), _us("Salt Lake City", "UT", "84101", "SLC"), _us("Kansas City", "MO", "64108", "MCI"),
    _us("Pittsburgh", "PA", "15222", "PIT"), _us("Madison", "WI", "53703", "MSN"), _us("Savannah", "GA", "31401", "SAV"),
    _us("Honolulu", "HI", "96813", "HNL"), _us("Santa Fe", "NM", "87501", "SAF"),
)  # fmt: skip
CITIES_ABROAD: tuple[Place, ...] = (
    _abroad("London", "E1 6AN", "GB", "LHR"), _abroad("Berlin", "10115", "DE", "BER"), _abroad("Amsterdam", "1012 JS", "NL", "AMS"),
    _abroad("Lyon", "69002", "FR", "LYS"), _abroad("Madrid", "28001", "ES", "MAD"), _abroad("Toronto", "M5V 2T6", "CA", "YYZ", "ON"),
    _abroad("Dublin", "D02 X285", "IE", "DUB"), _abroad("Tokyo", "100-0005", "JP", "NRT"), _abroad("Sydney", "2000", "AU", "SYD", "NSW"),
)  # fmt: skip
WAREHOUSE = NEWARK
"""Where parcels start when nobody says otherwise."""

_KNOWN = {
    (place.city.lower(), place.country): place
    for place in (*CITIES, *CITIES_ABROAD, NEWARK, *(hub for hubs in HUBS.values() for hub in hubs))
}


def place_of(data: dict[str, str]) -> Place:
    """A place from an address with the keys city, region, postcode, country and time_zone; the zone is looked up when not given."""
    city, country = (data.get("city") or "").strip(), (data.get("country") or "US").strip().upper()
    known = _KNOWN.get((city.lower(), country))
    region = (data.get("region") or (known.region if known else "")).strip().upper()
    if known and (known.region == region or not region):
        return replace(known, postcode=data.get("postcode") or known.postcode)
    zone = data.get("time_zone") or (_STATE_ZONES.get(region) if country == "US" else None) or _COUNTRY_ZONES.get(country, "UTC")
    return Place(city, region, data.get("postcode") or "", country, zone, (city[:3] or "XXX").upper())


_AMERICA = frozenset({"US", "CA", "MX", "BR"})
_EUROPE = frozenset({"GB", "DE", "FR", "NL", "ES", "IT", "BE", "AT", "CH", "PL", "IE", "SE", "DK", "PT", "CZ"})


def _gateways(carrier: str, origin: Place, destination: Place) -> tuple[Place, Place]:
    """Where a parcel leaves its country and where it is cleared: a gateway on the other continent, else in the destination's own city."""
    europe, america = GATEWAYS[carrier]
    outbound = america if origin.country in _AMERICA else europe
    crosses_the_atlantic = (origin.country in _AMERICA) != (destination.country in _AMERICA)
    inbound = america if destination.country in _AMERICA else europe if destination.country in _EUROPE else destination
    return outbound, inbound if crosses_the_atlantic else destination


def hubs_between(carrier: str, origin: Place, destination: Place, source: random.Random) -> tuple[Place, Place]:
    """Two hubs a parcel passes, in order. Across a border the second is where the destination's customs look at it."""
    if origin.country != destination.country:
        return _gateways(carrier, origin, destination)
    ends = {origin.city, destination.city}
    fitting = [hub for hub in HUBS[carrier] if hub.country == origin.country and hub.city not in ends]
    if len(fitting) > 1:
        first, second = source.sample(fitting, 2)
        return first, second
    return fitting[0] if fitting else origin, destination  # abroad: what we know of a country's network is its cities


def wrong_turn(carrier: str, lane: tuple[Place, ...], source: random.Random) -> Place:
    """A place that is not on the lane but in the same part of the world, for a parcel that was sorted wrongly."""
    europe, america = GATEWAYS[carrier]
    cities = {place.city for place in lane}
    at_home = [hub for hub in HUBS[carrier] if hub.country == lane[0].country and hub.city not in cities]
    if at_home:
        return source.choice(at_home)
    return next(place for place in (america if lane[0].country in _AMERICA else europe, BRUSSELS) if place.city not in cities)
