"""How much of an address and a name does somebody need to recognise their own? Whoever got hold of the link learns no more."""

from __future__ import annotations

from typing import Any

_DOT = "•"


def short_address(address: dict[str, Any]) -> str:
    """ "Ada L., Austin TX 787••": no street, no full name, half of the postcode; empty where nothing is known."""
    town = " ".join(part for part in (_text(address, "city"), _text(address, "region"), short_postcode(_text(address, "postcode"))) if part)
    return ", ".join(part for part in (short_name(_text(address, "name")), town or _text(address, "country")) if part)


def short_name(name: str) -> str:
    """ "Ada L." of "Ada Lovelace" or "ADA LOVELACE"; of a name without spaces in a script without capitals, its first sign."""
    words = (name.title() if name.isupper() else name).split()
    if not words:
        return ""
    if len(words) > 1:
        return f"{words[0]} {words[-1][0]}."
    # Only scripts with capitals separate names by spaces: 山田太郎 is first and last name in one.
    return words[0] if words[0].lower() != words[0].upper() else words[0][0] + _DOT * 2


def short_postcode(postcode: str) -> str:
    """ "787••" of "78701", "SW1A •••" of "SW1A 1AA": what comes after the first half is hidden."""
    compact = postcode.replace(" ", "")
    keep = len(postcode.split()[0]) if " " in postcode.strip() else (len(compact) + 1) // 2
    shown = 0
    signs = []
    for sign in postcode.strip():
        shown += sign != " "
        signs.append(sign if sign == " " or shown <= keep else _DOT)
    return "".join(signs)


def _text(address: dict[str, Any], field: str) -> str:
    return " ".join(str(address.get(field) or "").split())
