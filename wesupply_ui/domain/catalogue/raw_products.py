"""What a file of products gives, one by one, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.kernel.errors import FieldProblem


@dataclass(slots=True)
class RawProduct:
    """One product as the API would take it. `row`: the line of the file on which it begins; `problems`: what is wrong with the row."""

    value: dict[str, Any]
    row: int
    problems: list[FieldProblem] = field(default_factory=list)
