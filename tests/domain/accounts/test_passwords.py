"""Passwords are kept as the standard for hashing them advises, and nobody's takes as long to refuse as somebody's."""

from __future__ import annotations

from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from tests.cheap_passwords import BUILT
from wesupply_ui.domain.accounts import passwords


def test_a_stored_password_is_argon2id_with_the_costs_of_rfc_9106() -> None:
    assert extract_parameters(BUILT.hash("seven wide rivers")) == RFC_9106_LOW_MEMORY


async def test_only_the_password_itself_matches_and_never_for_nobody() -> None:
    stored = await passwords.hashed("seven wide rivers")
    assert await passwords.matches(stored, "seven wide rivers")
    assert not await passwords.matches(stored, "seven wide river")
    assert not await passwords.matches(None, "nobody has this password")
    assert not await passwords.matches("not a hash", "seven wide rivers")
