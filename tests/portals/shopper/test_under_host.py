"""Under a shop's own host there is that shop: its look-up, its orders, nothing of others, nothing for staff or machines."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import httpx
import pytest

import wesupply_ui.wesupply_ui  # noqa: F401  (adds the pages: their routes' arguments become vars)
from tests.portals.shopper import orders
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.check import record_check
from wesupply_ui.domain.hosts.choose import remove
from wesupply_ui.domain.hosts.claim import claim
from wesupply_ui.kernel import clock, live
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.hosts import admit_shop_origins
from wesupply_ui.portals.shopper.lookup.state import LookupState
from wesupply_ui.portals.shopper.tracking.state import TrackingState

HOST = "track.acme.example"
CLAIMED = "claimed.acme.example"


@pytest.fixture
async def shops(sqlite: Database) -> SimpleNamespace:
    """Acme under its own host, with an unproven claim beside it; Rival without any."""
    async with sqlite.transaction() as db:
        acme, rival = await orders.shop(db), await orders.shop(db, "rival", "Rival Gear")
        scope = scope_of_system(acme.id, "test")
        held = await claim(db, scope, HOST, now=clock.now())
        await claim(db, scope, CLAIMED, now=clock.now())
        await record_check(db, scope, held.id, found=True, now=clock.now())
        mine = orders.token_of(await orders.on_its_way(db, acme, now=clock.now()))
        theirs = orders.token_of(await orders.order(db, rival, "#9001", placed_at=clock.now()))
    return SimpleNamespace(scope=scope, held=held, mine=mine, theirs=theirs)


def at(host: str) -> dict[str, str]:
    return {"host": host}


async def test_the_shops_look_up_and_orders_are_there(asking: httpx.AsyncClient, shops: SimpleNamespace) -> None:
    for path in ("/", "/track", "/s/acme"):
        page = await asking.get(path, headers=at(f"{HOST}:8000"))
        assert page.status_code == 200 and "Acme Outfitters" in page.text and 'action="/s/acme"' in page.text
    assert (await asking.get(f"/t/{shops.mine}", headers=at(HOST))).status_code == 200
    found = await asking.post("/s/acme", headers=at(HOST), data={"number": "5001", "second": "ada@example.com"})
    assert (found.status_code, found.headers["location"]) == (303, f"/t/{shops.mine}")
    assert (await asking.get("/assets/all.css", headers=at(HOST))).status_code == 200


async def test_nothing_of_another_shop_is_there(asking: httpx.AsyncClient, shops: SimpleNamespace) -> None:
    assert (await asking.get(f"/t/{shops.theirs}")).status_code == 200
    assert (await asking.get(f"/t/{shops.theirs}", headers=at(HOST))).status_code == 404
    assert (await asking.get("/s/rival", headers=at(HOST))).status_code == 404
    assert (await asking.post("/s/rival", headers=at(HOST), data={"number": "9001", "second": "ada@example.com"})).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/app", "/app/orders", "/login", "/login.html", "/store", "/kit", "/api/sign-in", "/api/v1/orders", "/api/docs", "/healthz",
        "/metrics", "/_upload", "/ping", "//app", "/assets", "/t/", "/signup", "/index.html",
    ],
)  # fmt: skip
async def test_nothing_for_staff_or_machines_is_there(asking: httpx.AsyncClient, shops: SimpleNamespace, path: str) -> None:
    assert (await asking.get(f"http://{HOST}{path}", headers=at(HOST))).status_code == 404


@pytest.mark.parametrize("host", [CLAIMED, "rival.example", f"{HOST}.evil.example", f"evil{HOST}", f"{HOST}@evil.example", "[::1]"])
async def test_a_host_that_is_not_proven_is_no_shops(asking: httpx.AsyncClient, shops: SimpleNamespace, host: str) -> None:
    assert "Acme" not in (await asking.get("/", headers=at(host))).text
    assert host not in (await asking.get("/s/acme", headers=at(host))).text


async def test_a_removed_host_ends_at_once(asking: httpx.AsyncClient, shops: SimpleNamespace, sqlite: Database) -> None:
    assert "Acme" in (await asking.get("/", headers=at(HOST))).text
    async with sqlite.transaction() as db:
        await remove(db, shops.scope, shops.held.id, now=clock.now())
    await live.publish(["hosts"])
    assert "Acme" not in (await asking.get("/", headers=at(HOST))).text


async def test_an_open_page_under_the_host_learns_nothing_of_another_shop(sqlite: Database, shops: SimpleNamespace) -> None:
    for host, token, is_found in ((HOST, shops.mine, True), (HOST, shops.theirs, False), ("localhost", shops.theirs, True)):
        tab = Tab()
        tab._route["headers"] = {"host": host, "origin": f"http://{host}"}
        tab.go(f"/t/{token}", token=token)
        await tab.call(TrackingState.load)
        state = await tab.state(TrackingState)
        assert (state.found, state.lost) == (is_found, not is_found)
    tab = Tab()
    tab._route["headers"] = {"host": HOST}
    tab.go("/s/rival", merchant="rival")
    await tab.call(LookupState.load)
    assert (await tab.state(LookupState)).lost


async def test_a_page_opens_its_socket_to_its_own_proven_host_only(asking: httpx.AsyncClient, shops: SimpleNamespace) -> None:
    engine: Any = SimpleNamespace(cors_allowed_origins=["https://orders.platform.example"])
    admit_shop_origins(SimpleNamespace(sio=SimpleNamespace(eio=engine)))
    await asking.get("/", headers=at(HOST))

    def admits(origin: str | None, host: str) -> bool:
        return engine.cors_allowed_origins(origin, {"HTTP_HOST": host})

    assert admits("https://orders.platform.example", "orders.platform.example")
    assert admits(f"https://{HOST}", HOST)
    assert not admits(f"https://{HOST}", "orders.platform.example")
    assert not admits(f"https://{CLAIMED}", CLAIMED)
    for origin in ("https://evil.example", "null", "", None, "https://[", f"https://{HOST}.evil.example"):
        assert not admits(origin, HOST)
