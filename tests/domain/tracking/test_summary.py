"""An order's delivery in one line, what staff should look at, and from when on a parcel is late or too silent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from wesupply_ui.domain.tracking.attention import is_late, kind, late_from
from wesupply_ui.domain.tracking.silence import silent_from
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.domain.tracking.summary import Box, Summary, summarise

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
TODAY, YESTERDAY, NEXT_WEEK = date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 27)
LABEL, MOVING, VAN, COLLECT, DELIVERED, RETURNED = (
    Milestone.LABEL_CREATED,
    Milestone.IN_TRANSIT,
    Milestone.OUT_FOR_DELIVERY,
    Milestone.AVAILABLE_FOR_PICKUP,
    Milestone.DELIVERED,
    Milestone.RETURNED,
)
OK = Condition.OK


def _box(milestone: Milestone, condition: Condition = OK, due: date | None = None, delivered_at: datetime | None = None) -> Box:
    return Box(milestone, condition, due, due, delivered_at)


MILESTONES = {
    "nothing shipped": ((), None),
    "one on its way": ((MOVING,), "in_transit"),
    "one is ahead of the other": ((MOVING, VAN), "out_for_delivery"),
    "one delivered, one only announced": ((DELIVERED, LABEL), "in_transit"),
    "one delivered, one on the van": ((DELIVERED, VAN), "out_for_delivery"),
    "all delivered": ((DELIVERED, DELIVERED), "delivered"),
    "one came back": ((DELIVERED, RETURNED), "delivered"),
    "all came back": ((RETURNED, RETURNED), "returned"),
}


@pytest.mark.parametrize("name", MILESTONES)
def test_how_far_an_order_is(name: str) -> None:
    milestones, told = MILESTONES[name]
    assert summarise([_box(each) for each in milestones], NOW).milestone == told


def test_an_order_is_delivered_at_the_time_of_its_last_parcel_and_not_before() -> None:
    first, second = _box(DELIVERED, delivered_at=NOW - timedelta(days=2)), _box(DELIVERED, delivered_at=NOW)
    assert summarise([first, second], NOW).delivered_at == NOW
    assert summarise([first, _box(VAN)], NOW).delivered_at is None


def test_it_is_due_when_the_last_of_what_is_missing_is() -> None:
    boxes = [_box(DELIVERED, due=YESTERDAY), _box(MOVING, due=TODAY), _box(MOVING, due=NEXT_WEEK)]
    assert summarise(boxes, NOW).due_on == NEXT_WEEK
    assert summarise(boxes[:1], NOW).due_on == YESTERDAY


def test_a_voided_label_does_not_count_beside_a_real_parcel() -> None:
    voided = _box(LABEL, Condition.CANCELLED)
    assert summarise([voided, _box(DELIVERED, delivered_at=NOW)], NOW) == Summary("delivered", "ok", None, None, NOW, 2)
    assert summarise([voided], NOW).attention == "exception"


KINDS = {
    "as planned": (MOVING, OK, NEXT_WEEK, None),
    "due today": (MOVING, OK, TODAY, None),
    "due yesterday": (MOVING, OK, YESTERDAY, "late"),
    "due yesterday and silent": (MOVING, Condition.SILENT, YESTERDAY, "silent"),
    "silent": (MOVING, Condition.SILENT, NEXT_WEEK, "silent"),
    "the carrier says it is late": (MOVING, Condition.DELAYED, NEXT_WEEK, "late"),
    "a failed attempt, and late": (VAN, Condition.ATTEMPT_FAILED, YESTERDAY, "attempt_failed"),
    "held": (MOVING, Condition.HELD, None, "exception"),
    "on its way back": (MOVING, Condition.RETURNING, None, "exception"),
    "back": (RETURNED, OK, YESTERDAY, None),
    "delivered late": (DELIVERED, OK, YESTERDAY, None),
    "delivered damaged": (DELIVERED, Condition.DAMAGED, YESTERDAY, "exception"),
    "waits to be collected since yesterday": (COLLECT, OK, YESTERDAY, None),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_staff_should_look_at(name: str) -> None:
    milestone, condition, due, told = KINDS[name]
    assert kind(milestone, condition, due, due, NOW) == told


def test_an_order_shows_the_most_pressing_kind() -> None:
    late, lost, tried = _box(MOVING, due=YESTERDAY), _box(MOVING, Condition.LOST), _box(VAN, Condition.ATTEMPT_FAILED)
    assert summarise([late, lost, tried], NOW).attention == "exception"
    assert summarise([late, tried], NOW).attention == "attempt_failed"
    silent = _box(MOVING, Condition.SILENT, due=YESTERDAY)
    assert summarise([late, silent], NOW).attention == "silent"
    assert summarise([silent, tried], NOW).attention == "attempt_failed"


def test_a_day_is_over_when_it_is_over_in_the_americas() -> None:
    assert late_from(YESTERDAY) == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert not is_late(MOVING, YESTERDAY, None, NOW - timedelta(hours=4))
    assert is_late(MOVING, YESTERDAY, None, NOW)


def test_a_date_taken_back_leaves_the_first_one_to_be_late_by() -> None:
    assert is_late(MOVING, None, YESTERDAY, NOW)
    assert not is_late(MOVING, NEXT_WEEK, YESTERDAY, NOW)


def test_silence_is_counted_from_the_last_scan_and_for_a_label_from_its_registration() -> None:
    scan, registered = NOW - timedelta(days=3), NOW - timedelta(days=1)
    assert silent_from(MOVING, OK, last_scan_at=scan, registered_at=registered) == scan + timedelta(days=4)
    assert silent_from(MOVING, Condition.DELAYED, last_scan_at=scan, registered_at=registered) == scan + timedelta(days=6)
    assert silent_from(LABEL, OK, last_scan_at=scan, registered_at=registered) == registered + timedelta(days=4)
    assert silent_from(LABEL, OK, last_scan_at=None, registered_at=registered) == registered + timedelta(days=4)


@pytest.mark.parametrize("condition", [Condition.HELD, Condition.LOST, Condition.RETURNING, Condition.SILENT, Condition.CANCELLED])
def test_silence_hides_no_other_trouble(condition: Condition) -> None:
    assert silent_from(MOVING, condition, last_scan_at=NOW, registered_at=NOW) is None
    assert silent_from(DELIVERED, OK, last_scan_at=NOW, registered_at=NOW) is None
