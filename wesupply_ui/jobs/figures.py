"""Figures of polling for Prometheus: how calls ended, and how old news was when it reached the pages that show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from prometheus_client import Counter, Histogram

from wesupply_ui.domain.tracking.outcome import Outcome

POLLS = Counter("wesupply_polls", "Parcels asked for, by carrier and how it ended: same, news or the failure's code", ("carrier", "ended"))
SCAN_DELAY = Histogram(
    "wesupply_scan_delay_seconds",
    "From a scan's own time to the moment it was published to open pages, by carrier; first answers about a parcel left out",
    ("carrier",),
    buckets=(10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 86400),
)


def count(batch: Sequence[Outcome], delays: Iterable[tuple[str, timedelta]]) -> None:
    """A batch has been recorded, and what changed was published. A scan dated after now counts as no delay: clocks differ."""
    for outcome in batch:
        ended = outcome.failure.code if outcome.failure else "news" if outcome.reading else "same"
        POLLS.labels(outcome.claimed.carrier, ended).inc()
    for carrier, delay in delays:
        SCAN_DELAY.labels(carrier).observe(max(0.0, delay.total_seconds()))
