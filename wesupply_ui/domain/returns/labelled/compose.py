"""What label is asked for when these items come back? From the shopper to where they go, as heavy as they are, with what customs want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.domain.labels.ask import Ask, Goods, Party
from wesupply_ui.domain.labels.models import LabelPreference
from wesupply_ui.domain.labels.preferences import preference_of
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.facts_of import by_name
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest

SHOWN_AT_A_COUNTER = frozenset({"qr", "drop_off"})
"""Methods for which the shopper has no printer: the counter prints it from a code."""
_TAKES_RETURNS = ("return_centre", "warehouse", "store")
_CODES = ("hs_code", "hs_tariff_number", "harmonized_code", "tariff_number")
_ORIGINS = ("origin_country", "country_of_origin", "origin")


async def ask_for(db: AsyncSession, scope: Scope, request: ReturnRequest, items: Sequence[ReturnItem]) -> Ask:
    """`items` share a way and a destination."""
    order = (await db.execute(select(Order).where(Order.id == request.order_id, Order.merchant_id == scope.merchant_id))).scalar_one()
    return await ask_of(db, scope, order, items, printed=request.number)


async def ask_of(db: AsyncSession, scope: Scope, order: Order, items: Sequence[ReturnItem], *, printed: str = "") -> Ask:
    """For items of this order, asked for or only thought of."""
    likes = await preference_of(db, scope.merchant_id)
    lines = select(OrderLine).where(col(OrderLine.id).in_({each.line_id for each in items}))
    bought = {line.id: line for line in (await db.execute(lines)).scalars()}
    sender = Party.of(order.address or {}, name=order.name or "", phone=order.phone or "")
    receiver = await _receiver(db, scope, items[0].destination)
    attributes = await _attributes(db, scope, bought.values()) if sender.country != receiver.country else {}
    return Ask(
        sender=sender,
        receiver=receiver,
        weight_grams=likes.packaging_grams + sum(each.quantity * _grams(bought[each.line_id], likes) for each in items),
        size_mm=(likes.length_mm, likes.width_mm, likes.height_mm),
        printed=printed,
        qr=items[0].method in SHOWN_AT_A_COUNTER,
        carriers=tuple(likes.carriers),
        services=tuple(likes.services),
        goods=tuple(_goods(each, bought[each.line_id], likes, attributes) for each in items),
        currency=order.currency,
    )


def _grams(line: OrderLine, likes: LabelPreference) -> int:
    return line.weight_grams or likes.item_grams


async def _receiver(db: AsyncSession, scope: Scope, destination: str | None) -> Party:
    """The place of this name; where the policy names none, the one that takes returns. Empty where there is no such place."""
    mine = (col(Location.merchant_id) == scope.merchant_id) & col(Location.archived_at).is_(None)
    if destination is not None:
        found = (await db.execute(select(Location).where(mine, Location.external_id == destination))).scalar_one_or_none()
    else:
        places = (await db.execute(select(Location).where(mine, col(Location.kind).in_(_TAKES_RETURNS)))).scalars().all()
        found = min(places, key=lambda each: (_TAKES_RETURNS.index(each.kind), each.id), default=None)
    if found is None:
        return Party()
    name = (await db.execute(select(Merchant.name).where(Merchant.id == scope.merchant_id))).scalar_one()
    return Party.of(found.address or {}, name=found.contact or "", company=name, phone=found.phone or "")


async def _attributes(db: AsyncSession, scope: Scope, lines: Any) -> Mapping[str, Mapping[str, Any]]:
    """What the order and the catalogue say of each line, by its id; the order's word is the nearer one."""
    lines = list(lines)
    skus = {line.sku for line in lines if line.sku}
    mine = select(Product).where(Product.merchant_id == scope.merchant_id, col(Product.sku).in_(skus))
    known = {each.sku: by_name(each.attributes) for each in (await db.execute(mine)).scalars()}
    return {line.id: {**known.get(line.sku, {}), **by_name({**(line.extra or {}), **(line.attributes or {})})} for line in lines}


def _goods(item: ReturnItem, line: OrderLine, likes: LabelPreference, attributes: Mapping[str, Mapping[str, Any]]) -> Goods:
    said = attributes.get(line.id, {})
    worth = item.worth_goods_minor // max(1, item.quantity) or line.unit_price_minor
    return Goods(
        title=(line.title or line.sku or "Goods")[:100],
        quantity=item.quantity,
        value_minor=worth,
        weight_grams=_grams(line, likes),
        hs_code=_first(said, _CODES),
        origin=_first(said, _ORIGINS).upper()[:2],
    )


def _first(said: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(said[name]).strip() for name in names if said.get(name)), "")
