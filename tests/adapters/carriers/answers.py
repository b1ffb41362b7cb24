"""Recorded answers of carriers for tests: ours in full, others' from beside the checkout; and ways to spoil them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.paths import SHARED_DATA


def recorded(folder: str, case: str) -> bytes:
    """The recorded answer, or a skip where it is not beside this checkout."""
    path = SHARED_DATA / "carriers" / folder / f"{case}.json"
    if not path.exists():
        pytest.skip("recorded answers are not beside this checkout")
    return path.read_bytes()


def all_recorded(folder: str) -> list[Path]:
    return sorted(path for path in (SHARED_DATA / "carriers" / folder).glob("*.json") if not path.name.endswith(".expected.json"))


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["string", "", "0", "2019-13-45T99:99:99Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "-7:00", "+99:99"]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.none(), max_size=2),
)


@st.composite
def spoiled(draw: st.DrawFn, answer: Any) -> bytes:
    """The answer with up to four of its values exchanged for something else, left out or doubled; at times cut off in the middle."""
    value = json.loads(json.dumps(answer))
    for _ in range(draw(st.integers(1, 4))):
        holder, key = _somewhere(draw, value)
        if holder is None:
            break
        deed = draw(st.sampled_from(["odd", "drop", "wrap", "double"]))
        if deed == "odd":
            holder[key] = draw(ODD)
        elif deed == "drop":
            del holder[key]
        elif deed == "wrap":
            holder[key] = [holder[key]]
        elif isinstance(holder, list):
            holder.append(holder[key])
    body = json.dumps(value).encode()
    return body[: draw(st.integers(0, len(body)))] if draw(st.integers(0, 9)) == 0 else body


def _somewhere(draw: st.DrawFn, value: Any) -> tuple[Any, Any]:
    holder = key = None
    while isinstance(value, dict | list) and value:
        holder, key = value, draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
        value = value[key]
        if draw(st.integers(0, 3)) == 0:
            break
    return holder, key
