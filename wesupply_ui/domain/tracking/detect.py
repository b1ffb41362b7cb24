"""Whose number is this? Candidates for a tracking number, the most likely first. Pure: no network, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from wesupply_ui.domain.tracking.formats import FORMATS, LONGEST, Format
from wesupply_ui.domain.tracking.posts import POSTS, SERVICES

_SEPARATORS = re.compile(r"[\s\-_.\u2010-\u2015\u2212\u200b-\u200f\ufeff]+")
_LONGEST_RAW = 4 * LONGEST  # room for separators between and around the characters; what is longer is no number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A carrier that issues numbers of this shape. `confidence` from 0 to 1 ranks; it is not a probability."""

    carrier: str
    service: str | None
    confidence: float


def tidy(number: str) -> str:
    """A number as we store and compare it: capitals and digits, without the spaces and dashes that people and labels add."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", number)).upper()


def fitting(number: str) -> Iterator[tuple[Format, re.Match[str]]]:
    """Every format of the table that a tidied number fits, check character included."""
    for format_ in FORMATS:
        for shape in format_.shapes:
            match = shape.fullmatch(number)
            if match and (format_.check is None or format_.check(match["body"], match["check"])):
                yield format_, match
                break


def detect(number: str) -> list[Candidate]:
    """Candidates for what a person typed or a shop sent, best first; [] where nothing fits. Never raises, whatever the text."""
    if len(number) > _LONGEST_RAW:
        return []
    tidied = tidy(number)
    if not tidied.isascii() or not tidied.isalnum() or len(tidied) > LONGEST or len(set(tidied)) < 2:
        return []
    found: dict[tuple[str, str | None], float] = {}
    for format_, match in fitting(tidied):
        for candidate in _candidates(format_, match):
            key = (candidate.carrier, candidate.service)
            found[key] = max(candidate.confidence, found.get(key, 0.0))
    ranked = sorted(found.items(), key=lambda entry: -entry[1])
    return [Candidate(carrier, service, confidence) for (carrier, service), confidence in ranked]


def _candidates(format_: Format, match: re.Match[str]) -> Iterator[Candidate]:
    kind = match.groupdict().get("kind")
    if format_.carrier:
        yield Candidate(format_.carrier, format_.services.get(kind or "", format_.service), format_.sure)
        return
    country = match["country"]
    if country in POSTS:
        service = SERVICES.get(kind or "")
        yield Candidate(POSTS[country], service, format_.sure)
        if country == "DE":  # DHL's unified service follows the German post's international parcels
            yield Candidate("dhl", service, format_.sure - 0.05)
