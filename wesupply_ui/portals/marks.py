"""For whom is a handler? The mark that every handler carries. A mark admits nobody by itself: `access.Guard` reads it before each event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

_Handler = TypeVar("_Handler", bound=Callable[..., Any])
_ATTRIBUTE = "__audience__"


class Who(StrEnum):
    """Whom a screen is made for."""

    ANYONE = "anyone"
    SHOPPER = "shopper"
    MERCHANT = "merchant"
    STORE = "store"
    PERSON = "person"
    """Whoever is signed in, about themselves: their account, which also those see who still have to prove a second factor."""


ANYONE, SHOPPER, MERCHANT, STORE, PERSON = Who.ANYONE, Who.SHOPPER, Who.MERCHANT, Who.STORE, Who.PERSON


@dataclass(frozen=True, slots=True)
class Mark:
    """Who may call a handler, and with which permission of `domain/accounts/roles.py`. `on_load` handlers send strangers to sign in."""

    who: Who
    may: str | None = None

    @property
    def for_staff(self) -> bool:
        """Whether somebody has to be signed in."""
        return self.who in (MERCHANT, STORE, PERSON)


def audience(who: Who, *, may: str | None = None) -> Callable[[_Handler], _Handler]:
    """Mark a handler; stands right below `@rx.event` and leaves the function as it is.

    A permission makes sense for staff only: a shopper's reach comes from the link they hold.
    """
    if may and who not in (MERCHANT, STORE):
        raise ValueError("Only staff have permissions")

    def mark(handler: _Handler) -> _Handler:
        setattr(handler, _ATTRIBUTE, Mark(who, may))
        return handler

    return mark


def mark_of(handler: Any) -> Mark | None:
    """The mark of a handler, given as a function or as Reflex's own wrapping of it; None when there is none."""
    return getattr(getattr(handler, "fn", handler), _ATTRIBUTE, None)
