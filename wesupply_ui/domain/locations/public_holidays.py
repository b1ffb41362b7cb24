"""Which days are public holidays somewhere? Read from the `holidays` library, loaded when first asked, a country's year at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_SPOKEN = {"en": ("en_US", "en_GB", "en"), "de": ("de", "de_AT", "de_CH"), "es": ("es", "es_ES"), "fr": ("fr", "fr_CA", "fr_CH")}


def holiday_rule(country: str | None, region: str | None) -> Callable[[date], str | None]:
    """Day → the holiday's English name, or None. A country that nobody knows has none; an unknown region has those of its country."""
    return lambda day: _of_year(country or "", region or "", day.year, "en").get(day)


def coming_holidays(
    country: str | None, region: str | None, since: date, *, language: str = "en", days: int = 365
) -> list[tuple[date, str]]:
    """The next ones by their names in that language, where the country's list knows it."""
    last = since + timedelta(days=days)
    years = (_of_year(country or "", region or "", year, language) for year in range(since.year, last.year + 1))
    return sorted((day, name) for year in years for day, name in year.items() if since <= day < last)


@lru_cache(maxsize=256)
def holiday_regions(country: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of a country's regions that have holidays of their own, by name; a region without a name by its code."""
    import holidays

    codes = holidays.list_supported_countries(include_aliases=False).get(country, ())
    names: dict[str, str] = {}
    for name, code in getattr(getattr(holidays, country, None), "subdivisions_aliases", {}).items():
        names.setdefault(code, name)
    return tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda each: each[1]))


@lru_cache(maxsize=512)
def _of_year(country: str, region: str, year: int, language: str) -> dict[date, str]:
    import holidays  # a third of a second and many megabytes: only who asks pays

    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        return {}
    subdivision = region if region in known[country] else None
    speaks = getattr(holidays, country).supported_languages
    wanted = (*_SPOKEN.get(language, ()), *_SPOKEN["en"])
    spoken = next((each for each in wanted if each in speaks), None)
    return dict(holidays.country_holidays(country, subdiv=subdivision, years=year, language=spoken))
