"""Whose name stands in a DHL answer, and is this description one? DHL writes the signer's name where the words of a delivery belong.

Names of persons leave the adapter only as `signed_by`; in a scan's words they are cut out.
"""

from __future__ import annotations

import re
from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.dhl.codes_benelux import PARCEL_NL

_SIGNED = re.compile(r"[\s,;:.-]*\b(?:signed\s+(?:for\s+)?by|received\s+by|signature)\b\s*[:\-]?\s*(?P<name>.+)$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d_]{0,59}")
_PIECES = re.compile(r"[^\W\d_]+")

# Words that a description of a delivery is made of; one of them anywhere means: not a name. DHL's own codes add more English ones.
_ENGLISH = """
the a an at to in on by of for with and or was been has is left front back door porch foyer entrance desk reception mail room box
mailbox letterbox garage carport safe place neighbour neighbor locker packstation station post office branch service point shop
agent customer consignee addressee individual person signed signature proof successful successfully completed complete partial item
goods your this company business residence home concierge security guard picked up accepted
"""
_ABROAD = """
zugestellt zustellung sendung erfolgreich abgeholt empfänger erhalten ausgeliefert bezorgd afgeleverd geleverd ontvangen zending
pakket livré livrée livraison distribué remis colis entregado entregada entrega envío entregue consegnato consegnata consegna
doręczona doręczono dostarczona dostarczono odebrana przesyłka levererad utlämnad leveret udleveret levert utlevert toimitettu
luovutettu doručeno doručená doručena kézbesítve livrat predano isporučeno παραδόθηκε доставлено
"""
_CODES = {piece.casefold() for code in PARCEL_NL for piece in re.split(r"[_/-]", code)}
_WORDS = _CODES | set(_ENGLISH.split()) | set(_ABROAD.split())


def name_of(person: Any) -> str | None:
    """ "Given Family" of a person object, else its name; None where it names none."""
    parts = [part for part in (fields.text(person, "givenName"), fields.text(person, "familyName")) if part]
    return " ".join(parts) or fields.text(person, "name")


def signer_of(proof: dict[str, Any]) -> str | None:
    """Who signed, by the proof of delivery; None where "Delivered" or the like stands in the name's place."""
    name = name_of(proof.get("signed"))
    return name if name and _names_somebody(name) else None


def _names_somebody(name: str) -> bool:
    return any(piece.casefold() not in _WORDS for piece in _PIECES.findall(name))


def split_signer(words: str, is_delivery: bool) -> tuple[str, str | None]:
    """The words without a signer's name, "" if nothing is left, and that name."""
    found = _SIGNED.search(words)
    if found:
        return words[: found.start()].strip(), found["name"].strip(" .") or None
    if is_delivery and looks_like_a_name(words):
        return "", words
    return words, None


def looks_like_a_name(words: str) -> bool:
    """One to four words of letters, none of which a delivery is described with."""
    pieces = _PIECES.findall(words)
    return bool(_NAME.fullmatch(words)) and 0 < len(pieces) <= 4 and not any(piece.casefold() in _WORDS for piece in pieces)


def known_names(details: dict[str, Any]) -> list[str]:
    """Every name of a person that the answer tells elsewhere (receiver, sender, signer), longest first."""
    persons = [details.get("receiver"), details.get("sender"), fields.mapping(details, "proofOfDelivery").get("signed")]
    names = {name for person in persons for name in (name_of(person), fields.text(person, "name"), fields.text(person, "familyName"))}
    return sorted((name for name in names if name and len(name) > 2 and _names_somebody(name)), key=len, reverse=True)


def without(words: str, names: list[str]) -> str:
    """The words with each of the names replaced by "the recipient"."""
    for name in names:
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "the recipient", words, flags=re.IGNORECASE)
    return words
