"""How are boxes and receipts told to a machine?"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.describe import iso
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.receiving.models import ReturnReceipt, StrayBox
from wesupply_ui.domain.returns.request_models import ReturnRequest


async def box_json(db: AsyncSession, scope: Scope, box: StrayBox) -> dict[str, Any]:
    """With the order and the return that it is of, by the names that machines know."""
    order = select(Order.external_id).where(Order.id == box.order_id, Order.merchant_id == scope.merchant_id)
    request = select(ReturnRequest.number).where(ReturnRequest.id == box.return_id, ReturnRequest.merchant_id == scope.merchant_id)
    return {
        "id": box.id,
        "number": box.number,
        "status": box.state,
        "carrier_number": box.carrier_number or None,
        "sender": box.sender or None,
        "contents": box.contents or None,
        "location": box.location,
        "place": box.place or None,
        "order_external_id": (await db.execute(order)).scalar_one_or_none() if box.order_id else None,
        "return": (await db.execute(request)).scalar_one_or_none() if box.return_id else None,
        "outcome": box.outcome or None,
        "note": box.note or None,
        "found_at": iso(box.found_at),
        "closed_at": iso(box.closed_at),
    }


def receipt_json(receipt: ReturnReceipt, request: ReturnRequest) -> dict[str, Any]:
    """`counts`: outcome → units."""
    return {
        "id": receipt.id,
        "return": request.number,
        "status": request.state,
        "next_step": request.step,
        "location": receipt.location,
        "counts": dict(receipt.counts),
        "at": iso(receipt.at),
        "undone_at": iso(receipt.undone_at),
    }
