"""What is in a demo order, and what does it come to? Lines as the API takes them, with amounts that add up to the cent."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.demo_data.goods import GOODS, Good
from wesupply_ui.kernel import money

_SHIPPED = tuple(good for good in GOODS if good.fulfilment == "ship")
_DIGITAL = tuple(good for good in GOODS if good.fulfilment == "digital")
_TAX = {"US": 0.0725, "CA": 0.13}  # prices elsewhere include theirs
CURRENCIES = {"CA": "CAD", "GB": "GBP", "DE": "EUR", "NL": "EUR", "FR": "EUR", "ES": "EUR", "IE": "EUR", "JP": "JPY", "AU": "AUD"}
# Prices in other currencies are set by hand in real shops; here by a round factor.
_FACTOR = {"USD": 1.0, "CAD": 1.35, "GBP": 0.8, "EUR": 0.95, "AUD": 1.5, "JPY": 1.5}


@dataclass(slots=True)
class Basket:
    """Raw lines and the order's amounts (decimal strings), in one currency."""

    currency: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    amounts: dict[str, str] = field(default_factory=dict)

    @property
    def shipped(self) -> list[tuple[str, int]]:
        """External id and quantity of each line that goes into a parcel."""
        return [(line["external_id"], line["quantity"]) for line in self.lines if line["fulfilment"] == "ship"]


def basket(source: random.Random, country: str, *, parcels: int, extra: str = "", location: str = "") -> Basket:
    """Enough pieces for so many parcels. `extra`: also a "digital" or a "pickup" line; with no parcels only such ones.

    A fifth of the baskets have a discount, and orders above a hundred ship free.
    """
    currency = CURRENCIES.get(country, "USD")
    made = Basket(currency)
    if parcels:
        for good in source.sample(_SHIPPED, max(parcels, source.choices((1, 2, 3, 4), (46, 30, 16, 8))[0])):
            _add(made, good, source.choices((1, 2, 3), (80, 16, 4))[0], "ship", source)
    if extra == "digital":
        _add(made, source.choice(_DIGITAL), 1, "digital", source)
    if extra == "pickup":
        for good in source.sample(_SHIPPED, source.choice((1, 1, 2))):
            _add(made, good, 1, "pickup", source, location)
    _sum_up(made, country, source)
    return made


def _add(made: Basket, good: Good, quantity: int, fulfilment: str, source: random.Random, location: str = "") -> None:
    line: dict[str, Any] = {
        "external_id": f"l{len(made.lines) + 1}",
        "sku": good.sku,
        "title": good.title,
        "quantity": quantity,
        "unit_price": good.price,  # minor units of dollars until `_sum_up`
        "options": {name: source.choice(choices) for name, choices in good.options},
        "attributes": {"brand": good.brand, "tags": list(good.tags)},
        "weight_grams": good.weight_grams,
        "fulfilment": fulfilment,
    }
    made.lines.append(line | ({"location": location} if location else {}))


def _sum_up(made: Basket, country: str, source: random.Random) -> None:
    currency, digits = made.currency, money.exponent(made.currency)
    rate, percent = _TAX.get(country, 0.0), source.choice((10, 15, 20)) if source.random() < 0.2 else 0
    goods = discounts = taxes = 0
    for line in made.lines:
        each = _priced(line["unit_price"], currency, digits)
        discount = each * line["quantity"] * percent // 100
        tax = round((each * line["quantity"] - discount) * rate)
        line["unit_price"] = money.to_major(each, currency)
        line["discount_amount"] = money.to_major(discount, currency)
        line["tax_amount"] = money.to_major(tax, currency)
        goods, discounts, taxes = goods + each * line["quantity"], discounts + discount, taxes + tax
    is_shipped = any(line["fulfilment"] == "ship" for line in made.lines)
    is_free = not is_shipped or goods - discounts >= _priced(10000, currency, digits)
    shipping = 0 if is_free else _priced(795, currency, digits)
    total = goods - discounts + taxes + shipping
    made.amounts = {
        "shipping_amount": money.to_major(shipping, currency),
        "discount_amount": money.to_major(discounts, currency),
        "tax_amount": money.to_major(taxes, currency),
        "total_amount": money.to_major(total, currency),
    }


def _priced(cents: int, currency: str, digits: int) -> int:
    """A dollar price in another currency's minor units, in whole units where it has no cents."""
    return round(cents * _FACTOR[currency] / 10 ** (2 - digits)) if digits <= 2 else cents * 10
