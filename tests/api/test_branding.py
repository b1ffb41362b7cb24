"""Pictures and drafts come in from those who may change the brand, from this site alone; pictures go out to anybody, harmless."""

from __future__ import annotations

import random
from io import BytesIO

import httpx
import pytest
from PIL import Image
from sqlalchemy import Connection, event, func
from sqlmodel import select

from tests.builders import a_merchant
from tests.domain.branding.test_pictures import SVG, bomb, picture
from tests.portals.staff import signed_in_as
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.branding.models import BrandPicture
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.language import LANGUAGE_COOKIE

SEND = "/api/branding/pictures?kind=logo_url"
DRAFT = "/api/branding/draft"


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        return await a_merchant(db, password=None)


@pytest.fixture
async def owner(sqlite: Database, acme: Merchant, stranger: httpx.AsyncClient) -> httpx.AsyncClient:
    stranger.cookies.set(SESSION_COOKIE, await signed_in_as(sqlite, acme))
    return stranger


async def test_a_picture_comes_back_under_an_address_that_never_changes(owner: httpx.AsyncClient) -> None:
    sent = (await owner.post(SEND, content=picture((512, 512)))).json()
    assert (sent["width"], sent["height"]) == (256, 256)
    owner.cookies.clear()
    shown = await owner.get(sent["url"])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert "immutable" in shown.headers["cache-control"]
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert shown.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("content", [SVG, bomb(), b"<html>", b""])
async def test_a_hostile_picture_is_refused_beside_its_field(owner: httpx.AsyncClient, content: bytes) -> None:
    refused = await owner.post(SEND, content=content)
    assert refused.status_code == 422
    assert "logo_url" in refused.text


async def test_staff_read_in_their_language_why_a_picture_is_refused(owner: httpx.AsyncClient) -> None:
    owner.cookies.set(LANGUAGE_COOKIE, "de")
    assert "Das ist kein Bild, das wir lesen können." in (await owner.post(SEND, content=b"words")).text
    owner.cookies.delete(LANGUAGE_COOKIE)
    assert "This is no picture that we can read." in (await owner.post(SEND, content=b"words")).text


async def test_strangers_readers_and_other_sites_send_nothing(
    owner: httpx.AsyncClient, stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant
) -> None:
    for where in (SEND, DRAFT):
        assert (await owner.post(where, content=b"{}", headers={"sec-fetch-site": "cross-site"})).status_code == 403
        assert (await owner.post(where, content=b"{}", headers={"origin": "https://evil.example"})).status_code == 403
    stranger.cookies.clear()
    for where in (SEND, DRAFT):
        assert (await stranger.post(where, content=b"{}")).status_code == 401
    stranger.cookies.set(SESSION_COOKIE, await signed_in_as(sqlite, acme, "analyst"))
    for where in (SEND, DRAFT):
        assert (await stranger.post(where, content=b"{}")).status_code == 403


async def test_a_draft_tells_problems_and_what_was_corrected(owner: httpx.AsyncClient) -> None:
    told = (await owner.post(DRAFT, json={"accent": "#ffcc00", "website": "javascript:alert(1)"})).json()
    assert set(told["problems"]) == {"website"}
    assert [each["use"] for each in told["corrections"]] == ["light"]
    assert len(told["token"]) >= 20
    assert (await owner.post(DRAFT, content=b"[1]")).status_code == 400
    assert (await owner.post(DRAFT, content=b"{" * 5000)).status_code == 400


@pytest.mark.parametrize("name", ["x.png", "..%2f..%2fsecret.key", "0" * 40 + ".svg", "0" * 40 + ".png"])
async def test_a_name_that_no_picture_has_is_not_found(stranger: httpx.AsyncClient, sqlite: Database, name: str) -> None:
    assert (await stranger.get(f"/media/{name}")).status_code == 404


async def test_a_picture_that_finds_no_room_is_told_so_and_leaves_nothing(owner: httpx.AsyncClient, sqlite: Database) -> None:
    noise = BytesIO()
    Image.frombytes("RGB", (256, 256), random.Random(1).randbytes(256 * 256 * 3)).save(noise, "PNG")

    def full(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite takes it for as many pages as there are

    event.listen(sqlite.engine.sync_engine, "begin", full)
    try:
        answer = await owner.post(SEND, content=noise.getvalue())
    finally:
        event.remove(sqlite.engine.sync_engine, "begin", full)
    assert answer.status_code == 507, answer.text
    assert "its disk is full" in answer.json()["detail"]
    async with sqlite.reading() as db:
        assert (await db.execute(select(func.count()).select_from(BrandPicture))).scalar_one() == 0
