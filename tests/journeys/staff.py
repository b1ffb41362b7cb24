"""A shop with staff on the running server, and how they come in: for the journeys through the merchant's portal."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.builders import PASSWORD, a_merchant, a_person, a_scan, an_order, heard
from tests.served import Served
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.kernel.clock import now

OWNER = "owner@acme.example"
VIEWER = "vera@acme.example"
MAIL = "<h1>On its way</h1><script>parent.document.title='taken over'</script>"


def stocked(served: Served, orders: int = 12) -> None:
    """Acme with an owner, a viewer and orders from #5001 on in many states; nothing when it is there already."""
    served.inside(lambda db: _stock(db, orders))


async def _stock(db: AsyncSession, orders: int) -> None:
    if (await db.execute(select(Merchant.id).where(Merchant.slug == "acme"))).first():
        return
    acme = await a_merchant(db)
    await a_person(db, acme, VIEWER, "analyst")
    people = ("Ada Lovelace", "Grace Okafor", "Edsger Dekker")
    for at in range(1, orders + 1):
        name, number = people[at % 3], f"1Z999AA1{at:010d}"
        email = f"{name.split()[0].lower()}@example.com"
        made = await an_order(db, acme, f"#{5000 + at}", parcels=[number], placed=now() - timedelta(days=at), name=name, email=email)
        await heard(db, number, a_scan("Departed from Facility", ago=30), *_more(at), due=now().date() + timedelta(days=at % 4 - 1))
        db.add(_mail(made.id, acme.id, at))
    await an_order(db, acme, "#4999", placed=now() - timedelta(days=30), name="Linus Amsel", email="linus@example.com")


def _more(at: int) -> list:
    more = {
        1: a_scan("Out For Delivery Today", "out_for_delivery"),
        2: a_scan("The receiver was not available", None, condition="attempt_failed", reason="nobody_home"),
        3: a_scan("Package lost", None, condition="lost", reason="lost"),
        4: a_scan("Held by customs", None, condition="held", reason="customs_documents"),
        5: a_scan("Loaded on zeppelin", None, condition=None),
        6: a_scan("DELIVERED", "delivered"),
        8: a_scan("Returned to sender", "returned"),
    }
    return [more[at]] if at in more else []


def _mail(order_id: str, merchant_id: str, at: int) -> Message:
    state = "failed" if at == 2 else "sent"
    return Message(
        merchant_id=merchant_id,
        order_id=order_id,
        kind="shipped",
        once_key=f"{order_id}:shipped",
        recipient="ada@example.com",
        subject=f"Your order {5000 + at} is on its way",
        html=MAIL,
        text="On its way",
        state=state,
        due_at=now(),
        sent_at=now() - timedelta(hours=at) if state == "sent" else None,
        created_at=now() - timedelta(hours=at + 1),
        error="550 mailbox unavailable" if state == "failed" else None,
    )


def signed_in(page: Page, address: str = "/app", *, email: str = OWNER) -> Page:
    """The page at an address, after signing in on the way there."""
    page.goto(address)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
    return page
