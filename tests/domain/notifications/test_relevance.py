"""A message that the world has overtaken is not sent."""

from __future__ import annotations

from datetime import date

import pytest

from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.domain.notifications.relevance import still_true
from wesupply_ui.domain.tracking.models import Parcel

TODAY = date(2026, 11, 20)

CASES = [
    (Kind.SHIPPED, "in_transit", "ok", None, True),
    (Kind.SHIPPED, "in_transit", "delayed", None, True),
    (Kind.SHIPPED, "label_created", "ok", None, False),
    (Kind.SHIPPED, "out_for_delivery", "ok", None, False),
    (Kind.SHIPPED, "delivered", "ok", None, False),
    (Kind.SHIPPED, "in_transit", "lost", None, False),
    (Kind.OUT_FOR_DELIVERY, "out_for_delivery", "ok", None, True),
    (Kind.OUT_FOR_DELIVERY, "out_for_delivery", "attempt_failed", None, False),
    (Kind.OUT_FOR_DELIVERY, "delivered", "ok", None, False),
    (Kind.DELIVERED, "delivered", "ok", None, True),
    (Kind.DELIVERED, "in_transit", "ok", None, False),
    (Kind.DELAYED, "in_transit", "delayed", "weather", True),
    (Kind.DELAYED, "in_transit", "ok", None, False),
    (Kind.DELAYED, "out_for_delivery", "delayed", None, False),
    (Kind.ATTEMPT_FAILED, "out_for_delivery", "attempt_failed", "nobody_home", True),
    (Kind.ATTEMPT_FAILED, "available_for_pickup", "attempt_failed", None, False),
    (Kind.ATTEMPT_FAILED, "delivered", "ok", None, False),
    (Kind.READY_FOR_COLLECTION, "available_for_pickup", "ok", None, True),
    (Kind.READY_FOR_COLLECTION, "delivered", "ok", None, False),
    (Kind.RETURNING, "in_transit", "returning", "refused", True),
    (Kind.RETURNING, "returned", "ok", "refused", False),
    (Kind.RETURNED, "returned", "ok", "refused", True),
    (Kind.RETURNED, "in_transit", "returning", "refused", False),
    (Kind.RETURNING, "delivered", "ok", None, False),
    (Kind.LOST, "in_transit", "lost", "lost", True),
    (Kind.LOST, "in_transit", "ok", None, False),
    (Kind.DAMAGED, "in_transit", "damaged", "damaged", True),
    (Kind.ACTION_NEEDED, "in_transit", "held", "customs_documents", True),
    (Kind.ACTION_NEEDED, "in_transit", "held", "customs_inspection", False),
    (Kind.ACTION_NEEDED, "in_transit", "ok", None, False),
    (Kind.WRITTEN, "delivered", "ok", None, True),
]


@pytest.mark.parametrize(("kind", "milestone", "condition", "reason", "expected"), CASES)
def test_what_is_still_worth_telling(kind: Kind, milestone: str, condition: str, reason: str | None, expected: bool) -> None:
    parcel = Parcel(merchant_id="m", carrier="ups", number="1Z", milestone=milestone, condition=condition, reason=reason)
    assert still_true(kind, parcel, happened_on=TODAY, today=TODAY) is expected


def test_every_kind_is_covered() -> None:
    assert {case[0] for case in CASES} == set(Kind)


@pytest.mark.parametrize(
    ("first", "due", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 23), True),  # put off
        (date(2026, 11, 18), date(2026, 11, 18), True),  # the day has passed
        (date(2026, 11, 18), None, True),  # the carrier took its day back, and the day has passed
        (date(2026, 11, 23), date(2026, 11, 23), False),  # on time
        (date(2026, 11, 23), date(2026, 11, 22), False),  # sooner
        (None, None, False),
    ],
)
def test_behind_its_day_is_late_whatever_the_carrier_calls_it(first: date | None, due: date | None, expected: bool) -> None:
    parcel = Parcel(merchant_id="m", carrier="ups", number="1Z", milestone="in_transit", first_due_on=first, due_on=due)
    assert still_true(Kind.DELAYED, parcel, happened_on=TODAY, today=TODAY) is expected


def test_yesterdays_van_is_not_told_today() -> None:
    parcel = Parcel(merchant_id="m", carrier="ups", number="1Z", milestone="out_for_delivery")
    assert not still_true(Kind.OUT_FOR_DELIVERY, parcel, happened_on=date(2026, 11, 19), today=TODAY)
