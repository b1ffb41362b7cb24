"""A return goes by a label from the approval to the money, and both sides see each step by themselves.

The label is bought from, the parcel scanned by, and the money paid back by the simulator, over HTTP, with the product's own jobs running.
"""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.builders import a_merchant
from tests.jobs.labels.coming_back import AUSTIN, PLACES
from tests.journeys.staff import OWNER
from tests.journeys.test_return_appealed import keeps_nobody_out
from tests.journeys.walking import Walk, sign_in
from tests.returning import bought, returned, takes_back
from tests.served import Served
from wesupply_ui.domain.labels.accounts import connect
from wesupply_ui.domain.ledger.payment_accounts import connect_stripe
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.returns.links import return_token
from wesupply_ui.domain.tracking.credentials import keep_credential
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.clock import now
from wesupply_ui.simulator.payments import SECRET_KEY, WEBHOOK_SECRET
from wesupply_ui.simulator.running import Running, in_thread
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET

CARD = {"kind": "card", "provider": "stripe", "reference": "pi_pending_ada", "amount": "123.20"}


@pytest.fixture
def world() -> Iterator[Running]:
    with in_thread() as up:
        yield up


@pytest.fixture
def app(serve_app: Callable[..., Served], world: Running) -> Served:
    return serve_app(jobs=True)


def steer(world: Running, act: str, question: dict[str, Any] | None = None) -> Any:
    """Make something happen in the simulated world; without a question, look at it."""
    body = None if question is None else json.dumps(question).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{world.control_url}/{act}", body), timeout=5) as answer:
        return json.loads(answer.read())


def a_return(world: Running) -> Callable[[AsyncSession], Any]:
    """Order 5001, paid by card, of which a lamp is to come back: the path of the return's page."""

    async def stock(db: AsyncSession) -> str:
        acme = await a_merchant(db)
        scope = await takes_back(db, acme, destination="warehouse", settle_on="inspected")
        for place in PLACES:
            await put_location(db, scope, place["external_id"], {name: place[name] for name in ("name", "kind", "address")}, now=now())
        await connect(db, scope, "easypost", {"api_key": API_KEY}, base_url=world.label_urls["easypost"], now=now())
        secrets = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        await keep_credential(db, scope, "usps", secrets, base_url=world.base_urls["usps"], now=now())
        keys = {"secret_key": SECRET_KEY, "webhook_secret": WEBHOOK_SECRET}
        await connect_stripe(db, scope, keys, base_url=f"{world.url}/stripe", now=now())
        await bought(db, scope, shipping_address=AUSTIN, payments=[CARD])
        request = (await returned(db, scope, lamp=1)).request
        return f"/r/{return_token(request.id, request.link_version)}"

    return stock


async def asked_for_now(db: AsyncSession) -> None:
    """It is time to look at the label's parcel."""
    await db.execute(update(Parcel).where(Parcel.is_return).values(next_poll_at=now()))


def test_a_return_goes_by_its_label_to_the_money(app: Served, world: Running, browser: Browser) -> None:
    path = app.inside(a_return(world))
    steer(world, "hook", {"url": f"{app.url}/api/hooks/stripe/acme", "secret": WEBHOOK_SECRET})
    how = {"base_url": app.url, "locale": "en-US", "reduced_motion": "reduce"}
    staff, theirs = browser.new_context(**how), browser.new_context(**how, viewport={"width": 360, "height": 780}, color_scheme="dark")
    try:
        sign_in(staff, OWNER)
        desk, shopper = Walk(staff.new_page()), theirs.new_page()
        desk.through(["/app/settings/labels", "/app/settings/payments"])
        desk.go("/app/returns?step=approve")
        desk.page.get_by_role("link", name="R-1001").click()
        shopper.goto(path)
        expect(shopper.locator("[data-live=true]")).to_be_visible()
        number = _labelled(desk, shopper)
        steer(world, "advance", {"number": number, "steps": 2})
        app.inside(asked_for_now)
        _settled(desk, shopper, world)
        assert desk.found == {}
    finally:
        staff.close()
        theirs.close()


def _labelled(desk: Walk, shopper: Page) -> str:
    """Staff approve, and the label shows up on both pages: its number."""
    _do(desk, "approve", "Approve")
    label = desk.page.get_by_test_id("return-label")
    expect(label).to_contain_text("Ready")
    desk.look("labelled")
    paper = shopper.get_by_role("link", name="Print the label")
    expect(paper).to_be_visible()
    keeps_nobody_out(shopper)
    answer = shopper.request.get(paper.get_attribute("href") or "")
    assert answer.ok and answer.headers["content-type"] == "application/pdf" and answer.body().startswith(b"%PDF-")
    return label.get_by_role("link").first.inner_text().split()[0]


def _settled(desk: Walk, shopper: Page, world: Running) -> None:
    """The parcel is seen by its carrier, opened and looked at; the money is asked for by itself, and there once Stripe has said so."""
    headline, word = shopper.get_by_role("heading", level=1), desk.page.locator(".page-header .badge")
    expect(headline).to_have_text("On its way to us")
    expect(desk.page.get_by_test_id("return-label")).to_contain_text("Used")
    _do(desk, "receive", "Record")
    expect(headline).to_have_text("Arrived, being checked")
    _do(desk, "inspect", "Record")
    expect(word).to_have_text("Being paid")
    expect(headline).to_have_text("Being settled")
    steer(world, f"refunds/{_refund(world)}", {"status": "succeeded"})
    expect(word).to_have_text("Done")
    expect(headline).to_have_text("Done")
    expect(desk.page.get_by_test_id("return-item")).to_contain_text("Settled")
    desk.look("settled")
    keeps_nobody_out(shopper)


def _refund(world: Running) -> str:
    """Stripe's id of the one refund that it was asked for, which it has not confirmed."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for refund in steer(world, "refunds")["refunds"]:
            assert refund["status"] == "pending"
            return refund["id"]
        time.sleep(0.1)
    raise AssertionError("Nobody asked Stripe for a refund.")


def _do(desk: Walk, deed: str, button: str) -> None:
    dialog = desk.page.get_by_role("dialog")
    desk.page.get_by_test_id(f"deed-{deed}").click()
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_have_count(0)
