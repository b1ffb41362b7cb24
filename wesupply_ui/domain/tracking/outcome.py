"""What did asking for one parcel bring: nothing new, news, or a failure? Reads the carrier's answer, before any transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from wesupply_ui.domain.tracking.claim import Claimed
from wesupply_ui.domain.tracking.reading import Failure, Reading

_log = structlog.get_logger(__name__)

Read = Callable[[bytes, str], Reading | Failure]
"""A carrier's `read`: raw answer and number to reading or failure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one poll. `reading` with `body` and `digest`: news. `failure`: why there is none. Neither: equal to the last answer."""

    claimed: Claimed
    at: datetime
    reading: Reading | None = None
    body: bytes | None = None
    digest: str | None = None
    failure: Failure | None = None


def digest_of(body: bytes) -> str:
    """32 hex digits by which an answer is known to be the last one again."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def understand(claimed: Claimed, answer: bytes | Failure, read: Read, *, at: datetime) -> Outcome:
    """What an answer means for the parcel it was asked for. Parses only what differs from the last answer; never raises.

    An answer that a parser stumbles over is a `malformed` failure of this parcel alone, logged with the parser's error.
    """
    if isinstance(answer, Failure):
        return Outcome(claimed, at, failure=answer)
    digest = digest_of(answer)
    if digest == claimed.digest:
        return Outcome(claimed, at)
    try:
        told = read(answer, claimed.number)
    except Exception as error:
        _log.exception("tracking.parser_stumbled", carrier=claimed.carrier, parcel=claimed.id)
        told = Failure("malformed", f"The answer could not be read: {type(error).__name__}", retryable=True)
    if isinstance(told, Failure):
        return Outcome(claimed, at, failure=told)
    return Outcome(claimed, at, told, answer, digest)
