"""How does a stored order look to a judge? Turns its rows into a frozen purchase: what each unit cost, where it is, what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wesupply_ui.domain.returns.earlier import NO_RETURNS, Earlier
from wesupply_ui.domain.returns.facts_of import by_name, free
from wesupply_ui.domain.returns.snapshot import NOTHING, Buyer, Line, Purchase, Returned, Units
from wesupply_ui.kernel.money import split

_MISSING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Sent:
    """One parcel of an order. `inside`: line id → units; empty when the shop never said what is in it."""

    shipped_at: datetime
    arrived_at: datetime | None
    inside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfProduct:
    """What the catalogue says of a SKU: attributes by names in small letters, and whether something of its kind is in stock."""

    attributes: Mapping[str, Any]
    in_stock: bool | None = None


def purchase_of(
    order: Any,
    lines: Sequence[Any],
    customer: Any | None,
    sent: Iterable[Sent],
    products: Mapping[str, OfProduct],
    *,
    order_count: int = 1,
    earlier: Earlier = NO_RETURNS,
    return_rate: float | None = 0.0,
) -> Purchase:
    """Freeze one order. The rows have the columns of their tables."""
    sent = list(sent)
    amounts = _Amounts.of(order, lines)
    tags = frozenset(tag.strip().casefold() for tag in (*order.tags, *order.own_tags))
    # An address that was typed after the first order has no name of its own: who is on a list is so by mail address too.
    buyer = Buyer(
        (customer.email if customer else None) or order.email,
        customer.group if customer else None,
        customer.list_state if customer else None,
        order_count,
        return_rate,
    )
    return Purchase(
        external_id=order.external_id,
        currency=order.currency,
        placed_at=order.placed_at,
        lines=tuple(
            _line(order, row, amounts, index, sent, products, earlier.lines.get(row.id, NOTHING)) for index, row in enumerate(lines)
        ),
        paid=amounts.paid,
        channel=order.channel,
        country=(order.address or _MISSING).get("country"),
        total=order.total_minor,
        shipping=amounts.shipping,
        tax_is_included=amounts.tax_is_included,
        given_back=earlier.given_back,
        tags=tags,
        buyer=buyer,
        return_count=earlier.count,
    )


@dataclass(frozen=True, slots=True)
class _Amounts:
    """What is each line's of the order's discount and tax, in the lines' order."""

    discounts: Sequence[int]
    taxes: Sequence[int]
    shipping: int
    tax_is_included: bool
    paid: int

    @staticmethod
    def of(order: Any, lines: Sequence[Any]) -> _Amounts:
        """Lines' own amounts count. Where the order's sums add up, what it has beyond them is shared out too.

        A voucher lowers every line by its worth; a tax of which no line tells is theirs alike; tax beyond the lines' is shipping's.
        Amounts that do not add up are left as they came.
        """
        worth = [row.quantity * row.unit_price_minor for row in lines]
        discounts, taxes = [row.discount_minor for row in lines], [row.tax_minor for row in lines]
        shipping = order.shipping_minor
        bare = sum(worth) - order.discount_minor + order.shipping_minor
        is_included = order.tax_minor > 0 and order.total_minor == bare
        if order.total_minor and order.total_minor in (bare + order.tax_minor, bare) and any(worth):
            left = [each - less for each, less in zip(worth, discounts, strict=True)]
            voucher = order.discount_minor - sum(discounts)
            if 0 < voucher <= sum(left) and min(left) >= 0:
                discounts = [less + more for less, more in zip(discounts, split(voucher, left), strict=True)]
            beyond = order.tax_minor - sum(taxes)
            if beyond > 0 and not any(taxes):
                net = [max(0, each - less) for each, less in zip(worth, discounts, strict=True)]
                taxes = split(beyond, net)
            elif beyond > 0 and shipping and not is_included:
                shipping += beyond
        paid = order.total_minor or sum(worth) - sum(discounts) + sum(taxes) + shipping
        return _Amounts(discounts, taxes, shipping, is_included, max(0, paid))


def _line(
    order: Any, row: Any, amounts: _Amounts, index: int, sent: list[Sent], products: Mapping[str, OfProduct], returned: Returned
) -> Line:
    attributes = by_name({**(row.extra or _MISSING), **(row.attributes or _MISSING)})
    product = products.get(row.sku)
    return Line(
        external_id=row.external_id,
        quantity=row.quantity,
        unit_price=row.unit_price_minor,
        sku=row.sku,
        title=row.title,
        discount=amounts.discounts[index],
        tax=amounts.taxes[index],
        fulfilment=row.fulfilment,
        vendor=row.vendor,
        weight_grams=row.weight_grams,
        is_collected=row.collected_at is not None,
        tags=tags_in(attributes.get("tags")),
        options=by_name(row.options or _MISSING),
        attributes=attributes,
        product=product.attributes if product else _MISSING,
        units=tuple(_units(order, row, sent)),
        returned=returned,
        can_exchange=product.in_stock if product else None,
    )


def tags_in(value: Any) -> frozenset[str]:
    """A line's tags, sent as a list or as one text with commas."""
    if isinstance(value, frozenset):
        return value
    return free([each for each in value.split(",") if each.strip()]) or frozenset() if isinstance(value, str) else frozenset()


def _units(order: Any, row: Any, sent: list[Sent]) -> Iterable[Units]:
    """Where the units of a line are. Those of parcels with unknown contents have arrived when all such parcels have."""
    if row.fulfilment == "digital":
        yield Units(row.quantity, order.placed_at, order.placed_at)
        return
    if row.collected_at is not None:
        yield Units(row.quantity, row.collected_at, row.collected_at)
        return
    left = row.quantity
    for each in sent:
        inside = min(left, each.inside.get(row.id, 0))
        if inside > 0:
            left -= inside
            yield Units(inside, each.shipped_at, each.arrived_at)
    unknown = [each for each in sent if not each.inside]
    if left and unknown and row.fulfilment == "ship":
        arrivals = [each.arrived_at for each in unknown]
        arrived = max(each for each in arrivals if each) if all(arrivals) else None
        yield Units(left, max(each.shipped_at for each in unknown), arrived)
    elif left:
        yield Units(left)
