"""What a shop says in its own words on shoppers' pages, by language, with placeholders that are filled when it is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wesupply_ui.kernel.language import LANGUAGES, N_, _

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for words. `default` is said in its stead where the shop has none; `lines`: it may have several."""

    key: str
    most: int
    lines: bool
    placeholders: tuple[str, ...]
    default: str = ""


_SHOP = ("shop", "email", "phone")
SLOTS: dict[str, Slot] = {
    each.key: each
    for each in (
        Slot("lookup_title", 80, False, _SHOP, N_("Where is my order?")),
        Slot("lookup_intro", 300, True, _SHOP, N_("Your order number is in the confirmation mail from {shop}.")),
        Slot("tracking_help", 600, True, (*_SHOP, "order")),
        Slot("footer", 600, True, _SHOP),
    )
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the language they are in; "" for our own words."""

    words: str = ""
    language: str = ""


def said(brand: Mapping[str, Any], key: str, wanted: tuple[str, ...], **values: str) -> Said:
    """The shop's words in the first of these languages that it has words in, else our default. `wanted`: locales, best first."""
    texts = brand.get("texts")
    slot = SLOTS[key]
    for locale in wanted:
        code = locale.replace("_", "-").partition("-")[0].lower()
        words = texts.get(code, {}).get(key) if isinstance(texts, Mapping) and code in LANGUAGES else None
        if isinstance(words, str) and words:
            return Said(filled(words, slot, values), code)
    return Said(filled(_(slot.default), slot, values))


def unknown_placeholders(words: str, slot: Slot) -> list[str]:
    """Names in braces that this slot does not fill."""
    return [name for name in dict.fromkeys(_PLACEHOLDER.findall(words)) if name not in slot.placeholders]


def filled(words: str, slot: Slot, values: Mapping[str, str]) -> str:
    """The words with what is known put in: plain text into plain text, once, so that a value's own braces stay as they are."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], "") if found[1] in slot.placeholders else found[0], words)
