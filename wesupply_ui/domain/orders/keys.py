"""By what key is a thing compared when people type it each in their own way? Numbers, postcodes, words of a search."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MAX_WORD = 100


def number_key(number: str) -> str:
    """ "#5001", "5001 " and "５００１" are one order number: small letters and digits alone."""
    if number.isascii():
        return "".join(filter(str.isalnum, number.lower()))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", number).casefold()))


def postcode_key(postcode: str | None, country: str | None) -> str:
    """ "sw1a 1aa" is "SW1A1AA"; of a US ZIP+4 only the five digits that everybody knows."""
    if not postcode:
        return ""
    key = number_key(postcode).upper()
    return key[:5] if country == "US" else key


@lru_cache(maxsize=8192)
def word_key(word: str) -> str:
    """A word as it is indexed: small letters and digits without accents ("José" and "jose" are one), cut at `MAX_WORD`."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
    return "".join(filter(str.isalnum, word.lower()))[:MAX_WORD]
