"""What was bought, where it is, and what of it came back already: an order frozen for judging, amounts in minor units of its currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Units:
    """Some units of a line that travelled alike. `arrived_at`: delivered, or collected in the store."""

    quantity: int
    shipped_at: datetime | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What earlier returns of a line that were not withdrawn, declined or expired took: units, and what of the line's amounts is theirs.

    `goods`, `tax`: their share of the line, whatever was given for them; `shipping`: what was given back.
    """

    quantity: int = 0
    goods: int = 0
    tax: int = 0
    shipping: int = 0


NOTHING = Returned()


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `discount` and `tax` are the whole line's; `units` add up to `quantity`.

    `options`, `attributes` and `product` (what the catalogue says of the SKU) are by names in small letters, values as `facts_of`
    compares them. `can_exchange`: whether something of the same product is in stock; None when the catalogue doesn't say.
    """

    external_id: str
    quantity: int
    unit_price: int
    sku: str = ""
    title: str = ""
    discount: int = 0
    tax: int = 0
    fulfilment: str = "ship"
    vendor: str | None = None
    weight_grams: int | None = None
    is_collected: bool = False
    tags: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    product: Mapping[str, Any] = field(default_factory=dict)
    units: tuple[Units, ...] = ()
    returned: Returned = NOTHING
    can_exchange: bool | None = None

    @property
    def goods(self) -> int:
        """What the line's goods cost in all."""
        return max(0, self.unit_price * self.quantity - self.discount)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought. `listed`: "allow", "block" or None; `return_rate` by value over a year, None when nothing was bought in it."""

    email: str | None = None
    group: str | None = None
    listed: str | None = None
    order_count: int = 1
    return_rate: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order. `paid`: what the shopper paid in all; `given_back` of it already. `tax_is_included`: prices hold their tax.

    `shipping` with its tax, where the order tells that. `return_count`: earlier returns not withdrawn or declined.
    """

    external_id: str
    currency: str
    placed_at: datetime
    lines: tuple[Line, ...]
    paid: int
    channel: str = "online"
    country: str | None = None
    total: int = 0
    shipping: int = 0
    tax_is_included: bool = False
    given_back: int = 0
    tags: frozenset[str] = frozenset()
    buyer: Buyer = Buyer()
    return_count: int = 0


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What the shopper would send back of one line, and why. `resolution`, `method`: of this line, when not the request's.

    `comment`: the shopper's own words, which no rule asks for.
    """

    line_external_id: str
    quantity: int = 1
    reason: str | None = None
    sub_reason: str | None = None
    resolution: str | None = None
    method: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, as of `at`. `country`: where the shopper is now. `label_rate`: what a label would cost, minor units, if known.

    `overruled`: the amounts are those that it brings although the policy says no.
    """

    at: datetime
    lines: tuple[AskedLine, ...]
    country: str | None = None
    resolution: str | None = None
    method: str | None = None
    label_rate: int | None = None
    overruled: bool = False
