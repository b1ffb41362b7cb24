"""What does a return bring, to the cent? Goods, tax and shipping back, less costs, plus a bonus, for every piece of a request together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.returns.amounts import minor, percent_of, share
from wesupply_ui.domain.returns.answer import Money
from wesupply_ui.domain.returns.document import Offer, ReturnCost
from wesupply_ui.domain.returns.snapshot import Line, Purchase
from wesupply_ui.kernel.money import split

NOT_PAID_OUT = frozenset({"replacement", "repair"})
"""Resolutions that bring goods or work instead of money."""
WITH_SHIPPING = frozenset({"refund", "store_credit", "gift_card", "offline_refund"})
LABELLED = frozenset({"label", "qr", "drop_off", "carrier_pickup"})
"""Methods for which the merchant buys a label."""


@dataclass(slots=True)
class Piece:
    """Some units of one line that the same rules decide. `before`: units of the line that this request takes before it.

    `says`: aspects; `method` None: nothing is known of how it comes back.
    """

    line: Line
    quantity: int
    before: int
    says: Mapping[str, Any]
    method: str | None = None
    destination: str | None = None
    goods: int = 0
    tax: int = 0
    goods_before: int = 0


def worth(pieces: Sequence[Piece]) -> None:
    """Cut each piece's goods and tax from its line; pieces of one line follow each other."""
    gone: dict[str, tuple[int, int]] = {}
    for piece in pieces:
        line = piece.line
        goods, tax = gone.get(line.external_id, (line.returned.goods, line.returned.tax))
        left = line.quantity - line.returned.quantity - piece.before
        piece.goods = max(0, share(line.goods, goods, piece.quantity, left))
        piece.tax = max(0, share(line.tax, tax, piece.quantity, left))
        piece.goods_before = goods
        gone[line.external_id] = (goods + piece.goods, tax + piece.tax)


def pay_out(order: Purchase, pieces: Sequence[Piece], offers: Sequence[Offer | None], label_rate: int | None = None) -> list[Money]:
    """What each piece brings when it is resolved by the offer beside it; None: not at all. Several amounts depend on the others."""
    moneys = [_own(order, piece, offer) for piece, offer in zip(pieces, offers, strict=True)]
    _give_shipping_back(order, pieces, offers, moneys)
    _keep_to_what_was_paid(order, moneys)
    _take_parcels(order, pieces, offers, moneys, label_rate)
    _give_flat_bonus(order, offers, moneys)
    for money in moneys:
        if money.total - money.bonus < 0:
            # What cannot be kept from this item is not kept: the parts still add up to the total.
            over = money.return_cost + money.restocking - money.gross
            from_cost = min(over, money.return_cost)
            money.return_cost -= from_cost
            money.restocking -= over - from_cost
    return moneys


def _own(order: Purchase, piece: Piece, offer: Offer | None) -> Money:
    """What depends on this piece alone."""
    if offer is None or offer.kind in NOT_PAID_OUT:
        return Money()
    money = Money(goods=piece.goods, tax=0 if order.tax_is_included else piece.tax)
    if order.tax_is_included:
        money.tax_included = piece.tax
    if offer.bonus_percent is not None:
        money.bonus = percent_of(offer.bonus_percent, piece.goods, piece.goods_before)
    if offer.kind in piece.says["cost_applies_to"]:
        restocking, cost = piece.says["restocking"], piece.says["return_cost"]
        if restocking.kind == "fixed":
            money.restocking = piece.quantity * minor(restocking.amount, order.currency)
        elif restocking.kind == "percent":
            money.restocking = percent_of(restocking.amount, piece.goods, piece.goods_before)
        if cost.kind == "percent" and piece.method != "keep":
            money.return_cost = percent_of(cost.amount, piece.goods, piece.goods_before)
        elif cost.kind == "fixed" and cost.per == "item" and piece.method != "keep":
            money.return_cost = piece.quantity * minor(cost.amount, order.currency)
    return money


