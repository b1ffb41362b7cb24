"""From where should it be sent instead? Reads what a caller says about a label that is tried again."""

from __future__ import annotations

from typing import Any

from wesupply_ui.domain.locations.address import read_address
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import Findings, kind_of
from wesupply_ui.kernel.language import _


def read_sender(raw: dict[str, Any]) -> dict[str, Any] | None:
    """The address, checked as those of orders are; None when there is none. Invalid by field."""
    findings = Findings()
    given, sender = raw.get("sender"), None
    for name in raw:
        if name != "sender":
            findings.problem(name, _("is not a field of this"))
    if given is not None and not isinstance(given, dict):
        findings.problem("sender", _("is {what} where an object belongs", what=kind_of(given)))
    elif given is not None:
        sender, unknown = read_address(given, "sender.", "", findings)
        for name in unknown:
            findings.problem(f"sender.{name}", _("is not a field of this"))
        for name in ("line1", "city", "country"):
            if not sender.get(name):
                findings.problem(f"sender.{name}", _("is missing"))
    if findings.problems:
        raise Invalid(_("This address cannot be sent from."), problems=tuple(findings.problems))
    return sender
