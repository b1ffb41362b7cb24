"""A return, step by step, as a browser without scripts walks it; each step an address, nothing lost on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select

from tests.portals.shopper.returning.shopping import Shopper, money_of, shopper, words_of
from tests.portals.shopper.test_pages_first import asking, fresh_counts  # noqa: F401
from wesupply_ui.domain.returns.links import return_of_token
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel.db import Database

REFUND_OF_LAMP = "$81.65"


@pytest.fixture
async def ada(sqlite: Database, asking: httpx.AsyncClient) -> AsyncIterator[Shopper]:  # noqa: F811
    yield await shopper(sqlite, asking)


async def test_from_the_items_to_a_return_that_is_what_was_shown(sqlite: Database, ada: Shopper) -> None:
    page = await ada.asking.get(ada.start)
    assert page.status_code == 200 and "Return until" in words_of(page) and "Wool socks" in page.text
    why = await ada.begin(socks=2, lamp=1)
    assert why.endswith("/why")
    assert "Reason" in words_of(await ada.asking.get(why))
    sent = await ada.send(
        why, {f"r.{ada.lines['socks']}": "size/too_small", f"r.{ada.lines['lamp']}": "changed_mind", f"c.{ada.lines['lamp']}": "Too big"}
    )
    instead = sent.headers["location"]
    assert instead.endswith("/instead")
    print(words_of(await ada.asking.get(instead)))
    sent = await ada.send(instead, {"resolution.all": "refund"})
    how = sent.headers["location"]
    print(words_of(await ada.asking.get(how)))
    sent = await ada.send(how, {"method.all": "label"})
    review = sent.headers["location"]
    page = await ada.asking.get(review)
    print(words_of(page), money_of(page))
    sent = await ada.confirm(review)
    print(sent.headers)
    assert sent.status_code == 303 and sent.headers["location"].startswith("/r/")
    async with sqlite.reading() as db:
        made = await return_of_token(db, sent.headers["location"].removeprefix("/r/"))
        items = (await db.execute(select(ReturnItem).order_by(ReturnItem.position))).scalars().all()
    assert made and made.channel == "shopper" and made.method == "label"
    assert [(each.quantity, each.reason, each.sub_reason, each.comment) for each in items] == [
        (2, "size", "too_small", None),
        (1, "changed_mind", None, "Too big"),
    ]
