"""Every handler and every endpoint answers exactly those whom the table admits. Prints how many attempts that took (`-s` shows it)."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import httpx
import pytest
from reflex_base.event import Event

from tests.access.table import COMMAND, DOCUMENT, Endpoint, document, endpoints, handlers
from tests.builders import a_merchant
from tests.portals.staff import signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.api.admission import By
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts.models import ApiClient, ApiToken, Merchant
from wesupply_ui.domain.accounts.permissions import FOR_MACHINES
from wesupply_ui.domain.accounts.roles import STAFF_ROLES
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.secrets import fingerprint, new_token
from wesupply_ui.portals.access import Guard

HOUR = timedelta(hours=1)
ROLES = tuple(role.key for role in STAFF_ROLES)


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        merchant = await a_merchant(db, password=None)
        db.add(Location(id="desk", merchant_id=merchant.id, external_id="desk", name="Desk", kind="store", created_at=clock.now()))
    return merchant


def test_the_document_tells_what_the_program_does() -> None:
    assert DOCUMENT.is_file() and DOCUMENT.read_text(encoding="utf-8") == document(), (
        f"docs/access.md is not what handlers, routes and roles say any more. Run `{COMMAND}`, read the difference, and commit it."
    )


async def test_every_handler_answers_those_whom_the_table_admits(sqlite: Database, acme: Merchant) -> None:
    found, guard, wrong, attempts = handlers(), Guard(), [], 0
    tabs = {None: Tab()} | {role: await _tab(sqlite, acme, role) for role in ROLES}
    for handler in found:
        for role, tab in tabs.items():
            answer = await guard.preprocess(None, tab.root, Event(name=handler.name, payload={}))  # type: ignore[arg-type]
            expected = handler.admits(role) if role else not handler.mark.for_staff
            attempts += 1
            if (answer is None) is not expected:
                wrong.append(f"{role or 'a stranger'} and {handler.name}: expected {expected}")
    print(f"{len(found)} handlers, {len(tabs)} callers, {attempts} attempts")
    assert wrong == []


async def test_every_endpoint_answers_those_whom_the_table_admits(sqlite: Database, acme: Merchant) -> None:
    doors, app, wrong, attempts = endpoints(), create_app(), [], 0
    scopes = [None, frozenset(), *(frozenset({each}) for each in sorted(FOR_MACHINES))]
    tokens = [(scope, await _token(sqlite, acme, scope)) for scope in scopes]
    for door in doors:
        asked = [("a stranger", _ANSWERS[door.admission.by], {})]
        if door.admission.by is By.TOKEN:
            asked += [(f"scopes {sorted(s or ()) if s is not None else 'unset'}", door.admits_scopes(s), _bearer(t)) for s, t in tokens]
            asked += [("the owner's cookie", None, {"Cookie": f"{SESSION_COOKIE}={await _session(sqlite, acme, 'owner')}"})]
        if door.admission.by is By.SESSION:
            asked += [(r, door.admits_role(r), {"Cookie": f"{SESSION_COOKIE}={await _session(sqlite, acme, r)}"}) for r in ROLES]
            asked += [("the widest token", None, _bearer(await _token(sqlite, acme, FOR_MACHINES)))]
        for caller, expected, headers in asked:
            status = await _status(app, door, headers)
            attempts += 1
            if status >= 500 or (expected is not _ANY and _reading(status) is not expected):
                wrong.append(f"{caller} and {door.method} {door.path}: {status}, expected {_WORDS[expected]}")
    print(f"{len(doors)} endpoints, {attempts} attempts")
    assert wrong == []


_ANY = "any"
# What a stranger gets: nobody is signed in (None), or is let through (True); who proves themselves otherwise is that endpoint's own matter.
_ANSWERS: dict[By, Any] = {By.TOKEN: None, By.SESSION: None, By.NOTHING: True, By.PROOF: _ANY}
_WORDS = {None: "401", True: "to be let in", False: "403", _ANY: "anything"}


def _reading(status: int) -> bool | None:
    return {401: None, 403: False}.get(status, True)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def _status(app: Any, door: Endpoint, headers: dict[str, str]) -> int:
    # Callers without a token are counted by address: each attempt comes from another one.
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(f"203.0.{secrets.randbelow(256)}.{secrets.randbelow(256)}", 1))
    path = door.path.replace("{sku:path}", "x").replace("{", "").replace("}", "")
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        body = {} if door.method in ("GET", "HEAD", "DELETE") else {"json": {}}
        return (await client.request(door.method, path, headers=headers, **body)).status_code  # type: ignore[arg-type]


async def _session(db: Database, merchant: Merchant, role: str) -> str:
    """A new one each time: some endpoints end the session that they are called with."""
    return await signed_in_as(db, merchant, role, location_id="desk" if role.startswith("store_") else None)


async def _tab(db: Database, merchant: Merchant, role: str) -> Tab:
    return Tab(await _session(db, merchant, role), path="/app", token=role)


async def _token(db: Database, merchant: Merchant, scopes: frozenset[str] | None) -> str:
    token = new_token()
    async with db.transaction() as session:
        client = ApiClient(
            merchant_id=merchant.id,
            name="shop",
            client_id=new_token(),
            secret_hash=fingerprint(new_token()),
            scopes=None if scopes is None else sorted(scopes),
        )
        session.add(client)
        await session.flush()
        session.add(
            ApiToken(token_hash=fingerprint(token), api_client_id=client.id, merchant_id=merchant.id, expires_at=clock.now() + HOUR)
        )
    return token
