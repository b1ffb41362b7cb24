"""Row ids: 26 characters, sortable by the millisecond they were made in, made without asking the database."""

from __future__ import annotations

import base64
import secrets
import threading
import time

_TO_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz")
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
    # 17 bytes are two zero bits, the id, and six bits that fall to the last two of b32encode's 28 characters.
    return base64.b32encode((value << 6).to_bytes(17))[:26].translate(_TO_OURS).decode()
