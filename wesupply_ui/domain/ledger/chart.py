"""Which accounts does the ledger have, and what does a debit mean on each?

Seen by the merchant. Debits raise what the merchant has (payments) and lower what they owe or earned; credits the other way round.
"""

from __future__ import annotations

GOODS = "goods"
TAX = "tax"
SHIPPING = "shipping"
DIFFERENCE = "difference"
"""What an order's total has beyond its parts, by the shop's own word."""
RETURN_COST = "fees:return_cost"
RESTOCKING = "fees:restocking"
BONUS = "bonus"
"""What the merchant gives on top of what was paid."""
REFUNDS_DUE = "refunds:due"
"""Decided and not paid out yet: what is owed to shoppers."""
CREDIT_ISSUED = "credit:issued"
CREDIT_SPENT = "credit:spent"
CREDIT_EXPIRED = "credit:expired"
"""Issued, spent and expired together are what is still owed as store credit."""
BREAKAGE = "breakage"
"""What expired credit leaves to the merchant."""
GRANTED = "granted"
"""Credit given without a return: goodwill, or a gift card that was sold elsewhere."""


def payment(kind: str) -> str:
    """The account of one kind of payment. That of store credit is cleared by spending: what an order was paid with it, it is."""
    return f"payment:{kind}"
