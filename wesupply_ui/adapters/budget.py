"""May one more call go out to this account now, and if not, when? A token bucket that a carrier's Retry-After can pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an account may be called: `per_second` calls on average (None: no limit of ours), `burst` of them at once."""

    per_second: float | None = None
    burst: int = 1


UNLIMITED = Pace()


def pace_for(own: float | None, usual: Pace) -> Pace:
    """The pace that an account's owner allows, else the usual one. A second's calls may go out at once."""
    return usual if own is None else Pace(own, max(1, int(own)))


class Budget:
    """The calls left to one account, in this process. `clock` counts seconds and never goes back."""

    __slots__ = ("_burst", "_clock", "_rate", "_seen", "_tokens", "_until")

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._rate = pace.per_second
        self._burst = float(max(pace.burst, 1))
        self._clock = clock
        self._tokens = self._burst
        self._seen = clock()
        self._until = 0.0

    def reserve(self, patience: float) -> tuple[bool, float]:
        """Takes a call's place if its turn comes within `patience` seconds.

        (True, wait): the place is ours after `wait` seconds, 0.0 for at once. (False, wait): nothing taken; worth asking again then.
        Places are given in the order of asking, so that nobody waits for ever.
        """
        if self._rate is None and not self._until:
            return True, 0.0
        now = self._clock()
        paused = max(0.0, self._until - now)
        if not paused:
            self._until = 0.0
        if self._rate is None:
            return paused <= patience, paused
        self._tokens = min(self._burst, self._tokens + (now - self._seen) * self._rate)
        self._seen = now
        wait = max(paused, (1.0 - self._tokens) / self._rate)
        if wait > patience:
            return False, wait
        self._tokens -= 1.0
        return True, max(0.0, wait)

    def pause(self, seconds: float) -> None:
        """No call before `seconds` from now: the carrier said so. A shorter pause never shortens a longer one."""
        self._until = max(self._until, self._clock() + seconds)
