"""Only the sites that a shop names may show its pages, each shop its own; staff's pages nobody may."""

from __future__ import annotations

from types import SimpleNamespace

import httpx
import pytest
from starlette.datastructures import Headers

from tests.portals.shopper import orders
from wesupply_ui.api.same_site import is_foreign_socket
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.check import record_check
from wesupply_ui.domain.hosts.claim import claim
from wesupply_ui.domain.hosts.let_embed import let_embed
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

HOST = "track.acme.example"
ACME, RIVAL = "https://www.acme.example", "https://rival.example"


@pytest.fixture
async def shops(sqlite: Database) -> SimpleNamespace:
    """Acme, also under a host of its own, and Rival, each shown within one site; Plain, which names none."""
    async with sqlite.transaction() as db:
        acme, rival = await orders.shop(db), await orders.shop(db, "rival", "Rival Gear")
        await orders.shop(db, "plain", "Plain")
        scope = scope_of_system(acme.id, "test")
        await let_embed(db, scope, ACME, now=clock.now())
        await let_embed(db, scope_of_system(rival.id, "test"), RIVAL, now=clock.now())
        await record_check(db, scope, (await claim(db, scope, HOST, now=clock.now())).id, found=True, now=clock.now())
        mine = orders.token_of(await orders.on_its_way(db, acme, now=clock.now()))
        theirs = orders.token_of(await orders.order(db, rival, "#9001", placed_at=clock.now()))
    return SimpleNamespace(scope=scope, mine=mine, theirs=theirs)


def within(response: httpx.Response) -> list[str]:
    """The sites that may show this answer."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in response.headers["content-security-policy"].split(";"))
    return rules["frame-ancestors"].split()


async def test_each_shops_pages_name_its_own_sites(asking: httpx.AsyncClient, shops: SimpleNamespace) -> None:
    for _round in range(2):  # in turns: nothing that was kept for the one is told for the other
        assert within(await asking.get("/s/acme")) == within(await asking.get(f"/t/{shops.mine}")) == ["'self'", ACME]
        assert within(await asking.get("/s/rival")) == within(await asking.get(f"/t/{shops.theirs}")) == ["'self'", RIVAL]
        assert within(await asking.get("/s/plain")) == ["'self'"]
    for path in ("/", "/s/acme", f"/t/{shops.mine}"):
        assert within(await asking.get(path, headers={"host": HOST})) == ["'self'", ACME], path


async def test_answers_to_the_look_up_can_be_seen_there_too(asking: httpx.AsyncClient, shops: SimpleNamespace) -> None:
    wrong = {"number": "5001", "second": "wrong@example.com"}
    answers = [await asking.post("/s/acme", data=wrong) for _ in range(11)]
    assert {each.status_code for each in answers} == {422, 429}
    assert {tuple(within(each)) for each in answers} == {("'self'", ACME)}


async def test_what_belongs_to_no_shop_is_shown_nowhere_else(asking: httpx.AsyncClient, shops: SimpleNamespace) -> None:
    for path in ("/s/nobody", "/t/wrong"):
        assert within(await asking.get(path)) == ["'self'"], path
    assert within(await asking.get(f"/t/{shops.theirs}", headers={"host": HOST})) == ["'self'"]  # another shop's order


async def test_a_change_holds_at_once(asking: httpx.AsyncClient, shops: SimpleNamespace, sqlite: Database) -> None:
    assert ACME in within(await asking.get(f"/t/{shops.mine}"))
    async with sqlite.transaction() as db:
        await let_embed(db, shops.scope, "", now=clock.now())
    assert within(await asking.get(f"/t/{shops.mine}")) == within(await asking.get("/s/acme")) == ["'self'"]


def test_a_page_that_is_shown_within_another_site_opens_its_socket_by_its_own_origin() -> None:
    # A frame's socket names the frame's own origin; the site around it may not open one itself.
    assert not is_foreign_socket(Headers({"host": HOST, "origin": f"https://{HOST}", "sec-fetch-site": "same-origin"}))
    assert is_foreign_socket(Headers({"host": HOST, "origin": ACME}))
