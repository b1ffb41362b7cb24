"""Links that open one thing for a short while: who holds one may see it until it ends, and nothing is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from wesupply_ui.kernel.secrets import lasting

SHORT = timedelta(minutes=30)


def issue(purpose: str, subject: str, *, now: datetime, good_for: timedelta = SHORT) -> str:
    """A pass for this subject: when it ends, and a proof that only this installation can make."""
    until = f"{int((now + good_for).timestamp()):x}"
    return f"{until}.{_proof(purpose, subject, until)}"


def opens(given: str, purpose: str, subject: str, *, now: datetime) -> bool:
    """Whether this pass was issued for this subject and has not ended."""
    until, _, proof = given[:100].partition(".")
    right = hmac.compare_digest(proof.encode(), _proof(purpose, subject, until).encode())
    return right and int(until, 16) > now.timestamp()


def _proof(purpose: str, subject: str, until: str) -> str:
    digest = hmac.new(lasting(f"pass:{purpose}"), f"{subject}\n{until}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()
