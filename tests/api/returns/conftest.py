"""Shops that talk about returns, on both databases."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.returns.asking import Client
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts.api_clients import create_client, issue_token
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database


@pytest.fixture
async def client(database: Database) -> AsyncIterator[Client]:
    """Makes a merchant, or a client with these scopes of a merchant's."""
    app, made = create_app(), []
    merchants: dict[str, str] = {}

    async def open_(slug: str = "acme", *scopes: str) -> httpx.AsyncClient:
        async with database.transaction() as db:
            if slug not in merchants:
                shop = Merchant(slug=slug, name=slug.title(), time_zone="America/Chicago", currency="USD", country="US")
                db.add(shop)
                await db.flush()
                merchants[slug] = shop.id
            machine, secret = await create_client(
                db, scope_of_system(merchants[slug], "test"), name="shop", scopes=scopes or None, now=clock.now()
            )
            await db.flush()
            token = (await issue_token(db, client_id=machine.client_id, client_secret=secret, now=clock.now())).token
        address = (f"198.51.{secrets.randbelow(256)}.{secrets.randbelow(256)}", 1)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=address)
        made.append(httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers={"Authorization": f"Bearer {token}"}))
        return made[-1]

    yield open_
    for each in made:
        await each.aclose()
