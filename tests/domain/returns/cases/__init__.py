"""The use cases of returns, a file each: order, policy, request, and what is to be answered. `test_cases` beside the folder runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def cases() -> list[dict[str, Any]]:
    """Every case, by its number."""
    return sorted((json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")), key=lambda case: case["number"])
