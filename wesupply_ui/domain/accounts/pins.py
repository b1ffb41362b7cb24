"""The six digits by which somebody opens a store's tablet: not ones that are guessed, kept as a slow hash."""

from __future__ import annotations

import itertools
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit, passwords
from wesupply_ui.domain.accounts.factors import DeskPin
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

DIGITS = 6


def is_trivial(pin: str) -> bool:
    """A row up or down, few different digits, or a short piece again and again."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    repeats = any(pin == pin[:size] * (DIGITS // size) for size in (1, 2, 3))
    pairs = pin[0] == pin[1] and pin[2] == pin[3] and pin[4] == pin[5]
    return len(set(pin)) < 3 or repeats or pairs or steps in ({1}, {9})


def read_pin(typed: str) -> str:
    """The digits. Invalid when they are not six, or ones that anybody would try."""
    pin = "".join(typed.split())
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        raise Invalid(_("A PIN has six digits."), problems=(FieldProblem("pin", _("needs six digits")),))
    if is_trivial(pin):
        raise Invalid(_("Choose another PIN."), problems=(FieldProblem("pin", _("is one that anybody would try; mix the digits")),))
    return pin


async def set_pin(db: AsyncSession, scope: Scope, person_id: str, typed: str, *, now: datetime) -> None:
    """From now on these digits open the tablets of this person's store. Asks for a fresh proof of who it is."""
    scope.require_recent(now)
    pin = read_pin(typed)
    found = await db.get(DeskPin, person_id)
    hashed = await passwords.hashed(pin)
    if found is None:
        db.add(DeskPin(person_id=person_id, pin_hash=hashed, changed_at=now))
    else:
        found.pin_hash, found.changed_at = hashed, now
    await audit.note(db, scope, "pin.set", f"person:{person_id}", at=now)


async def is_pin(db: AsyncSession, person_id: str, typed: str) -> bool:
    """Whether these are the person's digits; as slow for who has none."""
    found = await db.get(DeskPin, person_id)
    return await passwords.matches(found.pin_hash if found else None, "".join(typed.split())[:20])
