"""Somebody works exceptions with a key for each deed: writes, snoozes, takes it back, resolves; and a case ends by itself on delivery."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from tests.builders import a_merchant, a_scan, an_order, heard
from tests.journeys.staff import signed_in
from tests.journeys.test_merchant_live import carrier, steer  # noqa: F401
from tests.served import Served
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.clock import now
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

NUMBER = numbers.make("ups", 7)
NOBODY = a_scan("Nobody home", None, ago=5, condition="attempt_failed", reason="nobody_home")
LOST = a_scan("Lost", None, ago=4, condition="lost", reason="lost")


@pytest.fixture
def app(serve_app: Callable[..., Served], carrier: Running) -> Served:  # noqa: F811
    """Acme with a lost parcel, a failed delivery, and one polled from a UPS that is to fail."""
    account = {"URL": carrier.base_urls["ups"], "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET}
    served = serve_app(jobs=True, environment={f"WESUPPLY_CARRIER_UPS_{name}": value for name, value in account.items()})

    async def stock(db) -> None:
        acme = await a_merchant(db)
        await an_order(db, acme, "#5001", parcels=[NUMBER], placed=now() - timedelta(hours=2))
        for at, scan in enumerate((LOST, NOBODY), 2):
            number = f"1Z999AA1000000000{at}"
            await an_order(db, acme, f"#500{at}", parcels=[number])
            await heard(db, number, a_scan("Departed", ago=30), scan, due=now().date() + timedelta(days=3))
        # Nobody asks the carrier about these two: what the test does is all that happens to them.
        await db.execute(update(Parcel).where(Parcel.number != NUMBER).values(next_poll_at=None))  # type: ignore[arg-type]

    served.inside(stock)
    return served


def test_exceptions_are_worked_by_key_and_end_by_themselves(app: Served, carrier: Running, browser: Browser) -> None:  # noqa: F811
    context = browser.new_context(base_url=app.url, locale="en-US", viewport={"width": 1280, "height": 900})
    try:
        page: Page = signed_in(context.new_page(), "/app/exceptions")
        cases, case = page.get_by_role("region", name="Cases"), page.get_by_role("region", name="The open case")
        rows = cases.get_by_role("listitem")
        expect(rows).to_have_count(2)
        page.keyboard.press("j")
        expect(case.get_by_role("heading", level=2)).to_have_text(re.compile("#5002"))
        expect(case).to_contain_text("UPS cannot find this parcel any more.")
        expect(case).to_contain_text("Too few similar cases to tell")

        page.keyboard.press("c")
        page.get_by_label("Text").fill("We are looking for it.")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_text("The mail leaves in half a minute")).to_be_visible()
        expect(case).to_contain_text("wrote to the shopper")

        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("s")  # at once: it is about the case that was asked for, drawn or not
        expect(page.get_by_role("dialog")).to_contain_text("#5002")
        page.get_by_role("button", name="For a day").click()
        expect(rows.first).to_contain_text("Snoozed until")
        expect(case.get_by_role("heading", level=2)).to_have_text(re.compile("#5003"))
        page.keyboard.press("u")
        expect(rows.first).to_contain_text("Lost")
        expect(rows.first.get_by_role("link")).to_be_focused()

        page.keyboard.press("r")
        page.get_by_role("button", name="The carrier handles it").click()
        expect(rows.first).to_contain_text("The carrier handles it")
        expect(page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Exceptions")).to_contain_text("1")

        steer(carrier, "advance", {"number": NUMBER, "event": "attempt_failed"})
        due_now_of(app)
        expect(page.get_by_role("button", name="1 new case")).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="1 new case").click()
        expect(rows.filter(has_text="#5001")).to_have_count(1)
        steer(carrier, "advance", {"number": NUMBER, "event": "delivered"})
        due_now_of(app)
        expect(rows.filter(has_text="#5001")).to_contain_text("The parcel was delivered", timeout=60_000)
    finally:
        context.close()


def due_now_of(app: Served) -> None:
    """The parcel that the carrier knows has come due."""

    async def wind(db) -> None:
        mine = update(Parcel).where(Parcel.number == NUMBER)  # type: ignore[arg-type]
        await db.execute(mine.values(next_poll_at=now(), last_polled_at=now() - timedelta(hours=1)))

    app.inside(wind)
