"""What does somebody ask of store credit? Checked values, or every problem with its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wesupply_ui.domain.ledger.hold_credit import LONGEST, USUAL
from wesupply_ui.domain.ledger.issue_credit import KINDS
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid

_MINUTES = int(LONGEST.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Issue:
    """Credit to give. `reference`: the shop's own name for it, by which it is given once for ever."""

    amount: int
    currency: str
    kind: str
    reference: str | None
    order_external_id: str | None
    customer_email: str | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Hold:
    """Part of a credit to keep for a checkout."""

    code: str
    amount: int
    currency: str
    reference: str
    lasts: timedelta


class _Reader:
    """Reads one object field by field and remembers what is wrong."""

    def __init__(self, raw: Mapping[str, Any], *known: str) -> None:
        self.raw = raw
        self.problems = [FieldProblem(str(name)[:100], "is not a field here") for name in raw if name not in known]

    def read(self, name: str, reader: Any, missing: Any = ...) -> Any:
        value = self.raw.get(name)
        if value in (None, ""):
            if missing is ...:
                self.problems.append(FieldProblem(name, "is missing"))
            return None if missing is ... else missing
        try:
            return reader(value)
        except ValueError as error:
            self.problems.append(FieldProblem(name, str(error)))
            return None

    def amount(self, currency: str | None, missing: Any = ...) -> Any:
        """Above nothing, in the minor units of a currency that could be read."""
        found = self.read("amount", fields.amount(currency), missing) if currency else None
        if found is not None and found == 0:
            self.problems.append(FieldProblem("amount", "is nothing; write more than 0"))
        return found

    def done(self) -> None:
        if self.problems:
            raise Invalid("This cannot be done as it is.", problems=tuple(self.problems))


def read_issue(raw: Mapping[str, Any]) -> Issue:
    """Invalid with every problem."""
    r = _Reader(raw, "amount", "currency", "kind", "reference", "order_external_id", "customer_email", "expires_at")
    currency = r.read("currency", fields.currency)
    found = Issue(
        r.amount(currency),
        currency,
        r.read("kind", fields.choice(*KINDS), "store_credit"),
        r.read("reference", fields.text(100), None),
        r.read("order_external_id", fields.text(200), None),
        r.read("customer_email", fields.email, None),
        r.read("expires_at", fields.instant(), None),
    )
    r.done()
    return found


def read_hold(raw: Mapping[str, Any]) -> Hold:
    """Invalid with every problem."""
    r = _Reader(raw, "code", "amount", "currency", "reference", "minutes")
    currency = r.read("currency", fields.currency)
    minutes = r.read("minutes", fields.count(1, _MINUTES), int(USUAL.total_seconds() // 60))
    found = Hold(
        r.read("code", fields.text(100)),
        r.amount(currency),
        currency,
        r.read("reference", fields.text(100), ""),
        timedelta(minutes=minutes or 0),
    )
    r.done()
    return found


def read_code(raw: Mapping[str, Any]) -> str:
    """The code alone."""
    r = _Reader(raw, "code")
    code = r.read("code", fields.text(100))
    r.done()
    return code


def read_capture(raw: Mapping[str, Any], currency: str) -> int | None:
    """How much to spend; None: all that was held."""
    r = _Reader(raw, "amount")
    amount = r.amount(currency, None)
    r.done()
    return amount


def read_texts(raw: Mapping[str, Any], *, required: str | None = None, optional: tuple[str, ...] = ()) -> dict[str, str]:
    """An object of short texts; those left out are empty."""
    r = _Reader(raw, *((required,) if required else ()), *optional)
    found = {name: r.read(name, fields.text(300), "") for name in optional}
    if required:
        found[required] = r.read(required, fields.text(300))
    r.done()
    return found
