"""Chance that can be repeated: everything random in the simulated world comes from names, never from the moment."""

from __future__ import annotations

import random


def chance(*named: object) -> random.Random:
    """A source of random numbers that is the same for the same names, in every process and on every machine."""
    return random.Random("/".join(str(name) for name in named))  # noqa: S311 - stories, not secrets
