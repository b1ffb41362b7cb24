"""What does the `custom` object of an order say? Each of the merchant's fields read by its kind, problems told by their path."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.orders.custom.kinds import Value, read_value
from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.kernel import intake
from wesupply_ui.kernel.intake import Findings
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class OwnFields:
    """The merchant's fields in use, by key. `signature` changes when any of them does: the same input may then be read otherwise."""

    by_key: dict[str, OrderField]
    signature: bytes = b""

    @classmethod
    def of(cls, found: Sequence[OrderField]) -> OwnFields:
        """These fields."""
        told = [(each.id, each.kind, each.options, each.is_required, each.archived_at is not None) for each in found]
        digest = hashlib.blake2b(repr(told).encode(), digest_size=8).digest() if told else b""
        return cls({each.key: each for each in found if each.archived_at is None}, digest)


NONE = OwnFields({})


def read_custom(raw: Any, own: OwnFields, findings: Findings) -> tuple[dict[str, Value | None], dict[str, Any]]:
    """(field id → value, None to clear it; entries that are no field of the merchant's, which are kept with the order)."""
    values: dict[str, Value | None] = {}
    unknown: dict[str, Any] = {}
    try:
        given = {} if raw is None else intake.as_object(raw)
    except ValueError as error:
        findings.problem("custom", str(error))
        return values, unknown
    for key, value in given.items():
        field = own.by_key.get(key)
        if field is None:
            _keep(key, value, unknown, findings)
            continue
        try:
            values[field.id] = read_value(field, value)
        except ValueError as error:
            findings.problem(f"custom.{key}", str(error))
    return values, unknown


def require(own: OwnFields, values: dict[str, Value | None], findings: Findings) -> None:
    """A new order of a file has to have the fields that the merchant asks for."""
    for key, field in own.by_key.items():
        if field.is_required and values.get(field.id) is None and not any(each.field == f"custom.{key}" for each in findings.problems):
            findings.problem(f"custom.{key}", _("is missing; every new order of a file needs “{label}”", label=field.label))


def _keep(key: Any, value: Any, unknown: dict[str, Any], findings: Findings) -> None:
    if not isinstance(key, str) or not intake.storable(key) or len(key) > 100:
        findings.problem("custom", _("has a field whose name cannot be stored"))
        return
    try:
        unknown[f"custom.{key}"] = intake.free(value)
    except ValueError as error:
        findings.remark(f"custom.{key}", _("is not one of your fields, and was left out: it {error}", error=error))
    else:
        findings.remark(f"custom.{key}", _("is not one of your fields; it is kept as it came. Make it under Settings, Custom fields"))
