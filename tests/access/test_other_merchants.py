"""Whoever works for one merchant, or holds the link to one order, and names another's things, sees none of them and changes none."""

from __future__ import annotations

import asyncio
import html
import inspect
import re
import secrets
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest
from reflex_base.utils.format import json_dumps

from tests.access.filling import MARK, fill, ids_of, snapshot
from tests.access.table import Handler, endpoints, handlers
from tests.access.test_access_table import _bearer, _token
from tests.builders import a_merchant, an_order
from tests.portals.staff import signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.api.admission import By
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import FOR_MACHINES
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.kernel.db import Database

SECONDS = 1.0
NAMES = 10
"""So many names each handler is tried with; the next handler gets the next ones."""
EACH = 15
"""After so many handlers the tab and the tables are looked at."""


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    """The merchant whose things are named: a row in every table, and an order with a parcel."""
    async with sqlite.transaction() as db:
        merchant = await a_merchant(db, MARK, name=f"{MARK} outfitters", password=None)
        await an_order(db, merchant, f"{MARK}-5001", name=f"{MARK} lovelace", email=f"{MARK}@example.com", parcels=["1Z999AA10123456784"])
        failed = await fill(db, merchant.id)
    assert len(failed) <= 3, f"tables that could not be filled: {failed}"
    return merchant


@pytest.fixture
async def rival(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        return await a_merchant(db, "rival", name="Rival Gear", password=None)


async def test_staff_of_another_merchant_reach_nothing_by_naming_it(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    staff = Tab(await signed_in_as(sqlite, rival, "owner"), path="/app", token="rival")
    tried = await _walk(sqlite, acme, staff, [each for each in handlers() if each.mark.for_staff])
    assert tried > 100


async def test_a_shopper_with_another_orders_link_reaches_nothing_by_naming_it(sqlite: Database, acme: Merchant) -> None:
    async with sqlite.transaction() as db:
        other = await an_order(db, acme, "#7", name="Grace Hopper", email="grace@example.com")
    shopper = Tab(path=f"/t/{link_token(other.id, other.link_version)}", token="shopper")
    await _walk(sqlite, acme, shopper, [each for each in handlers() if not each.mark.for_staff], may_show=f"{MARK} outfitters")


async def test_machines_and_sessions_of_another_merchant_reach_nothing_over_http(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    app, tried = create_app(), 0
    async with sqlite.reading() as db:
        names, before = await ids_of(db, acme.id), await snapshot(db, acme.id)
    token = await _token(sqlite, rival, FOR_MACHINES)
    doors = [each for each in endpoints() if each.admission.by in (By.TOKEN, By.SESSION)]
    for door in doors:
        headers = _bearer(token)
        if door.admission.by is By.SESSION:
            headers = {"Cookie": f"{SESSION_COOKIE}={await signed_in_as(sqlite, rival, 'owner')}"}
        address = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers=headers) as client:
            for name in _tried(names, doors.index(door)) if "{" in door.path else [""]:
                answer = await client.request(door.method, _filled(door.path, name), **({} if door.method == "GET" else {"json": {}}))
                tried += 1
                assert MARK not in _without(answer.text, name), (door, name, answer.text[:500])
                assert answer.status_code < 500, (door, name, answer.text[:500])
    async with sqlite.reading() as db:
        assert _lost(before, await snapshot(db, acme.id)) == {}
    assert tried > 50


async def _walk(db: Database, acme: Merchant, tab: Tab, found: list[Handler], *, may_show: str = "") -> int:
    """Call each handler with each name of the merchant's things; how many calls that were."""
    async with db.reading() as session:
        names, before = await ids_of(session, acme.id), await snapshot(session, acme.id)
    tried = 0
    for at, handler in enumerate(found):
        arguments = list(inspect.signature(handler.event.fn).parameters)[1:]
        for name in _tried(names, at) if arguments else [""]:
            tab.go("/app/orders/[number]", number=name, id=name, q=name, token=name if not may_show else "")
            answer = await _call(tab, handler, arguments, name)
            tried += 1
            assert MARK not in _without(answer, name, may_show), (handler.name, name)
        if at % EACH and handler is not found[-1]:
            continue
        shown = json_dumps(tab.root.dict())
        shown = _without(shown, *sorted(names, key=len, reverse=True), may_show)
        assert MARK not in shown, (handler.name, shown[max(0, shown.find(MARK) - 300) :][:600])
        async with db.reading() as session:
            assert _lost(before, await snapshot(session, acme.id)) == {}, handler.name
    print(f"{len(found)} handlers, {len(names)} names, {tried} attempts")
    return tried


def _tried(names: list[str], at: int) -> list[str]:
    """Some of the names, others for each handler, so that all are tried."""
    if len(names) <= NAMES:
        return names
    return [names[(at * NAMES + step * 7) % len(names)] for step in range(NAMES)]


async def _call(tab: Tab, handler: Handler, arguments: list[str], name: str) -> str:
    """What the browser is told. A handler that breaks on such an argument has told nothing."""
    if getattr(handler.event, "is_background", False):
        return ""
    try:
        async with asyncio.timeout(SECONDS):
            answer = await tab.call(handler.event, **{each: _argument(handler, each, name) for each in arguments})
        return " ".join(str(arguments) for _, arguments in answer.events)
    except Exception as error:
        return str(error) if isinstance(error, KeyError) else ""


def _without(text: str, *asked: str) -> str:
    """What was asked for may be said again, also inside an address."""
    for each in filter(None, asked):
        for said in (each, quote_plus(each), quote(each, safe=""), each.lower(), html.escape(each)):
            text = text.replace(said, "")
    return text


def _argument(handler: Handler, argument: str, name: str) -> Any:
    kind = str(inspect.signature(handler.event.fn).parameters[argument].annotation)
    if "dict" in kind or "Mapping" in kind:
        return dict.fromkeys(("id", "key", "number", "name", "email", "person", "role", "location", "order", "slug"), name)
    return [name] if "list" in kind else True if "bool" in kind else name


def _filled(path: str, name: str) -> str:
    return re.sub(r"\{[^}]*\}", quote(name, safe=""), path)


def _lost(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, list[str]]:
    """Rows that are not as they were, and new ones in the other merchant's name."""
    return {name: sorted(before[name] ^ after[name])[:3] for name in before if before[name] != after[name]}


def test_the_walk_would_see_a_leak() -> None:
    assert MARK in json_dumps({"state": {"rows": [f"{MARK}-order"]}})
    assert _lost({"order": {"a"}}, {"order": {"b"}}) == {"order": ["a", "b"]}
