"""Over which orders shall a draft be tried, and what is asked of them? Reads the raw request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from wesupply_ui.domain.returns.document import MAX_DAYS, ResolutionKind
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import Field, Findings

MOST_ORDERS = 20_000


@dataclass(frozen=True, slots=True)
class TrialAsked:
    """`days`: only orders placed since then. `asked_after_days`: so long after the last parcel arrived; None: now."""

    policy: Any
    orders: int = 1_000
    days: int | None = None
    asked_after_days: int | None = None
    reason: str | None = None
    sub_reason: str | None = None
    resolution: str | None = None


_FIELDS = {
    "orders": Field("orders", fields.count(1, MOST_ORDERS), 1_000),
    "days": Field("days", fields.count(1, MAX_DAYS)),
    "asked_after_days": Field("asked_after_days", fields.count(0, MAX_DAYS)),
    "reason": Field("reason", fields.text(60)),
    "sub_reason": Field("sub_reason", fields.text(60)),
    "resolution": Field("resolution", fields.choice(*get_args(ResolutionKind))),
}
_APART = frozenset({"policy"})


def read_trial(raw: dict[str, Any]) -> TrialAsked:
    """The policy itself is read elsewhere. Invalid with each field's problem."""
    findings = Findings()
    values, unknown = intake.take(raw, _FIELDS, "", findings, _APART)
    findings.problems += [FieldProblem(name, "is not a field of a trial") for name in unknown]
    if raw.get("policy") is None:
        findings.problem("policy", "is missing; send the draft")
    if findings.problems:
        raise Invalid("The draft cannot be tried as asked.", problems=tuple(findings.problems))
    return TrialAsked(raw["policy"], **values)
