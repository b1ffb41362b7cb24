"""What was an order paid, and by which payments? Told by the order; a shop that lists its `payments` is believed to the cent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wesupply_ui.kernel.money import to_minor

CREDIT_KINDS = ("store_credit", "gift_card")
"""Payments that go back as credit, after the others: nobody turns a gift card into cash by sending something back."""
_KIND = re.compile(r"[a-z][a-z0-9_]{0,29}")
_REFERENCE = re.compile(r"[\x21-\x7e]{1,200}")
MOST = 20


@dataclass(frozen=True, slots=True)
class Tender:
    """One payment. `reference`: its name at the `provider`, for example Stripe's "pi_…"."""

    kind: str
    amount: int
    provider: str = ""
    reference: str = ""

    @property
    def is_credit(self) -> bool:
        """Whether it was paid with credit."""
        return self.kind in CREDIT_KINDS


@dataclass(frozen=True, slots=True)
class Paid:
    """Payments in the order in which they are given back, and what they were for. The parts add up to the payments."""

    tenders: tuple[Tender, ...]
    goods: int
    tax: int
    shipping: int

    @property
    def total(self) -> int:
        """What was paid in all."""
        return sum(each.amount for each in self.tenders)

    @property
    def difference(self) -> int:
        """What was paid beyond goods, tax and shipping."""
        return self.total - self.goods - self.tax - self.shipping


def paid_for(order: Any, lines: Sequence[Any]) -> Paid:
    """Of an order's row and those of its lines. Without a total, what its lines come to."""
    worth = sum(each.quantity * each.unit_price_minor for each in lines)
    if order.total_minor:
        goods = max(0, worth - order.discount_minor)
        is_included = order.total_minor == worth - order.discount_minor + order.shipping_minor
        tax, total = 0 if is_included else order.tax_minor, order.total_minor
    else:
        goods = max(0, worth - sum(each.discount_minor for each in lines))
        tax = sum(each.tax_minor for each in lines)
        total = goods + tax + order.shipping_minor
    told = tenders_of((order.extra or {}).get("payments"), order.currency)
    return Paid(told or ((Tender("payment", total),) if total > 0 else ()), goods, tax, order.shipping_minor)


def tenders_of(told: Any, currency: str) -> tuple[Tender, ...]:
    """The order's `payments`, credit last; empty when it has none or they can't be read: then the total counts as one payment."""
    if not isinstance(told, list) or not 0 < len(told) <= MOST:
        return ()
    read = [_tender(each, currency) for each in told]
    if any(each is None for each in read):
        return ()
    found = [each for each in read if each is not None and each.amount]
    return tuple(sorted(found, key=lambda each: each.is_credit))


def _tender(raw: Any, currency: str) -> Tender | None:
    if not isinstance(raw, Mapping):
        return None
    kind, provider, reference = (str(raw.get(name) or "").strip() for name in ("kind", "provider", "reference"))
    if isinstance(raw.get("amount"), bool) or (reference and not _REFERENCE.fullmatch(reference)):
        return None
    kind, provider = (kind or provider or "payment").lower(), provider.lower()
    if not _KIND.fullmatch(kind) or (provider and not _KIND.fullmatch(provider)):
        return None
    try:
        amount = to_minor(raw.get("amount", ""), currency)
    except (ValueError, ArithmeticError):
        return None
    return Tender(kind, amount, provider, reference) if amount >= 0 else None
