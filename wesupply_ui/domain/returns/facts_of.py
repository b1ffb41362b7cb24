"""What do conditions see of an order, a line and a request? Each field's value, made only when a policy asks for it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from wesupply_ui.domain.returns.compare import text_of
from wesupply_ui.domain.returns.snapshot import AskedLine, Line, Purchase, Request
from wesupply_ui.kernel.money import exponent

Facts = dict[str, Any]


def _money(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-exponent(currency))


def _text(value: str | None) -> str | None:
    return text_of(value) if value else None


def ending(minor: int, currency: str) -> str:
    """The last two digits of a price as people read it: 19.97 → "97"; of a currency with three digits, the first two of them."""
    return f"{minor // 10 ** max(0, exponent(currency) - 2) % 100:02d}"


_ORDER: dict[str, Callable[[Purchase, Request, int], Any]] = {
    "order.channel": lambda order, _request, _goods: _text(order.channel),
    "order.country": lambda order, _request, _goods: _text(order.country),
    "order.placed_at": lambda order, _request, _goods: order.placed_at,
    "order.total": lambda order, _request, _goods: _money(order.total, order.currency),
    "order.return_count": lambda order, _request, _goods: order.return_count,
    "order.tags": lambda order, _request, _goods: order.tags or None,
    "customer.group": lambda order, _request, _goods: _text(order.buyer.group),
    "customer.email": lambda order, _request, _goods: _text(order.buyer.email),
    "customer.list": lambda order, _request, _goods: order.buyer.listed,
    "customer.order_count": lambda order, _request, _goods: order.buyer.order_count,
    "customer.return_rate": lambda order, _request, _goods: _decimal(order.buyer.return_rate),
    "return.country": lambda order, request, _goods: _text(request.country or order.country),
    "return.subtotal": lambda order, _request, goods: _money(goods, order.currency),
    "now": lambda _order, request, _goods: request.at,
}
_LINE: dict[str, Callable[[Line, Purchase], Any]] = {
    "line.sku": lambda line, _order: _text(line.sku),
    "line.title": lambda line, _order: _text(line.title),
    "line.tags": lambda line, _order: line.tags or None,
    "line.brand": lambda line, _order: line.attributes.get("brand"),
    "line.unit_price": lambda line, order: _money(line.unit_price, order.currency),
    "line.price_ending": lambda line, order: ending(line.unit_price, order.currency),
    "line.discount_amount": lambda line, order: _money(line.discount, order.currency) / line.quantity,
    "line.discount_percent": lambda line, _order: _discount_percent(line),
    "line.quantity": lambda line, _order: line.quantity,
    "line.weight_grams": lambda line, _order: line.weight_grams,
    "line.fulfilment": lambda line, _order: line.fulfilment,
}


def _decimal(rate: float | None) -> Decimal | None:
    return None if rate is None else Decimal(str(rate))


def _discount_percent(line: Line) -> Decimal:
    worth = line.unit_price * line.quantity
    return Decimal(100 * line.discount) / worth if worth else Decimal(0)


def of_order(used: Iterable[str], order: Purchase, request: Request, subtotal: int) -> Facts:
    """What is the same for every item of a request."""
    return {field: make(order, request, subtotal) for field in used if (make := _ORDER.get(field))}


def of_line(used: frozenset[str], line: Line, order: Purchase) -> Facts:
    """What a line says, its options and attributes, and what the catalogue says of its product."""
    own, named = _readers(used)
    found: Facts = {field: make(line, order) for field, make in own}
    for field, part, name in named:
        found[field] = getattr(line, part).get(name)
    return found


@lru_cache(maxsize=256)
def _readers(used: frozenset[str]) -> tuple[tuple[tuple[str, Any], ...], tuple[tuple[str, str, str], ...]]:
    """(fields with what makes their value, fields with the part of a line and the name in it), told apart once for a policy."""
    own = tuple((field, _LINE[field]) for field in used if field in _LINE)
    parts = {"line.attributes.": "attributes", "line.options.": "options", "product.": "product"}
    named = tuple((field, part, field[len(begin) :]) for field in used for begin, part in parts.items() if field.startswith(begin))
    return own, named


def of_asked(used: Container[str], asked: AskedLine, number: int, status: str, days: int | None) -> Facts:
    """What the shopper says of an item, and where it is. `number`: which unit of the request it is, 1 for the dearest."""
    found: Facts = {}
    if "return.reason" in used:
        found["return.reason"] = _text(asked.reason)
    if "return.sub_reason" in used:
        found["return.sub_reason"] = _text(asked.sub_reason)
    if "return.item_number" in used:
        found["return.item_number"] = number
    if "return.days_since" in used:
        found["return.days_since"] = days
    if "line.status" in used:
        found["line.status"] = status
    return found


def free(value: Any) -> Any:
    """An attribute's raw value as conditions compare it: small letters, or a set of them for a list; None for nothing and for objects."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(text_of(each) for each in value if isinstance(each, (str, int, float))) or None
    if value is None or isinstance(value, dict) or value == "":
        return None
    return text_of(value)


def by_name(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Options or attributes by their names in small letters."""
    return {str(name).strip().casefold(): found for name, value in raw.items() if (found := free(value)) is not None}
