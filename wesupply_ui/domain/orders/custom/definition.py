"""What is a field of the merchant's own, as somebody describes it? Reads the description and tells everything wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wesupply_ui.domain.orders.custom.kinds import KINDS
from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.domain.orders.keys import word_key
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings
from wesupply_ui.kernel.language import _

MOST_OPTIONS = 100
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FLAGS = ("is_listed", "is_shown", "is_searched", "is_required")


def _options(value: Any) -> list[str]:
    """Each once, compared as values are; lines of a text or a list."""
    given = value.splitlines() if isinstance(value, str) else intake.as_list(value, MOST_OPTIONS)
    each = fields.text(100)
    options = {word_key(option): option for option in (each(entry) for entry in given if str(entry).strip())}
    if len(options) > MOST_OPTIONS:
        raise ValueError(_("has {count} choices; {most} at most", count=len(options), most=MOST_OPTIONS))
    return [option for key, option in options.items() if key]


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("is {what}; write true or false", what=intake.kind_of(value)))
    return value


_FIELDS = {
    "label": Field("label", fields.text(80), REQUIRED),
    "kind": Field("kind", fields.choice(*KINDS), "text"),
    "options": Field("options", _options, list),
    **{name: Field(name, _flag, False) for name in _FLAGS},
}


def read_definition(raw: Mapping[str, Any], findings: Findings) -> dict[str, Any]:
    """What was given of a field, but its key."""
    return intake.take(raw, _FIELDS, "", findings, frozenset({"key"}))[0]


def key_of(raw: Mapping[str, Any], findings: Findings) -> str:
    """The key that was given, else one made of the label."""
    given = str(raw.get("key") or "").strip().lower()
    key = given or re.sub(r"[^a-z0-9]+", "_", _plain(str(raw.get("label") or ""))).strip("_")[:40]
    key = key if given or not key[:1].isdigit() else f"field_{key}"[:40]
    if not KEY.fullmatch(key):
        findings.problem("key", _("is made of small letters, digits and _ and begins with a letter, like po_number"))
    return key


def put(field: OrderField, values: Mapping[str, Any], findings: Findings) -> None:
    """Give the field these values. Invalid with every problem."""
    for name, value in values.items():
        setattr(field, name, value)
    if field.kind != "choice":
        field.options = []
    elif len(field.options) < 2:
        findings.problem("options", _("needs two choices or more, one a line"))
    if findings.problems:
        raise Invalid(_("This field cannot be kept as it is."), problems=tuple(dict.fromkeys(findings.problems)))


def told(field: OrderField) -> dict[str, Any]:
    """A field in an audit note."""
    return {name: getattr(field, name) for name in ("key", "label", "kind", "options", *_FLAGS)}


def _plain(label: str) -> str:
    return " ".join(word_key(part) for part in re.split(r"[\W_]+", label))
