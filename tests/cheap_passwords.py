"""Passwords that cost next to nothing: the real ones take a tenth of a second and 64 MB each, and most tests have a person or two.

Servers that tests start are processes of their own and keep to the real thing.
"""

from __future__ import annotations

from argon2 import PasswordHasher, profiles

from wesupply_ui.domain.accounts import passwords

BUILT = passwords._hasher
"""The product's own."""


def use() -> None:
    """From now on, in this process."""
    passwords._hasher = PasswordHasher.from_parameters(profiles.CHEAPEST)
    passwords._NOBODY = passwords._hasher.hash("nobody has this password")
