"""What has been chosen so far, as it is kept with a draft and as judges take it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from wesupply_ui.domain.returns.snapshot import AskedLine

MOST_LINES = 250
MOST_WORDS = 2000
"""Characters of a comment."""


def written(lines: Iterable[AskedLine]) -> list[dict[str, Any]]:
    """For the draft's row."""
    return [{name: value for name, value in asdict(each).items() if value is not None} for each in lines]


def chosen(raw: Sequence[dict[str, Any]]) -> list[AskedLine]:
    """Out of the draft's row."""
    return [AskedLine(**each) for each in raw]
