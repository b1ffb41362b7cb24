"""What a quote says: for each item whether it may come back, why not, until when, how, and for how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from wesupply_ui.kernel.money import to_major


class Verdict(StrEnum):
    """Yes, no, or a person has to look."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer is not a plain yes. `verdict`: what it alone leads to."""

    code: str
    words: str
    verdict: Verdict = Verdict.NO


@dataclass(slots=True)
class Money:
    """Amounts in minor units; `total` is the others summed up. `tax_included`: how much of `goods` is tax, where prices hold it."""

    goods: int = 0
    tax: int = 0
    shipping: int = 0
    return_cost: int = 0
    restocking: int = 0
    bonus: int = 0
    tax_included: int = 0

    @property
    def gross(self) -> int:
        """What is given back of what was paid, before anything is kept."""
        return self.goods + self.tax + self.shipping

    @property
    def total(self) -> int:
        """What the shopper gets."""
        return self.gross - self.return_cost - self.restocking + self.bonus

    def add(self, other: Money) -> None:
        """Sum up."""
        for name in _AMOUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


_AMOUNTS = tuple(each.name for each in fields(Money))


@dataclass(frozen=True, slots=True)
class Resolution:
    """One thing offered instead, and what it would bring; `ends_on` its own last day."""

    kind: str
    amount: int
    ends_on: date | None = None


@dataclass(slots=True)
class Item:
    """The answer for one asked line. `chosen`: the resolution that `money` is for; `estimated`: a label's price is not known yet.

    `worth_goods`, `worth_tax`: the units' share of the line, whatever they are resolved by.
    """

    line_external_id: str
    quantity: int
    verdict: Verdict
    reasons: list[Reason]
    window_ends_on: date | None = None
    approval: str = "review"
    resolutions: list[Resolution] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    destination: str | None = None
    photo: str = "no"
    comment: str = "no"
    say: str | None = None
    chosen: str | None = None
    method: str | None = None
    money: Money = field(default_factory=Money)
    estimated: bool = False
    worth_goods: int = 0
    worth_tax: int = 0
    settle_on: str = "manual"
    decided_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """The answers for a whole request, in the order in which it asks."""

    items: list[Item]
    currency: str
    policy_version: int

    @property
    def money(self) -> Money:
        """Everything that would be given back."""
        return summed(item.money for item in self.items)


def summed(amounts: Iterable[Money]) -> Money:
    """All of them together."""
    whole = Money()
    for each in amounts:
        whole.add(each)
    return whole


def quote_json(quote: Quote) -> dict[str, Any]:
    """As the API tells it."""
    by_resolution: dict[str, int] = {}
    for item in quote.items:
        if item.chosen:
            by_resolution[item.chosen] = by_resolution.get(item.chosen, 0) + item.money.total
    return {
        "items": [item_json(each, quote.currency) for each in quote.items],
        "currency": quote.currency,
        "money": money_json(quote.money, quote.currency),
        "by_resolution": {kind: to_major(amount, quote.currency) for kind, amount in by_resolution.items()},
        "policy_version": quote.policy_version,
    }


def item_json(item: Item, currency: str) -> dict[str, Any]:
    """One item of it."""
    return {
        "line_external_id": item.line_external_id,
        "quantity": item.quantity,
        "verdict": item.verdict.value,
        "reasons": [{"code": each.code, "words": each.words} for each in item.reasons],
        "window_ends_on": item.window_ends_on.isoformat() if item.window_ends_on else None,
        "approval": item.approval,
        "resolutions": [_resolution_json(each, currency) for each in item.resolutions],
        "methods": item.methods,
        "destination": item.destination,
        "photo": item.photo,
        "comment": item.comment,
        "say": item.say,
        "resolution": item.chosen,
        "method": item.method,
        "money": money_json(item.money, currency),
        "estimated": item.estimated,
        "decided_by": dict(item.decided_by),
    }


def _resolution_json(resolution: Resolution, currency: str) -> dict[str, Any]:
    ends_on = resolution.ends_on.isoformat() if resolution.ends_on else None
    return {"kind": resolution.kind, "amount": to_major(resolution.amount, currency), "window_ends_on": ends_on}


def money_json(money: Money, currency: str) -> dict[str, str]:
    """Amounts in major units."""
    told = {name: to_major(getattr(money, name), currency) for name in _AMOUNTS if name != "tax_included"}
    if money.tax_included:
        told["tax_included"] = to_major(money.tax_included, currency)
    return told | {"total": to_major(money.total, currency)}
