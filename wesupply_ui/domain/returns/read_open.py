"""What shall come back, for good? Reads the raw request for a return: a quote's, with the total that the caller was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wesupply_ui.domain.returns.read_request import read_request
from wesupply_ui.domain.returns.snapshot import Request
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import Field, Findings

EXPECTED = "expected_total"
_OWN = {
    "overrule": Field("overrule", fields.text(1000)),
    "approval": Field("approval", fields.choice("now", "review")),
}
"""What only staff and machines say."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`expected`: the raw total that the caller was shown, None when it says none. `overrule`: why, although the policy says no.

    `approval`: "now" or "review", whatever the policy says; None as it says.
    """

    order_external_id: str
    request: Request
    expected: Any
    overrule: str | None = None
    approval: str | None = None


def read_open(raw: dict[str, Any], *, now: datetime) -> Asked:
    """Invalid with each field's problem. A return is judged as of now: `at` is a quote's alone."""
    if raw.get("at") is not None:
        problem = FieldProblem("at", "is for quotes only; a return is judged as of now")
        raise Invalid("This return cannot be made as it is asked for.", problems=(problem,))
    own, findings = {name: raw[name] for name in _OWN if name in raw}, Findings()
    values, _unknown = intake.take(own, _OWN, "", findings, frozenset())
    if findings.problems:
        raise Invalid("This return cannot be made as it is asked for.", problems=tuple(findings.problems))
    order, request = read_request(without_own(raw), now=now)
    overrule = values.get("overrule")
    return Asked(order, replace(request, overruled=bool(overrule)), raw.get(EXPECTED), overrule, values.get("approval"))


def without_own(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a request for a quote."""
    return {name: value for name, value in raw.items() if name != EXPECTED and name not in _OWN}


def expected_in(raw: Any, currency: str) -> int | None:
    """The total that the caller was shown, in minor units; None when it says none. Invalid when it is no amount."""
    if raw is None:
        return None
    try:
        return fields.amount(currency)(raw)
    except ValueError as error:
        problem = FieldProblem(EXPECTED, str(error))
        raise Invalid("This return cannot be made as it is asked for.", problems=(problem,)) from None
