"""What can be spent of a credit now, and in which state is it?"""

from __future__ import annotations

from datetime import datetime

from wesupply_ui.domain.ledger.credit_models import StoreCredit


def available(credit: StoreCredit, now: datetime) -> int:
    """Minor units that a new hold may take."""
    return 0 if is_over(credit, now) else credit.balance_minor - credit.held_minor


def is_over(credit: StoreCredit, now: datetime) -> bool:
    """Whether its time is up."""
    return credit.expires_at is not None and credit.expires_at <= now


def standing(credit: StoreCredit, now: datetime) -> str:
    """active, spent or expired."""
    if is_over(credit, now):
        return "expired"
    return "active" if credit.balance_minor else "spent"
