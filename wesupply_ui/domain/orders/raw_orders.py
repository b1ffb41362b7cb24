"""One order of a file, before anything of it is read: the raw object, where it stands, and what was wrong with its very form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.kernel.errors import FieldProblem


@dataclass(slots=True)
class RawOrder:
    """`line` counts from 1. `problems` reject the order, `remarks` don't.

    `line_of`: the file's line of each of the order's lines, by index, where they differ.
    """

    value: Any
    line: int
    problems: list[FieldProblem] = field(default_factory=list)
    remarks: list[FieldProblem] = field(default_factory=list)
    line_of: Mapping[int, int] = field(default_factory=dict)

    def line_of_field(self, path: str) -> int:
        """The file's line in which a field such as "lines[2].quantity" stands."""
        if path.startswith("lines[") and "]" in path:
            index = path[6 : path.index("]")]
            return self.line_of.get(int(index), self.line) if index.isdigit() else self.line
        return self.line
