"""A merchant with a policy and a delivered order of which returns are asked for, each in one line through the real use cases."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncSession

from tests.domain.returns.bought import NOW, POLICY, whole_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.tracking.take_in import Became, take_in
from wesupply_ui.kernel.db import Database

SOCKS = {"external_id": "socks", "quantity": 3, "unit_price": "10.00", "discount_amount": "1.00", "tax_amount": "2.50"}
LAMP = {"external_id": "lamp", "quantity": 1, "unit_price": "80.00", "tax_amount": "6.60"}


async def a_shop(database: Database, merchant: Merchant, **default: Any) -> Scope:
    """Its scope, with the standard policy, whose default has these changes, and order 5001: three pairs of socks and a lamp, delivered."""
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        await publish(db, scope, POLICY | {"default": POLICY["default"] | default}, now=NOW.replace(year=2025))
        await sold(db, scope)
    return scope


async def sold(db: AsyncSession, scope: Scope, external_id: str = "5001", **changes: Any) -> str:
    """An order's id."""
    number = f"1Z999AA1{crc32(f'{scope.merchant_id}{external_id}'.encode()):010d}"
    raw = whole_order({"external_id": external_id, "number": f"#{external_id}", "lines": [SOCKS, LAMP]} | changes)
    raw["shipments"] = [raw["shipments"][0] | {"tracking_number": number}]
    (outcome,) = await take_in(db, scope, [raw], now=NOW)
    assert outcome.became is not Became.REJECTED, outcome.problems
    assert outcome.order_id
    return outcome.order_id


def wanted(order: str = "5001", *, resolution: str | None = "refund", expected_total: str | None = None, **lines: int) -> dict[str, Any]:
    """`wanted(socks=2)`: two pairs of socks of the order, for a refund."""
    asked = [{"line_external_id": name, "quantity": quantity, "reason": "changed_mind"} for name, quantity in lines.items()]
    raw = {"order_external_id": order, "resolution": resolution, "lines": asked}
    return raw | ({"expected_total": expected_total} if expected_total else {})


async def asked_for(database: Database, scope: Scope, **lines: Any) -> Held:
    """A return of these, made now."""
    async with database.transaction() as db:
        return await open_return(db, scope, wanted(**lines), now=NOW)
