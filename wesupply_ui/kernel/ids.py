"""Row ids: 26 characters, sortable by the millisecond they were made in, made without asking the database."""

from __future__ import annotations

import secrets
import threading
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A fresh id: 48 bits of time, 80 random bits, rising within a process (the ULID layout in lower case)."""
    global _last
    with _lock:
        fresh = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
        # Within one millisecond count on from the last id: rows written together stay in the order they were made.
        _last = fresh if fresh >> 80 > _last >> 80 else _last + 1
        value = _last
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -5, -5))
