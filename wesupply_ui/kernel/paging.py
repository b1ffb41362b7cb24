"""Cursors for lists: where the next page begins, as an opaque text that a stranger cannot bend."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from wesupply_ui.kernel.errors import FieldProblem, Invalid

T = TypeVar("T")
MAX_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next_cursor` None: the last page."""

    items: list[T]
    next_cursor: str | None = None


def encode(*keys: str) -> str:
    """The sort keys of the last row shown → cursor."""
    return base64.urlsafe_b64encode(json.dumps(keys, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, count: int) -> tuple[str, ...]:
    """Cursor → its `count` keys. Invalid when it isn't one of ours."""
    try:
        keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        keys = None
    if not isinstance(keys, list) or len(keys) != count or not all(isinstance(key, str) for key in keys):
        raise Invalid(
            "This cursor is not valid; start again without it.", problems=(FieldProblem("cursor", "is not a cursor of this list"),)
        )
    return tuple(keys)
