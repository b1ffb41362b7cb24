"""What shall come back, for good? Reads the raw request for a return: a quote's, with the total that the caller was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wesupply_ui.domain.returns.read_request import read_request
from wesupply_ui.domain.returns.snapshot import Request
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid

EXPECTED = "expected_total"


@dataclass(frozen=True, slots=True)
class Asked:
    """`expected`: the raw total that the caller was shown, None when it says none."""

    order_external_id: str
    request: Request
    expected: Any


def read_open(raw: dict[str, Any], *, now: datetime) -> Asked:
    """Invalid with each field's problem. A return is judged as of now: `at` is a quote's alone."""
    if raw.get("at") is not None:
        problem = FieldProblem("at", "is for quotes only; a return is judged as of now")
        raise Invalid("This return cannot be made as it is asked for.", problems=(problem,))
    rest = {name: value for name, value in raw.items() if name != EXPECTED}
    order, request = read_request(rest, now=now)
    return Asked(order, request, raw.get(EXPECTED))


def expected_in(raw: Any, currency: str) -> int | None:
    """The total that the caller was shown, in minor units; None when it says none. Invalid when it is no amount."""
    if raw is None:
        return None
    try:
        return fields.amount(currency)(raw)
    except ValueError as error:
        problem = FieldProblem(EXPECTED, str(error))
        raise Invalid("This return cannot be made as it is asked for.", problems=(problem,)) from None
