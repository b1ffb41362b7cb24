"""What do pages need to speak another language? The words of a catalogue that pages draw, and the address they are kept under for good.

An address carries a hash of its words, so a browser asks once. Built pages name the addresses of their own words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from gettext import c2py  # type: ignore[attr-defined]

from babel import Locale
from babel.messages.catalog import Catalog

from wesupply_ui.kernel.language import LANGUAGES, source_of

ON_PAGES = "page"
"""The note beside a text in a catalogue that says: drawn by pages, so browsers need it."""
_SAMPLES = (0, 1, 2, 3, 5, 11, 21, 100, 1_000_000, 0.5)


def addresses() -> dict[str, str]:
    """Where each language's words are; none for English, which pages carry themselves."""
    return {code: f"/api/words/{code}.{_hash(code)}.json" for code in LANGUAGES if code != "en" and source_of(code) is not None}


def is_current(code: str, mark: str) -> bool:
    """Whether these are the words that `addresses` names."""
    return mark == _hash(code)


@lru_cache(maxsize=8)
def words_of(code: str) -> bytes:
    """JSON: `words` (English → said, or the list of its forms) and `forms` (CLDR's kind of number → place in such a list)."""
    found = source_of(code)
    words = {} if found is None else dict(_entries(found))
    return json.dumps({"words": words, "forms": _forms(code)}, ensure_ascii=False, separators=(",", ":")).encode()


def _entries(found: Catalog) -> list[tuple[str, str | list[str]]]:
    entries: list[tuple[str, str | list[str]]] = []
    for message in found or ():
        if not message.id or message.fuzzy or ON_PAGES not in message.auto_comments:
            continue
        if isinstance(message.id, tuple):
            forms = [str(form) for form in message.string or ()]
            if all(forms):
                entries.append((message.id[0], forms))
        elif message.string:
            entries.append((str(message.id), str(message.string)))
    return entries


def _forms(code: str) -> dict[str, int]:
    """Which gettext form stands for which of CLDR's kinds of number."""
    kind_of = Locale.parse(code).plural_form
    found = source_of(code)
    place_of = _place_of(found.plural_expr if found is not None else "n != 1")
    return {kind_of(number): place_of(number) for number in reversed(_SAMPLES)}


def _place_of(expression: str) -> Callable[[float], int]:
    place = c2py(expression)
    return lambda number: int(place(int(number) if float(number).is_integer() else 2))


def _hash(code: str) -> str:
    return hashlib.sha256(words_of(code)).hexdigest()[:12]
