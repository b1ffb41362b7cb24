"""What do conditions see of an order, a line and a request? Each field's value, made only when a policy asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
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
    return {field: _ORDER[field](order, request, subtotal) for field in used if field in _ORDER}


def of_line(used: Iterable[str], line: Line, order: Purchase) -> Facts:
    """What a line says, its options and attributes, and what the catalogue says of its product."""
    found: Facts = {}
    for field in used:
        make = _LINE.get(field)
        if make:
            found[field] = make(line, order)
        else:
            named = _named(field, line)
            if named:
                found[field] = named[0].get(named[1])
    return found


def _named(field: str, line: Line) -> tuple[Mapping[str, Any], str] | None:
    part, _, name = field.partition(".")
    if part == "product":
        return line.product, name
    if part == "line":
        which, _, name = name.partition(".")
        return {"attributes": (line.attributes, name), "options": (line.options, name)}.get(which)
    return None


def of_asked(asked: AskedLine, number: int, status: str, days: int | None) -> Facts:
    """What the shopper says of an item, and where it is. `number`: which unit of the request it is, 1 for the dearest."""
    return {
        "return.reason": _text(asked.reason),
        "return.sub_reason": _text(asked.sub_reason),
        "return.item_number": number,
        "return.days_since": days,
        "line.status": status,
    }


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
