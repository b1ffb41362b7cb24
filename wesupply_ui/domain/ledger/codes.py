"""What is the code of a credit? 80 bits that only this installation can make again; stored are a fingerprint and the last four letters."""

from __future__ import annotations

import base64
import hashlib

from wesupply_ui.kernel.secrets import capability

# Crockford's letters: none of them is mistaken for another, or for a digit.
_TO_OURS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_LENGTH = 16


def code_of(credit_id: str) -> str:
    """As people read and type it: "9K3M-…", sixteen characters in fours."""
    bits = base64.urlsafe_b64decode(capability("store-credit", credit_id, 1) + "==")[:10]
    plain = base64.b32encode(bits).translate(_TO_OURS).decode()
    return "-".join(plain[start : start + 4] for start in range(0, _LENGTH, 4))


def fingerprint_of(code: str) -> str | None:
    """What is stored of a code, however it was typed; None for what cannot be one."""
    plain = code.upper().translate(_MEANT)
    if len(plain) != _LENGTH or not plain.isascii() or not plain.isalnum():
        return None
    return hashlib.sha256(f"store-credit:{plain}".encode()).hexdigest()
