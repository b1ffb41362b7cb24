"""Is this the password? Argon2id, off the event loop, and as slow for people who do not exist."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wesupply_ui.domain.accounts.common_passwords import is_common
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

MIN_LENGTH = 12
MAX_LENGTH = 256
_hasher = PasswordHasher()
# Verified against when nobody has the address, so that both answers take as long.
_NOBODY = _hasher.hash("nobody has this password")


def check_strength(password: str) -> None:
    """Invalid when a new password is too short, too long, or one that everybody tries first. What people have already is not asked."""
    if len(password) < MIN_LENGTH or len(set(password)) < 3:
        raise Invalid(
            _("Choose a longer password."),
            problems=(FieldProblem("password", _("needs {least} characters or more, not all alike", least=MIN_LENGTH)),),
        )
    if is_common(password):
        raise Invalid(
            _("Choose another password."), problems=(FieldProblem("password", _("is one that many people use; take a few words")),)
        )
    if len(password) > MAX_LENGTH:
        raise Invalid(
            _("Choose a shorter password."),
            problems=(FieldProblem("password", _("may have {most} characters at most", most=MAX_LENGTH)),),
        )


async def hashed(password: str) -> str:
    """The hash to store. Takes about 50 ms in a thread."""
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(stored: str | None, password: str) -> bool:
    """Whether the password belongs to the stored hash; False for None, after the same time."""
    if len(password) > MAX_LENGTH:
        return False
    try:
        return await asyncio.to_thread(_hasher.verify, stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
