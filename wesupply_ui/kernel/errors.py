"""Situations in which a request cannot be done as asked. Doors turn them into answers; the words are for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field. `field` is a path such as "lines[0].quantity"; `message` says what to do."""

    field: str
    message: str


class Situation(Exception):
    """The common root: a code for machines, words for people."""

    code = "problem"
    status = 400

    def __init__(self, message: str, *, problems: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems


class NotFound(Situation):
    """No such thing, or not yours: the two are told alike."""

    code = "not_found"
    status = 404


class Invalid(Situation):
    """The input cannot be taken; `problems` says which fields and why."""

    code = "invalid"
    status = 422


class Conflict(Situation):
    """Somebody or something was there first."""

    code = "conflict"
    status = 409


class SignInNeeded(Situation):
    """Nobody is signed in, or the session has ended."""

    code = "sign_in_needed"
    status = 401


class NotAllowed(Situation):
    """Signed in, but this role may not do this."""

    code = "not_allowed"
    status = 403


class SecondFactorNeeded(NotAllowed):
    """Signed in by one factor where two are asked for."""

    code = "second_factor_needed"


class ConfirmNeeded(NotAllowed):
    """Signed in, but long ago: this wants a fresh proof of who it is."""

    code = "confirm_needed"


class TooMany(Situation):
    """Asked too often; `retry_after` in seconds."""

    code = "too_many"
    status = 429

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after
