"""What is asked to come back? Reads the raw request for a quote into a checked one, and tells everything wrong with it at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from wesupply_ui.domain.returns.document import Method, ResolutionKind
from wesupply_ui.domain.returns.snapshot import AskedLine, Request
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings

MAX_LINES = 250
_resolution, _method = fields.choice(*get_args(ResolutionKind)), fields.choice(*get_args(Method))
_REQUEST = {
    "order_external_id": Field("order_external_id", fields.text(255, numbers=True), REQUIRED),
    "at": Field("at", fields.instant()),
    "country": Field("country", fields.country),
    "resolution": Field("resolution", _resolution),
    "method": Field("method", _method),
}
_LINE = {
    "line_external_id": Field("line_external_id", fields.text(255, numbers=True), REQUIRED),
    "quantity": Field("quantity", fields.count(1, 1_000_000), REQUIRED),
    "reason": Field("reason", fields.text(60)),
    "sub_reason": Field("sub_reason", fields.text(60)),
    "resolution": Field("resolution", _resolution),
    "method": Field("method", _method),
    "comment": Field("comment", fields.text(2000)),
}
_LINES = frozenset({"lines"})
_NONE: frozenset[str] = frozenset()


def read_request(raw: dict[str, Any], *, now: datetime) -> tuple[str, Request]:
    """(the order's external id, what is asked). Invalid with each field's problem; a field that we don't know is one."""
    findings = Findings()
    values, unknown = intake.take(raw, _REQUEST, "", findings, _LINES)
    _refuse(unknown, "", findings)
    if "order_external_id" not in raw:
        findings.problem("order_external_id", "is missing")
    lines = _read_lines(raw.get("lines"), findings)
    if findings.problems:
        raise Invalid("This return cannot be judged as it is asked for.", problems=tuple(findings.problems))
    order = values.pop("order_external_id")
    return order, Request(values.pop("at", None) or now, tuple(lines), **values)


def _read_lines(raw: Any, findings: Findings) -> list[AskedLine]:
    try:
        entries = intake.as_list(raw, MAX_LINES)
    except ValueError as error:
        findings.problem("lines", str(error) if raw is not None else "is missing; name a line or more")
        return []
    if not entries:
        findings.problem("lines", "is empty; name a line or more")
    lines = []
    for index, entry in enumerate(entries):
        path = f"lines[{index}]"
        if not isinstance(entry, dict):
            findings.problem(path, f"is {intake.kind_of(entry)} where an object belongs")
            continue
        before = len(findings.problems)
        values, unknown = intake.take(entry, _LINE, f"{path}.", findings, _NONE)
        _refuse(unknown, f"{path}.", findings)
        if "line_external_id" not in entry:
            findings.problem(f"{path}.line_external_id", "is missing")
        if len(findings.problems) == before:
            lines.append(AskedLine(**values))
    return lines


def _refuse(unknown: dict[str, Any], path: str, findings: Findings) -> None:
    for name in unknown:
        findings.problem(path + name, "is not a field of a return")
