"""What was scanned or typed at the bench? A slip's or a return's number, the carrier's number of the way back, a kept box, or an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.on_parcel import CAUSE
from wesupply_ui.domain.returns.queries import tidy_number, visible_to
from wesupply_ui.domain.returns.receiving.find_orders import MOST, orders_meant
from wesupply_ui.domain.returns.receiving.models import StrayBox
from wesupply_ui.domain.returns.request_models import ReturnParcel, ReturnRequest

_LONGEST = 200
_USPS = re.compile(r"420\d{5}(?:\d{4})?(9\d{21})")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What it can mean, the surest first. `is_exact`: one return is meant and no other; `number`: the typed text as a carrier's number."""

    returns: Sequence[ReturnRequest] = ()
    orders: Sequence[Order] = ()
    boxes: Sequence[StrayBox] = ()
    is_exact: bool = False
    number: str = ""
    typed: str = field(default="")


def as_number(typed: str) -> str:
    """As carriers' numbers are kept. A postal barcode begins with where it goes to, which is not part of the number."""
    bare = re.sub(r"[\s-]", "", typed).upper()
    found = _USPS.fullmatch(bare)
    return found[1] if found else bare


async def scan(db: AsyncSession, scope: Scope, typed: str) -> Scanned:
    """Nothing at all for what is known to nobody. Only what is in the scope's reach."""
    scope.require(RETURNS_RECEIVE)
    typed = " ".join(typed.split())[:_LONGEST]
    if not typed:
        return Scanned()
    number = as_number(typed)
    by_number = await _numbered(db, scope, typed) or await _travelling(db, scope, number)
    boxes = await _boxes(db, scope, number, typed)
    if by_number and (typed[:1] in "rR#" or not typed.isdigit() or len(number) > 10):
        return Scanned(returns=by_number, boxes=boxes, is_exact=len(by_number) == 1, number=number, typed=typed)
    orders = await orders_meant(db, scope, typed)
    of_orders = await _of_orders(db, scope, [each.id for each in orders])
    returns = list({each.id: each for each in (*by_number, *of_orders)}.values())[:MOST]
    is_exact = len(returns) == 1 and not orders and not boxes
    return Scanned(returns, orders, boxes, is_exact, number, typed)


async def _numbered(db: AsyncSession, scope: Scope, typed: str) -> list[ReturnRequest]:
    number = tidy_number(typed)
    if number is None:
        return []
    return list((await db.execute(visible_to(scope).where(ReturnRequest.number == number))).scalars())


async def _travelling(db: AsyncSession, scope: Scope, number: str) -> list[ReturnRequest]:
    """Those that come back under this carrier's number: told by the shopper, or on a label of ours."""
    if len(number) < 6:
        return []
    told = select(ReturnParcel.return_id).where(ReturnParcel.merchant_id == scope.merchant_id, ReturnParcel.number == number)
    ours = select(Label.cause_id).where(Label.merchant_id == scope.merchant_id, Label.cause_kind == CAUSE, Label.number == number)
    ids = {*(await db.execute(told)).scalars(), *(await db.execute(ours)).scalars()}
    if not ids:
        return []
    found = visible_to(scope).where(col(ReturnRequest.id).in_(ids)).order_by(col(ReturnRequest.id).desc())
    return list((await db.execute(found.limit(MOST))).scalars())


async def _boxes(db: AsyncSession, scope: Scope, number: str, typed: str) -> list[StrayBox]:
    mine = select(StrayBox).where(StrayBox.merchant_id == scope.merchant_id, StrayBox.state == "open")
    mine = mine.where((StrayBox.number == typed.upper()) | ((StrayBox.carrier_number != "") & (StrayBox.carrier_number == number)))
    return list((await db.execute(mine.order_by(col(StrayBox.id)).limit(MOST))).scalars())


async def _of_orders(db: AsyncSession, scope: Scope, order_ids: Sequence[str]) -> list[ReturnRequest]:
    if not order_ids:
        return []
    mine = visible_to(scope).where(col(ReturnRequest.order_id).in_(order_ids)).order_by(col(ReturnRequest.id).desc())
    found = list((await db.execute(mine.limit(MOST * 2))).scalars())
    return sorted(found, key=lambda each: each.closed_at is not None)
