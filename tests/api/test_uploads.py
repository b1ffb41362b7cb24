"""Staff who may write orders send a file of them, within a limit; nobody else does, and no other site for them."""

from __future__ import annotations

import resource
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.builders import a_merchant
from tests.portals.staff import signed_in_as
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel import uploads
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings

ADDRESS = "/api/uploads/orders?name=orders.csv"


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        return await a_merchant(db, password=None)


@pytest.fixture
async def manager(sqlite: Database, acme: Merchant, stranger: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    stranger.cookies.set(SESSION_COOKIE, await signed_in_as(sqlite, acme, "manager"))
    yield stranger


async def test_a_manager_sends_a_file_that_only_the_merchant_finds(manager: httpx.AsyncClient, acme: Merchant) -> None:
    answer = await manager.post(ADDRESS, content=b"number\n#5001\n")
    assert answer.status_code == 200
    assert uploads.path_of(acme.id, answer.json()["file"]).read_bytes() == b"number\n#5001\n"


async def test_a_stranger_and_a_viewer_send_none(stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    assert (await stranger.post(ADDRESS, content=b"x")).status_code == 401
    stranger.cookies.set(SESSION_COOKIE, await signed_in_as(sqlite, acme, "analyst"))
    assert (await stranger.post(ADDRESS, content=b"x")).status_code == 403
    assert not (settings().data_dir / "uploads" / acme.id).exists()


async def test_another_site_sends_none_for_them(manager: httpx.AsyncClient) -> None:
    assert (await manager.post(ADDRESS, content=b"x", headers={"Origin": "https://elsewhere.example"})).status_code == 403
    assert (await manager.post(ADDRESS, content=b"x", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403


async def test_a_file_over_the_limit_is_refused_and_leaves_nothing(manager: httpx.AsyncClient, acme: Merchant) -> None:
    most = settings().max_upload_bytes

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(most // 1_000_000 + 2):
            yield b"x" * 1_000_000

    told = await manager.post(ADDRESS, content=b"x", headers={"Content-Length": str(most + 1)})
    assert told.status_code == 413
    untold = await manager.post(ADDRESS, content=endless())
    assert untold.status_code == 413
    assert list((settings().data_dir / "uploads" / acme.id).iterdir()) == []


async def test_a_full_disk_is_told_in_words_and_half_a_file_is_none(manager: httpx.AsyncClient, acme: Merchant) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_000_000, before[1]))  # from here on, as a disk that is full
    try:
        answer = await manager.post(ADDRESS, content=b"x" * 16_100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert answer.status_code == 507
    assert "its disk is full" in answer.json()["detail"]
    assert list((settings().data_dir / "uploads" / acme.id).iterdir()) == []
    assert (await manager.post(ADDRESS, content=b"number\n")).status_code == 200
