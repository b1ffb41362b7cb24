"""In which time zone is a place, as a suggestion? By country and region; a person confirms it."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global

# Regions in the zone of most of their people; a few states and provinces have two.
_REGIONS = {
    "US": {
        "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
        "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
        "America/Denver": "CO ID MT NM UT WY",
        "America/Phoenix": "AZ",
        "America/Los_Angeles": "CA NV OR WA",
        "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
        "America/Puerto_Rico": "PR VI",
        "Pacific/Guam": "GU MP",
        "Pacific/Pago_Pago": "AS",
    },
    "CA": {
        "America/Toronto": "ON QC",
        "America/Vancouver": "BC",
        "America/Edmonton": "AB NT",
        "America/Regina": "SK",
        "America/Winnipeg": "MB",
        "America/Halifax": "NS NB PE",
        "America/St_Johns": "NL",
        "America/Iqaluit": "NU",
        "America/Whitehorse": "YT",
    },
    "AU": {
        "Australia/Sydney": "NSW ACT",
        "Australia/Melbourne": "VIC",
        "Australia/Brisbane": "QLD",
        "Australia/Adelaide": "SA",
        "Australia/Perth": "WA",
        "Australia/Hobart": "TAS",
        "Australia/Darwin": "NT",
    },
    "BR": {"America/Manaus": "AM RO RR", "America/Rio_Branco": "AC", "America/Cuiaba": "MT", "America/Campo_Grande": "MS"},
    "MX": {"America/Tijuana": "B.C.", "America/Cancun": "Q.R.", "America/Hermosillo": "Son."},
}
# Where a country has several, that of most of its people.
_MOST = {
    "US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "MX": "America/Mexico_City", "AR": "America/Argentina/Buenos_Aires", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid", "FR": "Europe/Paris", "GB": "Europe/London",
    "ID": "Asia/Jakarta", "KZ": "Asia/Almaty", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "UZ": "Asia/Tashkent", "VN": "Asia/Ho_Chi_Minh", "CD": "Africa/Kinshasa",
    "CY": "Asia/Nicosia", "GL": "America/Nuuk", "MN": "Asia/Ulaanbaatar", "PF": "Pacific/Tahiti", "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
}  # fmt: skip


def suggested_zone(country: str | None, region: str | None = None) -> str | None:
    """The zone of most people there; None for a country whose zones we don't know."""
    for zone, regions in _REGIONS.get(country or "", {}).items():
        if region in regions.split():
            return zone
    return _MOST.get(country or "") or _only(country or "")


@lru_cache(maxsize=512)
def _only(country: str) -> str | None:
    zones = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == country and "/" in zone)
    return zones[0] if len(zones) == 1 else None
