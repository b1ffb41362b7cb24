"""What time is it in the simulated world? Real time by default; faster, or starting elsewhere, on request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime


def _wall() -> datetime:
    return datetime.now(UTC)


class Pace:
    """A clock. `epoch` (aware) is what it shows when made; `speed` 3600 lets an hour pass in a second; `now` replaces the wall clock."""

    def __init__(self, *, now: Callable[[], datetime] | None = None, speed: float = 1.0, epoch: datetime | None = None) -> None:
        self.real = now or _wall
        self.speed = speed
        self._started = self.real()
        self.epoch = epoch or self._started

    def now(self) -> datetime:
        """The simulated instant, aware."""
        return self.epoch + (self.real() - self._started) * self.speed
