"""Is this account's carrier worth calling at all? After several failures in a row nobody calls until one probe got through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """`failures` in a row open the breaker for `first` seconds; each failed probe doubles that up to `longest`."""

    failures: int = 10
    first: float = 5.0
    longest: float = 300.0


class Breaker:
    """Closed: calls go through. Open: none. Half-open, once the time is up: one probe, whose outcome closes or opens it again."""

    __slots__ = ("_clock", "_count", "_patience", "_pause", "_probing", "_until")

    def __init__(self, patience: Patience, clock: Callable[[], float]) -> None:
        self._patience = patience
        self._clock = clock
        self._count = 0
        self._pause = patience.first
        self._until: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """True from the failure that opened it until a probe has got through."""
        return self._until is not None

    def admit(self) -> float:
        """0.0: call, and tell `succeeded`, `failed` or `dropped` how it went. Else: seconds after which asking again makes sense."""
        if self._until is None:
            return 0.0
        left = self._until - self._clock()
        if left > 0:
            return left
        if self._probing:
            return min(1.0, self._pause)
        self._probing = True
        return 0.0

    def succeeded(self) -> None:
        """The carrier answered: closed again, the count starts anew."""
        self._count = 0
        if self._until is not None:
            self._until, self._probing, self._pause = None, False, self._patience.first

    def failed(self) -> None:
        """No connection, no answer in time, or a 5xx."""
        self._count += 1
        if self._until is None:
            if self._count >= self._patience.failures:
                self._until = self._clock() + self._pause
        elif self._probing:
            self._probing = False
            self._pause = min(self._pause * 2, self._patience.longest)
            self._until = self._clock() + self._pause

    def dropped(self) -> None:
        """The call ended without saying anything of the carrier (cancelled on our side): another probe may go."""
        self._probing = False
