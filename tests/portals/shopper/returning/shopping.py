"""A shopper at the door: an order that arrived, its link, and the forms of a return as a browser without scripts sends them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

import httpx
from PIL import Image
from sqlmodel import select

from tests.portals.shopper import orders
from tests.returning import bought, takes_back
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.kernel.db import Database


@dataclass(frozen=True)
class Shopper:
    """Somebody with the link to their order; `lines`: its lines' ids by the shop's own."""

    asking: httpx.AsyncClient
    token: str
    order_id: str
    merchant_id: str
    lines: dict[str, str]

    @property
    def start(self) -> str:
        return f"/t/{self.token}/return"

    def ticked(self, **quantities: int) -> dict[str, str]:
        """The form of the first step: `ticked(socks=2)`."""
        return {f"q.{self.lines[name]}": "1" for name in quantities} | {f"n.{self.lines[name]}": str(n) for name, n in quantities.items()}

    async def begin(self, **quantities: int) -> str:
        """The address of the second step, after the first was sent."""
        sent = await self.asking.post(self.start, data=self.ticked(**quantities))
        assert sent.status_code == 303, words_of(sent)
        return sent.headers["location"]

    async def until_review(self, **quantities: int) -> str:
        """The address of the last step, everything before chosen."""
        why = await self.begin(**quantities)
        await self.send(why, {f"r.{self.lines[name]}": "changed_mind" for name in quantities})
        await self.send(why.replace("/why", "/instead"), {"resolution.all": "refund"})
        sent = await self.send(why.replace("/why", "/how"), {"method.all": "label"})
        assert sent.headers["location"] == why.replace("/why", "/review"), words_of(sent)
        return sent.headers["location"]

    async def send(self, address: str, data: dict[str, Any], **more: Any) -> httpx.Response:
        return await self.asking.post(address, data=data, **more)

    async def confirm(self, review: str, **changes: str) -> httpx.Response:
        """Press the button of the last step as it is shown."""
        page = await self.asking.get(review)
        return await self.send(review, {"expected": hidden(page.text, "expected")} | changes)

    async def confirm_unseen(self, review: str, expected: str) -> httpx.Response:
        """Send the last step with a total of one's own."""
        return await self.send(review, {"expected": expected})


async def shopper(database: Database, asking: httpx.AsyncClient, slug: str = "acme", **policy: Any) -> Shopper:
    """Of a shop whose policy has these defaults and approves by itself."""
    async with database.transaction() as db:
        merchant = await orders.shop(db, slug, slug.title())
        scope = await takes_back(db, merchant, **({"approval": "automatic"} | policy))
        order_id = await bought(db, scope)
        order = await db.get_one(Order, order_id)
        lines = (await db.execute(select(OrderLine).where(OrderLine.order_id == order_id))).scalars().all()
    token = link_token(order.id, order.link_version)
    return Shopper(asking, token, order.id, merchant.id, {line.external_id: line.id for line in lines})


def words_of(answer: httpx.Response) -> str:
    """What a page says."""
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", answer.text, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def money_of(answer: httpx.Response) -> str:
    """The figure in the corner."""
    (found,) = re.findall(r'data-money="amount">([^<]*)<', answer.text)
    return found


def hidden(text: str, name: str) -> str:
    (found,) = re.findall(rf'name="{name}" value="([^"]*)"', text)
    return found


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **how: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **how)
    return out.getvalue()
