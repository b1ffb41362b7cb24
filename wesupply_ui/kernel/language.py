"""In which language are words said? One per task, set by the door from the person who is served; English is the source text.

`_("Today")` and `ngettext("{count} order", "{count} orders", n)` are for text made on the server; tables of words at module level mark
theirs with `N_` and say them with `_` when used. What pages draw by themselves goes through `portals.kit.t`. Catalogues:
`wesupply_ui/locale/<language>/LC_MESSAGES/wesupply.po`; `make words` brings them up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from wesupply_ui.kernel.settings import settings

LANGUAGES = {"en": "English", "es": "Español", "de": "Deutsch", "fr": "Français"}
LANGUAGE_COOKIE = "wesupply_language"  # the browser keeps which language was read last
FOLDER = Path(__file__).parents[1] / "locale"
_language: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language of this task, a key of `LANGUAGES`."""
    return _language.get()


def speak(wanted: str) -> None:
    """From now on, in this task, words are said in this language; in English when we do not have it. "de-AT" is "de"."""
    _language.set(known(wanted))


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """As `speak`, within the block."""
    token = _language.set(known(wanted))
    try:
        yield
    finally:
        _language.reset(token)


def known(wanted: str) -> str:
    """The key of `LANGUAGES` that serves this locale; "en" for others."""
    code = wanted.replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else "en"


def accepted(header: str) -> tuple[str, ...]:
    """The languages of an Accept-Language header that we know, best first; nonsense counts as none."""
    ranked: list[tuple[float, int, str]] = []
    for at, part in enumerate(header[:300].split(",")[:20]):
        code, _semicolon, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        code = code.strip().partition("-")[0].lower()
        if code in LANGUAGES and quality > 0:
            ranked.append((-quality, at, code))
    return tuple(dict.fromkeys(each[2] for each in sorted(ranked)))


def first_known(header: str) -> str:
    """The best language of an Accept-Language header that we have; "en" when there is none."""
    return next(iter(accepted(header)), "en")


def _(text: str, **values: Any) -> str:
    """The text in the task's language, with `{name}` filled from `values`."""
    said = catalogue(_language.get()).gettext(text) if text else ""
    return said.format(**values) if values else said


def ngettext(one: str, more: str, count: int, /, **values: Any) -> str:
    """As `_`, in the form that the language has for this count; `{count}` is filled by itself, with thousands separated."""
    said = catalogue(_language.get()).ngettext(one, more, count)
    return said.format(**({"count": number(count)} | values))


def N_(text: str) -> str:
    """The text as it is, marked for the catalogues: for tables made before anybody's language is known."""
    return text


def number(value: int) -> str:
    """With thousands separated as the task's language does: 1,204, 1.204, 1 204."""
    return f"{value:,}" if _language.get() == "en" else format_decimal(value, locale=_language.get())


@lru_cache(maxsize=8)
def catalogue(code: str) -> NullTranslations:
    """The compiled catalogue of a language; for English, and one that has no file yet, the source text itself."""
    found = source_of(code)
    if found is None:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=8)
def source_of(code: str) -> Catalog | None:
    """A language's catalogue as translators write it; None for English, and one that has no file yet."""
    path = (settings().locale_dir or FOLDER) / code / "LC_MESSAGES" / "wesupply.po"
    if code == "en" or not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=code)