def _give_shipping_back(order: Purchase, pieces: Sequence[Piece], offers: Sequence[Offer | None], moneys: list[Money]) -> None:
    given = sum(line.returned.shipping for line in order.lines)
    left = max(0, order.shipping - given)
    if not left:
        return
    shipped = [each.line.fulfilment == "ship" for each in pieces]
    paid = [index for index, offer in enumerate(offers) if offer and offer.kind in WITH_SHIPPING and shipped[index]]
    prorated = [index for index in paid if pieces[index].says["refund_shipping"] == "prorated"]
    if prorated:
        shippable = [line for line in order.lines if line.fulfilment == "ship"]
        parts = dict(zip((line.external_id for line in shippable), split(order.shipping, [line.goods for line in shippable]), strict=True))
        gone: dict[str, int] = {}
        for index in prorated:
            line, piece = pieces[index].line, pieces[index]
            back = gone.get(line.external_id, line.returned.shipping)
            units_left = line.quantity - line.returned.quantity - piece.before
            moneys[index].shipping = min(left, max(0, share(parts[line.external_id], back, piece.quantity, units_left)))
            gone[line.external_id] = back + moneys[index].shipping
            left -= moneys[index].shipping
    whole = next((index for index in paid if pieces[index].says["refund_shipping"] == "full_order"), None)
    if whole is not None and left and _all_comes_back(order, pieces, offers):
        moneys[whole].shipping = left


def _all_comes_back(order: Purchase, pieces: Sequence[Piece], offers: Sequence[Offer | None]) -> bool:
    coming: dict[str, int] = {}
    for piece, offer in zip(pieces, offers, strict=True):
        if offer:
            coming[piece.line.external_id] = coming.get(piece.line.external_id, 0) + piece.quantity
    return all(
        line.returned.quantity + coming.get(line.external_id, 0) >= line.quantity for line in order.lines if line.fulfilment == "ship"
    )


def _keep_to_what_was_paid(order: Purchase, moneys: list[Money]) -> None:
    """Whatever lines add up to, no more goes back than came in; what is too much is taken from the last items."""
    over = sum(money.gross for money in moneys) - max(0, order.paid - order.given_back)
    for money in reversed(moneys):
        if over <= 0:
            return
        for name in ("shipping", "tax", "goods"):
            cut = min(over, getattr(money, name))
            setattr(money, name, getattr(money, name) - cut)
            over -= cut
        money.tax_included = min(money.tax_included, money.goods)


def per_parcel(cost: ReturnCost) -> bool:
    """Whether this cost is borne once for a parcel."""
    return cost.kind == "label" or (cost.kind == "fixed" and cost.per == "parcel")


def _take_parcels(
    order: Purchase, pieces: Sequence[Piece], offers: Sequence[Offer | None], moneys: list[Money], label_rate: int | None
) -> None:
    """Once for what travels together: the highest cost of its items, shown on the first of them."""
    groups: dict[tuple[str | None, str | None], list[int]] = {}
    for index, (piece, offer) in enumerate(zip(pieces, offers, strict=True)):
        bears = offer and offer.kind in piece.says["cost_applies_to"] and offer.kind not in NOT_PAID_OUT
        if bears and piece.method != "keep" and per_parcel(piece.says["return_cost"]):
            groups.setdefault((piece.destination, piece.method), []).append(index)
    for members in groups.values():
        costs = [_parcel_cost(order, pieces[index], label_rate) for index in members]
        moneys[members[0]].return_cost += max(costs)


def _parcel_cost(order: Purchase, piece: Piece, label_rate: int | None) -> int:
    cost = piece.says["return_cost"]
    estimate = minor(cost.amount, order.currency) if cost.amount is not None else 0
    if cost.kind == "fixed":
        return estimate
    if piece.method not in LABELLED:
        return 0
    return estimate if label_rate is None else label_rate


def _give_flat_bonus(order: Purchase, offers: Sequence[Offer | None], moneys: list[Money]) -> None:
    """A bonus that is an amount comes once for a request, the highest of those offered, on the first item that has it."""
    flat = [(index, minor(offer.bonus_amount, order.currency)) for index, offer in enumerate(offers) if offer and offer.bonus_amount]
    if flat:
        moneys[flat[0][0]].bonus += max(amount for _, amount in flat)
