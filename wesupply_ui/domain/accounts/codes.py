"""Is this the code that the person's phone shows now? TOTP (RFC 6238), each code good once; and recovery codes for a lost phone."""

from __future__ import annotations

import secrets
from datetime import datetime

from pyotp import random_base32
from pyotp.totp import TOTP
from pyotp.utils import strings_equal
from sqlalchemy import delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.factors import CodeSecret, RecoveryCode
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.scopes import RECENT, Scope, SignedIn
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import decrypt, encrypt, fingerprint

ISSUER = "WeSupply"
RECOVERY_CODES = 10
RECOVERY_LETTERS = 16
"""79 random bits: too many to be tried against a stolen fingerprint, see `docs/decisions/0016`."""
_PURPOSE = "code-secret"
_PERIOD = 30
# No letters that look like digits or like each other.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


async def start_codes(db: AsyncSession, person: SignedIn, *, now: datetime) -> tuple[str, str]:
    """(secret, address for the QR code) of codes that count once one was typed back. Conflict when codes are set up already."""
    found = await db.get(CodeSecret, person.person_id)
    if found and found.confirmed_at:
        raise Conflict(_("Codes are set up already. Remove them first to set up another phone."))
    secret = random_base32()
    if found is None:
        found = CodeSecret(person_id=person.person_id, secret="", created_at=now)
        db.add(found)
    found.secret, found.last_step, found.created_at = encrypt(secret, purpose=_PURPOSE), -1, now
    return secret, _address(secret, person)


async def started_codes(db: AsyncSession, person: SignedIn, *, now: datetime) -> tuple[str, str] | None:
    """(secret, address) of codes that were started a moment ago and wait for the first one; None when there are none."""
    found = await db.get(CodeSecret, person.person_id)
    if found is None or found.confirmed_at or now - found.created_at > RECENT:
        return None
    secret = decrypt(found.secret, purpose=_PURPOSE)
    return secret, _address(secret, person)


def _address(secret: str, person: SignedIn) -> str:
    return TOTP(secret).provisioning_uri(name=person.email, issuer_name=ISSUER)


async def confirm_codes(db: AsyncSession, person: SignedIn, code: str, *, now: datetime) -> None:
    """From now on this person's sign-ins ask for a code. Invalid when the code is not right."""
    found = await db.get(CodeSecret, person.person_id, with_for_update=True)
    if found is None or found.confirmed_at:
        raise Conflict(_("Start setting up codes first."))
    step = _step_of(found, code, now)
    if step is None:
        raise wrong_code()
    found.confirmed_at, found.last_step = now, step
    await audit.note(
        db, person.scope, "two_factor.set_up", f"person:{person.person_id}", at=now, label=person.email, after={"kind": "codes"}
    )


async def remove_codes(db: AsyncSession, scope: Scope, person_id: str, *, now: datetime) -> None:
    """The phone's codes count no more. Asks for a fresh proof of who it is."""
    scope.require_recent(now)
    await db.execute(delete(CodeSecret).where(col(CodeSecret.person_id) == person_id))
    await audit.note(db, scope, "two_factor.removed", f"person:{person_id}", at=now, before={"kind": "codes"})


async def has_codes(db: AsyncSession, person_id: str) -> bool:
    """Whether this person's sign-ins ask for a code from a phone."""
    found = await db.get(CodeSecret, person_id)
    return bool(found and found.confirmed_at)


async def use_code(db: AsyncSession, person: Person, typed: str, *, now: datetime) -> bool:
    """Whether this is a code of the person's phone that was not used yet, or a recovery code; either is used up by it."""
    bare = "".join(typed.split()).replace("-", "").lower()[:40]
    if not (bare.isascii() and bare.isdigit() and len(bare) == 6):
        return await _use_recovery_code(db, person.id, bare, now)
    found = await db.get(CodeSecret, person.id, with_for_update=True)
    if found is None or found.confirmed_at is None:
        return False
    step = _step_of(found, bare, now)
    if step is None:
        return False
    # Two requests with the same code: the database lets one of them through.
    later = update(CodeSecret).where(col(CodeSecret.person_id) == person.id, col(CodeSecret.last_step) < step).values(last_step=step)
    return (await db.execute(later.returning(col(CodeSecret.person_id)))).first() is not None


async def make_recovery_codes(db: AsyncSession, scope: Scope, person_id: str, *, now: datetime) -> list[str]:
    """Fresh codes, shown this once; those before count no more. Asks for a fresh proof of who it is."""
    scope.require_recent(now)
    await db.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(RECOVERY_LETTERS)) for _ in range(RECOVERY_CODES)]
    db.add_all([RecoveryCode(person_id=person_id, code_hash=_hash(person_id, code), created_at=now) for code in codes])
    await audit.note(db, scope, "recovery_codes.made", f"person:{person_id}", at=now)
    return ["-".join(code[at : at + 4] for at in range(0, RECOVERY_LETTERS, 4)) for code in codes]


async def recovery_codes_left(db: AsyncSession, person_id: str) -> int:
    """How many are still good."""
    mine = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person_id == person_id, col(RecoveryCode.used_at).is_(None))
    return (await db.execute(mine)).scalar_one()


def wrong_code() -> Invalid:
    """The answer to a code that is not right, or not any more."""
    return Invalid(_("This code is not right."), problems=(FieldProblem("code", _("is not right; wait for the next one and try again")),))


async def _use_recovery_code(db: AsyncSession, person_id: str, bare: str, now: datetime) -> bool:
    mine = (RecoveryCode.person_id == person_id) & (col(RecoveryCode.code_hash) == _hash(person_id, bare))
    used = update(RecoveryCode).where(mine, col(RecoveryCode.used_at).is_(None)).values(used_at=now).returning(col(RecoveryCode.id))
    return (await db.execute(used)).first() is not None


def _step_of(found: CodeSecret, code: str, now: datetime) -> int | None:
    """The step of time that this code belongs to, one before and after allowed; None when it is wrong or of a step that was used."""
    totp = TOTP(decrypt(found.secret, purpose=_PURPOSE))
    present = int(now.timestamp()) // _PERIOD
    typed = "".join(code.split())[:10]
    for step in (present, present - 1, present + 1):
        if step > found.last_step and strings_equal(totp.generate_otp(step), typed):
            return step
    return None


def _hash(person_id: str, bare: str) -> str:
    return fingerprint(f"recovery:{person_id}:{bare}")
