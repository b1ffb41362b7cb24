"""Which version shall hold again, and for which orders? Reads the raw request to go back."""

from __future__ import annotations

from typing import Any

from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings

_FIELDS = {
    "version": Field("version", fields.count(1, 1_000_000_000), REQUIRED),
    "applies_to": Field("applies_to", fields.choice("new_orders", "all_orders"), "new_orders"),
}


def read_rollback(raw: dict[str, Any]) -> tuple[int, bool]:
    """(the version's number, whether it shall judge all orders). Invalid with each field's problem."""
    findings = Findings()
    values, unknown = intake.take(raw, _FIELDS, "", findings, frozenset())
    for name in unknown:
        findings.problem(name, "is not a field of this request")
    if "version" not in raw:
        findings.problem("version", "is missing; say by its number which version shall hold again")
    if findings.problems:
        raise Invalid("The policy cannot be rolled back as asked.", problems=tuple(findings.problems))
    return values["version"], values.get("applies_to") == "all_orders"
