"""Which way may a refund's state go, when is it tried again, and when does a person have to look?"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """requested: to be sent. sending: a call is under way, or was when its process ended. pending: the other side has it."""

    REQUESTED = "requested"
    SENDING = "sending"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


_RANK = {State.REQUESTED: 0, State.SENDING: 1, State.PENDING: 2, State.SUCCEEDED: 3, State.FAILED: 4}
UNFINISHED = (State.REQUESTED, State.SENDING, State.PENDING)
MOST_TRIES = 10
"""With the waits below, some two days; then a person looks."""
LOOK_AGAIN = timedelta(hours=6)
"""A pending refund is asked for this often, should the provider's push be lost."""
LONG_PENDING = timedelta(days=10)
"""Banks take days; a refund that is pending for longer is somebody's to look after."""
OVERDUE = timedelta(days=3)
"""After this a refund that the shop, or the till, should have paid is somebody's to look after."""
WHO_LOOKS = "role:returns_agent"
_FIRST, _LONGEST = timedelta(seconds=20), timedelta(hours=12)


def goes_on(now: State, told: State) -> bool:
    """Whether news moves a refund: only onwards, whatever the order in which news arrive, or how often.

    A refund that succeeded may still fail (the shopper's bank sends it back); one that failed stays so until a person retries it.
    """
    return _RANK[told] > _RANK[now]


def wait_after(attempts: int, chance: float, retry_after: float | None = None) -> timedelta:
    """How long until the next try: twice as long each time, between half and all of it by `chance` (0 to 1), never sooner than asked."""
    longest = min(_LONGEST, _FIRST * 4 ** max(0, attempts - 1))
    return max(longest * (0.5 + chance / 2), timedelta(seconds=retry_after or 0))
