"""Lists and look-ups of returns are answered from indexes, however many returns a merchant has."""

from __future__ import annotations

from sqlmodel import select

from tests.domain.plans import plans
from tests.domain.returns.asked_for import a_shop, asked_for
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.describe import wholes
from wesupply_ui.domain.returns.earlier import earlier_of, return_rates
from wesupply_ui.domain.returns.listing import Wanted, list_returns
from wesupply_ui.domain.returns.queries import read_return, returns_of_order, story_of
from wesupply_ui.kernel.db import Database

_GROWING = ("return_request", "return_item", "return_parcel", "order", '"order"', "order_line", "fact")


async def test_no_list_of_returns_walks_a_table_or_sorts_all_of_it(sqlite: Database) -> None:
    acme = Merchant(slug="acme", name="Acme Outfitters", time_zone="America/Chicago", currency="USD", country="US")
    async with sqlite.transaction() as db:
        db.add(acme)
    scope = await a_shop(sqlite, acme)
    held = await asked_for(sqlite, scope, lamp=1)
    async with sqlite.reading() as db:
        customer_id = (await db.execute(select(Order.customer_id))).scalar_one()
    async with plans(sqlite) as (db, found):
        for wanted in (Wanted(), Wanted(state="waiting"), Wanted(step="send"), Wanted(updated_since=NOW), Wanted(order="5001")):
            page = await list_returns(db, scope, wanted)
            await wholes(db, scope, page.items)
        for key in ("R-1001", held.request.id):
            await read_return(db, scope, key)
        await returns_of_order(db, scope, held.request.order_id)
        await story_of(db, scope, held.request.id)
        await earlier_of(db, scope, [held.request.order_id])
        await return_rates(db, scope, [customer_id or ""], NOW)
    walked = [line for plan in found for line in plan.splitlines() if line.split()[:1] == ["SCAN"] and line.split()[1] in _GROWING]
    assert len(found) > 15 and walked == []
    # Only the list of everything may be led by the merchant alone: whatever else is would look at each return of the merchant's.
    led_by_merchant = [line for plan in found for line in plan.splitlines() if line.endswith("(merchant_id=?)")]
    assert led_by_merchant == ["SEARCH return_request USING INDEX ix_return_request_made (merchant_id=?)"]
