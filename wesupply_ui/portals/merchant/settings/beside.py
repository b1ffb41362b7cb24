"""How is a field's problem said beside it? The domain's words follow the field's name; here they get it as the page calls it."""

from __future__ import annotations

from collections.abc import Mapping

from wesupply_ui.kernel.errors import Situation
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.problems import field_errors


def told_beside(situation: Situation, labels: Mapping[str, str]) -> dict[str, str]:
    """Field → "Postcode is missing". `labels`: English words, by the field's path or its end; problems of other fields are under ""."""
    told: dict[str, str] = {}
    for field, message in field_errors(situation).items():
        name = field if field in labels else field.rpartition(".")[2]
        label = _(labels[name]) if name in labels else field
        told.setdefault(name if name in labels else "", f"{label} {message}".strip())
    return told
