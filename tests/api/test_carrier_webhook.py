"""A carrier that pushes gets a parcel asked for at once; a stranger's push changes nothing and learns nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.news_pushed import WEBHOOK, credential_subject
from wesupply_ui.jobs import inbox
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.inbox import Pushed
from wesupply_ui.kernel.secrets import capability

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NUMBER = "1Z204W4R0308071865"
PUSH = json.dumps({"trackingNumber": NUMBER, "localActivityDate": "20261120", "activityStatus": {"type": "I", "code": "OT"}})


async def _merchant(database: Database, slug: str) -> str:
    merchant = Merchant(slug=slug, name=slug)
    later = NOW + timedelta(days=1)
    async with database.transaction() as db:
        db.add(merchant)
        await db.flush()
        db.add(Parcel(merchant_id=merchant.id, carrier="ups", number=NUMBER, registered_at=NOW, next_poll_at=later))
    return merchant.id


async def _due(database: Database) -> dict[str, bool]:
    async with database.reading() as db:
        rows = (await db.execute(select(Parcel, Merchant.slug).join(Merchant, Merchant.id == Parcel.merchant_id))).all()
    return {slug: parcel.next_poll_at == NOW for parcel, slug in rows}


async def test_a_push_makes_only_that_merchants_parcel_due_and_is_kept_once(sqlite: Database, stranger: httpx.AsyncClient) -> None:
    acme, _ = await _merchant(sqlite, "acme"), await _merchant(sqlite, "rival")
    credential = capability(WEBHOOK, credential_subject(acme, "ups"), 1)
    for _ in range(2):
        answer = await stranger.post("/api/webhooks/carriers/ups/acme", content=PUSH, headers={"credential": credential})
        assert answer.status_code == 202
    assert await inbox.handle_due(sqlite, now=NOW) == 1
    assert await _due(sqlite) == {"acme": True, "rival": False}
    assert await inbox.handle_due(sqlite, now=NOW) == 0


@pytest.mark.parametrize("path", ["ups/acme", "ups/nobody", "fedex/acme", "ups/rival"])
async def test_a_wrong_credential_merchant_or_carrier_gets_one_and_the_same_answer(
    sqlite: Database, stranger: httpx.AsyncClient, path: str
) -> None:
    acme, _ = await _merchant(sqlite, "acme"), await _merchant(sqlite, "rival")
    credential = capability(WEBHOOK, credential_subject(acme, "ups"), 1) if path != "ups/acme" else "guess"
    answer = await stranger.post(f"/api/webhooks/carriers/{path}", content=PUSH, headers={"credential": credential})
    assert answer.status_code == 401 and answer.json()["detail"] == "The credential is not right."
    async with sqlite.reading() as db:
        assert (await db.execute(select(Pushed))).first() is None


@pytest.mark.parametrize("body", ["nonsense", "{}", "[1]", '{"trackingNumber": 5}'])
async def test_a_push_that_says_nothing_is_kept_with_the_reason(sqlite: Database, stranger: httpx.AsyncClient, body: str) -> None:
    acme = await _merchant(sqlite, "acme")
    credential = capability(WEBHOOK, credential_subject(acme, "ups"), 1)
    await stranger.post("/api/webhooks/carriers/ups/acme", content=body, headers={"credential": credential})
    await inbox.handle_due(sqlite, now=NOW)
    async with sqlite.reading() as db:
        kept = (await db.execute(select(Pushed))).scalar_one()
    assert kept.handled_at == NOW and kept.error
    assert await _due(sqlite) == {"acme": False}


async def test_a_huge_push_is_refused(sqlite: Database, stranger: httpx.AsyncClient) -> None:
    answer = await stranger.post("/api/webhooks/carriers/ups/acme", content=b"x" * 70_000)
    assert answer.status_code == 413
