"""A shop that takes things back, as of now: a policy, delivered orders, and returns of them as far along as a test wants."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncSession

from tests.domain.returns.bought import POLICY, whole_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.tracking.take_in import Became, take_in
from wesupply_ui.kernel.clock import now

SOCKS = {
    "external_id": "socks",
    "title": "Wool socks",
    "quantity": 3,
    "unit_price": "10.00",
    "discount_amount": "1.00",
    "tax_amount": "2.50",
}
LAMP = {"external_id": "lamp", "title": "Brass lamp", "quantity": 1, "unit_price": "80.00", "tax_amount": "6.60"}
STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "approved": (approve, {}),
    "received": (receive, {}),
    "inspected": (inspect_items, {"outcome": "accepted", "grade": "A", "disposition": "restock"}),
    "asked": (settle, {}),
    "failed": (settle, {"status": "failed", "error": "The card was closed."}),
    "settled": (settle, {"status": "settled", "reference": "re_1"}),
}


async def takes_back(db: AsyncSession, merchant: Merchant, **default: Any) -> Scope:
    """Its scope, after it has published the standard policy, in which somebody looks at each return."""
    scope = scope_of_system(merchant.id, "test")
    raw = POLICY | {"default": POLICY["default"] | {"approval": "review", "destination": None} | default}
    raw["default"] = {name: value for name, value in raw["default"].items() if value is not None}
    await publish(db, scope, raw, now=now() - timedelta(days=365))
    return scope


async def bought(db: AsyncSession, scope: Scope, number: str = "5001", **changes: Any) -> str:
    """An order of three pairs of socks and a lamp that arrived four days ago; its id."""

    def ago(days: int) -> str:
        return (now() - timedelta(days=days)).isoformat()

    shipment = {
        "carrier": "ups",
        "tracking_number": f"1Z999AA1{crc32(f'{scope.merchant_id}{number}'.encode()):010d}",
        "shipped_at": ago(8),
        "delivered_at": ago(4),
    }
    customer = {"email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace"}
    order = {"external_id": number, "number": f"#{number}", "placed_at": ago(9), "lines": [SOCKS, LAMP], "shipments": [shipment]}
    (outcome,) = await take_in(db, scope, [whole_order(order | {"customer": customer} | changes)], now=now())
    assert outcome.became is not Became.REJECTED, outcome.problems
    assert outcome.order_id
    return outcome.order_id


async def returned(db: AsyncSession, scope: Scope, *until: str, order: str = "5001", at: datetime | None = None, **lines: int) -> Held:
    """`returned(db, scope, "approved", "received", socks=2)`: a return of two pairs that has come so far."""
    asked = [{"line_external_id": name, "quantity": quantity, "reason": "size"} for name, quantity in lines.items()]
    held = await open_return(db, scope, {"order_external_id": order, "resolution": "refund", "lines": asked}, now=at or now())
    for step in until:
        use_case, raw = STEPS[step]
        held = await use_case(db, scope, held.request.id, raw, now=at or now())
    return held
