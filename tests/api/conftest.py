"""A shop's machine that talks to the API, signed in and not."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts.api_clients import create_client, issue_token
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

Open = Callable[[str], Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def stranger() -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token."""
    # Callers are counted by address: each test calls from one of its own.
    address = f"198.51.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False, client=(address, 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


@pytest.fixture
async def open_shop(sqlite: Database, stranger: httpx.AsyncClient) -> AsyncIterator[Open]:
    """Makes a merchant and a client signed in as its machine."""
    clients: list[httpx.AsyncClient] = []

    async def open_(slug: str) -> httpx.AsyncClient:
        shop = Merchant(slug=slug, name=slug.title(), time_zone="America/Chicago", currency="USD", country="US")
        async with sqlite.transaction() as db:
            db.add(shop)
            await db.flush()
            machine, secret = await create_client(db, scope_of_system(shop.id, "test"), name="shop", now=clock.now())
            await db.flush()
            token = (await issue_token(db, client_id=machine.client_id, client_secret=secret, now=clock.now())).token
        transport = stranger._transport
        client = httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers={"Authorization": f"Bearer {token}"})
        clients.append(client)
        return client

    yield open_
    for client in clients:
        await client.aclose()


@pytest.fixture
async def shop(open_shop: Open) -> httpx.AsyncClient:
    """Acme's machine."""
    return await open_shop("acme")
