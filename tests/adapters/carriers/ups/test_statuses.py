"""Every code UPS publishes has a meaning; the table of examples says which."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.paths import SHARED_DATA
from wesupply_ui.adapters.carriers.ups import activity_codes, exception_codes, freight_codes, mail_codes
from wesupply_ui.adapters.carriers.ups.statuses import TYPES, meaning_of
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

PUBLISHED = SHARED_DATA / "codes" / "ups_Tracking-delivery-codes.json"
TABLES = {
    "exceptions": (exception_codes.EXCEPTIONS, 688),
    "deliveries": (activity_codes.DELIVERIES, 151),
    "movements": (activity_codes.MOVEMENTS, 38),
    "manifests": (activity_codes.MANIFESTS, 4),
    "updates": (activity_codes.UPDATES, 3),
    "status codes": (activity_codes.STATUS_CODES, 160),
    "freight activities": (freight_codes.ACTIVITIES, 66),
    "freight exceptions": (freight_codes.EXCEPTIONS, 207),
    "mail": (mail_codes.MAIL, 213),
    "types": (TYPES, 10),
}
# The published tables in the document's order: the type of activity that carries their codes, and rows that are headings.
KINDS = [("X", 0), ("D", 0), ("I", 0), ("M", 0), ("U", 0), ("", 0), ("W", 1), ("X", 1), ("I", 1)]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_whole_and_its_reasons_exist(name: str) -> None:
    codes, count = TABLES[name]
    assert len(codes) == count
    assert {meaning.reason for meaning in codes.values()} - {None} <= set(REASONS)


def _published() -> list[Any]:
    if not PUBLISHED.exists():
        pytest.skip("the published tables are not beside this checkout")
    sections: list[list[dict[str, Any]]] = json.loads(PUBLISHED.read_text())
    return [
        (kind, str(next(iter(row.values()))), str(list(row.values())[-1]))
        for (kind, skip), rows in zip(KINDS, sections, strict=False)
        for row in rows[skip:]
    ]


def test_every_published_code_has_a_meaning() -> None:
    rows = _published()
    assert len(rows) == 1531
    unmapped = [row for row in rows if meaning_of(row[0], row[1] if row[0] else "", "" if row[0] else row[1].zfill(3)) is None]
    assert unmapped == []


# Words of UPS's texts that leave no choice: (words in its text, types they are looked for in, what the meaning must say).
WORDS = [
    ("refused the delivery", "X", Condition.ATTEMPT_FAILED),
    ("severe weather", "X", Condition.DELAYED),
    ("damaged in transit", "X", Condition.DAMAGED),
    ("lost and found", "X", Condition.LOST),
    ("pending release from", "X", Condition.HELD),
    ("initiated contact", "X", Condition.HELD),
    ("mechanical failure", "X", Condition.DELAYED),
    ("will be returned to", "X", Condition.RETURNING),
    ("the address is incomplete", "X", Condition.HELD),
    ("out for delivery", "IX", Milestone.OUT_FOR_DELIVERY),
    ("awaiting customer pickup", "X", Milestone.AVAILABLE_FOR_PICKUP),
    ("created a label", "IM", Milestone.LABEL_CREATED),
]


@pytest.mark.parametrize(("words", "kinds", "expected"), WORDS)
def test_texts_that_leave_no_choice_are_read_so(words: str, kinds: str, expected: Milestone | Condition) -> None:
    rows = [row for row in _published()[:913] if row[0] in kinds and words in " ".join(row[2].lower().split())]
    found = {
        (code, getattr(meaning_of(kind, code), "condition" if isinstance(expected, Condition) else "milestone")) for kind, code, _ in rows
    }
    assert found
    assert {axis for _, axis in found} == {expected}, found


EXAMPLES = [
    (("M", "MP", ""), (Milestone.LABEL_CREATED, Condition.OK, None)),
    (("I", "MP", ""), (Milestone.LABEL_CREATED, Condition.OK, None)),
    (("MV", "VP", ""), (None, Condition.CANCELLED, "voided")),
    (("P", "PU", "038"), (Milestone.ACCEPTED, Condition.OK, None)),
    (("I", "PU", ""), (Milestone.ACCEPTED, Condition.OK, None)),
    (("I", "OR", ""), (Milestone.ACCEPTED, Condition.OK, None)),
    (("I", "DP", "005"), (Milestone.IN_TRANSIT, Condition.OK, None)),
    (("I", "OT", ""), (Milestone.OUT_FOR_DELIVERY, Condition.OK, None)),
    (("I", "YP", ""), (Milestone.IN_TRANSIT, Condition.OK, None)),
    (("D", "FS", ""), (Milestone.DELIVERED, Condition.OK, None)),
    (("D", "M3", "011"), (Milestone.DELIVERED, Condition.OK, None)),
    (("D", "2Q", "161"), (Milestone.AVAILABLE_FOR_PICKUP, Condition.OK, "waiting_for_collection")),
    (("D", "2W", ""), (Milestone.DELIVERED, Condition.OK, None)),
    (("D", "B0", ""), (Milestone.RETURNED, Condition.OK, None)),
    (("D", "KB", "034"), (Milestone.RETURNED, Condition.OK, None)),
    (("X", "48", "022"), (Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "nobody_home")),
    (("X", "KT", ""), (Milestone.OUT_FOR_DELIVERY, Condition.ATTEMPT_FAILED, "refused")),
    (("X", "AE", ""), (None, Condition.HELD, "bad_address")),
    (("X", "7W", ""), (None, Condition.DELAYED, "weather")),
    (("X", "UF", "035"), (Milestone.IN_TRANSIT, Condition.RETURNING, None)),
    (("I", "DP", "036"), (Milestone.IN_TRANSIT, Condition.RETURNING, None)),
    (("X", "UA", ""), (Milestone.RETURNED, Condition.OK, None)),
    (("X", "RZ", "012"), (Milestone.IN_TRANSIT, Condition.HELD, "customs_inspection")),
    (("X", "RZ", "014"), (Milestone.IN_TRANSIT, Condition.OK, None)),
    (("X", "1C", ""), (Milestone.IN_TRANSIT, Condition.HELD, "customs_duties")),
    (("X", "SR", "003"), (Milestone.IN_TRANSIT, Condition.OK, None)),
    (("X", "S9", ""), (None, Condition.LOST, "lost")),
    (("X", "9I", ""), (None, None, None)),
    (("RS", "", ""), (Milestone.RETURNED, Condition.OK, None)),
    (("O", "", ""), (Milestone.OUT_FOR_DELIVERY, Condition.OK, None)),
    (("W", "011", ""), (Milestone.OUT_FOR_DELIVERY, Condition.OK, None)),
    (("I", "??", "006"), (Milestone.OUT_FOR_DELIVERY, Condition.OK, None)),
    (("", "011", ""), (Milestone.DELIVERED, Condition.OK, None)),
    (("", "021", ""), (Milestone.OUT_FOR_DELIVERY, Condition.OK, None)),
]  # fmt: skip


@pytest.mark.parametrize(("activity", "expected"), EXAMPLES)
def test_an_activity_means_what_its_table_says(activity: tuple[str, str, str], expected: tuple[Any, Any, Any]) -> None:
    assert meaning_of(*activity) == Meaning(*expected)


@pytest.mark.parametrize("activity", [("I", "0Q", ""), ("I", "0Q", "998"), ("X", "0Q", ""), ("", "", ""), ("Z", "DP", ""), ("I", "", "")])
def test_a_code_nobody_published_stays_unmapped(activity: tuple[str, str, str]) -> None:
    assert meaning_of(*activity) is None
