"""The audit log's page: what happened in sentences, narrowed by the address, and as a file."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import httpx
import pytest

from tests.portals.merchant.conftest import OpenTab
from tests.portals.staff import signed_in_as
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.audit.address import Asked
from wesupply_ui.portals.merchant.settings.audit.state import AuditState

AT = datetime(2026, 11, 20, 5, 30, tzinfo=UTC)  # still the day before in Chicago


@pytest.fixture(autouse=True)
async def log(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    link = '=HYPERLINK("https://evil.example")'
    async with sqlite.transaction() as db:
        scope = scope_of_system(acme.id, "terminal")
        await audit.note(db, scope, "profile.changed", "merchant:1", at=AT, label="Acme", before={"name": "A"}, after={"name": "B"})
        await audit.note(db, scope, "staff.invited", "person:1", at=AT, label=link, after={"role": "support"})
        await audit.note(db, scope_of_system(rival.id, "terminal"), "staff.invited", "person:2", at=AT, label="Theirs")


async def test_an_owner_reads_who_did_what_and_what_it_was_before(tab: OpenTab) -> None:
    opened = await tab("/app/settings/audit")
    await opened.call(AuditState.load)
    state = await opened.state(AuditState)
    assert [(row.who, row.deed, row.day) for row in state.rows][1] == ("At the server", "Profile: changed", "Thu 19 Nov")
    [change] = state.rows[1].changes
    assert (change.name, change.before, change.after) == ("name", "A", "B")
    assert {each.value for each in state.deeds} == {"profile", "profile.changed", "staff", "staff.invited"}


async def test_the_address_narrows_it(tab: OpenTab) -> None:
    opened = await tab("/app/settings/audit?what=staff&since=2026-11-19&until=2026-11-19")
    await opened.call(AuditState.load)
    state = await opened.state(AuditState)
    assert [row.subject for row in state.rows] == ["person:1"] and state.is_narrowed
    assert (await opened.call(AuditState.choose, name="who", value="terminal")).redirected_to == Asked(
        "terminal", "staff", "", "2026-11-19", "2026-11-19"
    ).href
    opened.go("/app/settings/audit?until=2026-11-18")
    await opened.call(AuditState.load)
    assert (await opened.state(AuditState)).rows == []


async def test_odd_addresses_are_answered_with_the_whole_log(tab: OpenTab) -> None:
    opened = await tab("/app/settings/audit?since=yesterday&until=9999-99-99&page=x")
    await opened.call(AuditState.load)
    assert len((await opened.state(AuditState)).rows) == 2


async def test_support_does_not_read_it(tab: OpenTab) -> None:
    opened = await tab("/app/settings/audit", role="support")
    assert not (await opened.call(AuditState.load)).ran


async def _get(session: str, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False, client=("203.0.113.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", cookies={SESSION_COOKIE: session}) as client:
        return await client.get(path)


async def test_the_file_holds_what_the_page_shows_and_runs_nothing(sqlite: Database, acme: Merchant) -> None:
    owner = await signed_in_as(sqlite, acme, "owner")
    answer = await _get(owner, "/api/exports/audit.csv?what=staff")
    assert "attachment" in answer.headers["content-disposition"] and answer.headers["cache-control"] == "no-store"
    heads, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert dict(zip(heads, row, strict=True))["about"] == '\'=HYPERLINK("https://evil.example")'
    lines = (await _get(owner, "/api/exports/audit.jsonl")).text.splitlines()
    assert [json.loads(line)["subject"] for line in lines] == ["person:1", "merchant:1"]
    assert (await _get(owner, "/api/exports/audit.csv?since=2026-11-21T00:00:00%2B00:00")).text.count("\n") == 1
    assert (await _get(owner, "/api/exports/audit.csv?since=yesterday")).status_code == 422


async def test_support_gets_no_file_and_a_stranger_none_either(sqlite: Database, acme: Merchant) -> None:
    assert (await _get(await signed_in_as(sqlite, acme, "support"), "/api/exports/audit.csv")).status_code == 403
    assert (await _get("nothing", "/api/exports/audit.csv")).status_code == 401
