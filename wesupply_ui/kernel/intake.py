"""Reads an object that somebody sent: known fields into checked values, unknown ones kept, and everything wrong told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import N_, _, number

Read = Callable[[Any], Any]
"""Takes a raw value that is neither null nor empty. Raises ValueError whose words follow the field's name."""

REQUIRED = object()
MAX_FREE_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """One known field: the column it fills, how it is read, and what null stands for (`REQUIRED`: null is refused)."""

    column: str
    read: Read
    empty: Any = None


@dataclass(slots=True)
class Findings:
    """What was found while reading one order: `problems` reject it, `remarks` are told and the order is taken all the same."""

    problems: list[FieldProblem] = field(default_factory=list)
    remarks: list[FieldProblem] = field(default_factory=list)

    def problem(self, path: str, message: str) -> None:
        """This field keeps the order out."""
        self.problems.append(FieldProblem(path, message))

    def remark(self, path: str, message: str) -> None:
        """This field is odd; the order is taken."""
        self.remarks.append(FieldProblem(path, message))


def take(raw: Mapping[str, Any], fields: Mapping[str, Field], path: str, findings: Findings, skip: frozenset[str]) -> tuple[dict, dict]:
    """Read the known fields of an object. (column → value for the fields given, unknown fields as they came). `skip`: read elsewhere."""
    values: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for name, value in raw.items():
        known = fields.get(name)
        if known is None:
            if name not in skip:
                _keep_unknown(name, value, path, unknown, findings)
        elif value is None or value == "":
            if known.empty is REQUIRED:
                findings.problem(path + name, _("cannot be empty"))
            else:
                values[known.column] = known.empty() if callable(known.empty) else known.empty
        else:
            try:
                values[known.column] = known.read(value)
            except ValueError as error:
                findings.problem(path + name, str(error))
    return values, unknown


def _keep_unknown(name: str, value: Any, path: str, unknown: dict[str, Any], findings: Findings) -> None:
    if not isinstance(name, str) or not storable(name) or len(name) > 100:
        findings.problem(path[:-1], _("has a field whose name cannot be stored"))
        return
    try:
        unknown[name] = free(value)
    except ValueError as error:
        findings.remark(path + name, _("is not a field we know, and was left out: it {error}", error=error))
    else:
        findings.remark(path + name, _("is not a field we know; it is kept as it came"))


def as_object(value: Any) -> dict[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise ValueError(_("is {what} where an object belongs", what=kind_of(value)))
    return value


def as_list(value: Any, most: int) -> list[Any]:
    """A JSON list of at most `most` entries."""
    if not isinstance(value, list):
        raise ValueError(_("is {what} where a list belongs", what=kind_of(value)))
    if len(value) > most:
        raise ValueError(_("has {count} entries; {most} at most", count=len(value), most=most))
    return value


_KINDS = {bool: N_("true or false"), str: N_("a text"), dict: N_("an object"), list: N_("a list"), type(None): N_("null")}


def kind_of(value: Any) -> str:
    """A raw value's kind, in words."""
    return _(_KINDS.get(type(value), N_("a number")))


def storable(text: str) -> bool:
    """Whether both databases can store it: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text))


def free(value: Any) -> Any:
    """Any JSON: kept as it came, when it is no giant and both databases can store it."""
    if _weight(value, 0) > MAX_FREE_CHARACTERS:
        raise ValueError(_("is larger than {most} characters", most=number(MAX_FREE_CHARACTERS)))
    return value


def free_object(value: Any) -> dict[str, Any]:
    """Any JSON object."""
    return free(as_object(value))


def _weight(value: Any, depth: int) -> int:
    """Characters of a JSON value, about."""
    if depth > 12:
        raise ValueError(_("is nested too deeply"))
    if isinstance(value, str):
        if not storable(value):
            raise ValueError(_("holds a character that cannot be stored (NUL or half a surrogate pair)"))
        return len(value) + 2
    if isinstance(value, dict):
        return sum(_weight(name, depth + 1) + _weight(entry, depth + 1) for name, entry in value.items()) + 2
    if isinstance(value, list):
        return sum(_weight(entry, depth + 1) + 1 for entry in value) + 2
    return 8
