"""By what was an order paid? Reads the list of its payments, so that money can go back to each of them."""

from __future__ import annotations

import re
from typing import Any

from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.intake import Field, Findings, take
from wesupply_ui.kernel.language import _

MOST = 20
_WORD = re.compile(r"[a-z][a-z0-9_]{0,29}")
_REFERENCE = re.compile(r"[\x21-\x7e]{1,200}")
_NOTHING: frozenset[str] = frozenset()


def _word(value: Any) -> str:
    word = fields.text(30)(value).lower()
    if not _WORD.fullmatch(word):
        raise ValueError(_("is no word of letters, digits and “_”, such as card"))
    return word


def _reference(value: Any) -> str:
    name = fields.text(200, numbers=True)(value)
    if not _REFERENCE.fullmatch(name):
        raise ValueError(_("holds a blank or a character that payments' names don't have"))
    return name


def read_payments(raw: Any, currency: str, total: int | None, findings: Findings) -> list[dict[str, Any]]:
    """Each as {"kind", "amount", "provider", "reference"}, as far as it was said; amounts as they were written. Faults by their path.

    `total`: what the order came to, to remark on payments that come to something else; None: not told.
    """
    try:
        entries = intake.as_list(raw, MOST)
    except ValueError as error:
        findings.problem("payments", str(error))
        return []
    known = {
        "kind": Field("kind", _word),
        "provider": Field("provider", _word),
        "reference": Field("reference", _reference),
        "amount": Field("minor", fields.amount(currency)),
    }
    found: list[dict[str, Any]] = []
    paid = 0
    for index, entry in enumerate(entries):
        path = f"payments[{index}]"
        if not isinstance(entry, dict):
            findings.problem(path, _("is {what} where an object belongs", what=intake.kind_of(entry)))
            continue
        values, _unknown = take(entry, known, f"{path}.", findings, _NOTHING)
        minor = values.pop("minor", None)
        if minor is None and entry.get("amount") in (None, ""):
            findings.problem(f"{path}.amount", _("is missing"))
        paid += minor or 0
        found.append({name: value for name, value in values.items() if value} | {"amount": str(entry.get("amount"))})
    if total and found and paid != total and not findings.problems:
        findings.remark("payments", _("come to another amount than the order's total; what was paid counts"))
    return found
