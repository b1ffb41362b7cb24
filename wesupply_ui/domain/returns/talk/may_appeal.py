"""May a no still be called into question, and of which items? Pure: decisions, how often it was done, and the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from wesupply_ui.domain.returns.request_models import ReturnItem

DAYS = timedelta(days=30)
"""So long after it was said a no can be appealed."""
MOST = 3


def refused(items: Iterable[ReturnItem]) -> list[ReturnItem]:
    """Those with a no: before they came, or when they were looked at."""
    return [each for each in items if each.authorisation == "declined" or _is_not_accepted(each)]


def open_to_appeal(items: Iterable[ReturnItem], *, is_open: bool, before: int, now: datetime) -> list[ReturnItem]:
    """Those about which the shopper can say that they see it otherwise. `is_open`: one is being looked at; `before`: earlier ones."""
    if is_open or before >= MOST:
        return []
    return [each for each in refused(items) if (said_at(each) or now) + DAYS > now]


def said_at(item: ReturnItem) -> datetime | None:
    """When the no was said."""
    return item.decided_at if item.authorisation == "declined" else item.inspected_at


def _is_not_accepted(item: ReturnItem) -> bool:
    return item.authorisation == "approved" and item.inspection == "rejected" and item.settlement in ("none", "failed")
