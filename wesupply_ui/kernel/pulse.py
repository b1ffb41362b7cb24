"""When did each job of this process last run, and how did it go? Written by the jobs, read by whoever asks whether we are ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class Pulse:
    """One job. `every`: how often it should run; `error`: the last run's exception by name, None when it went well."""

    every: timedelta
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error: str | None = None
    runs: int = 0

    def is_healthy(self, now: datetime) -> bool:
        """Whether it ran well lately: three of its intervals and a minute leave room for a long run."""
        seen = max(filter(None, (self.started_at, self.finished_at)), default=None)
        return self.error is None and seen is not None and now - seen < 3 * self.every + timedelta(minutes=1)


_pulses: dict[str, Pulse] = {}


def expect(job: str, every: timedelta) -> Pulse:
    """This process runs that job from now on; its pulse starts anew."""
    _pulses[job] = Pulse(every)
    return _pulses[job]


def pulses() -> dict[str, Pulse]:
    """Every job that this process runs; empty when it runs none."""
    return dict(_pulses)


def forget() -> None:
    """This process runs no jobs any more."""
    _pulses.clear()
