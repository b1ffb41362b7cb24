"""The doctor tells what works, what is not set up and what is broken, and never a secret."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.builders import a_merchant
from wesupply_ui import doctor_commands
from wesupply_ui.doctor_commands import examine, shown_carrier_variables, shown_settings
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.claim import claim, take_name
from wesupply_ui.kernel import schema
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import Settings, settings


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("WESUPPLY_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


async def _states() -> dict[str, str]:
    return {finding.subject: finding.state for finding in await examine()}


async def test_an_empty_database_is_told_to_be_migrated_and_is_well_afterwards(environment: pytest.MonkeyPatch) -> None:
    assert (await _states())["database"] == "broken"
    database = Database(settings().sqlalchemy_url)
    await schema.migrate(database)
    await database.close()
    assert (await _states()) | {"disk": "ok"} == {
        "database": "ok",
        "secret key": "ok",
        "mail": "missing",
        "redis": "missing",
        "carriers": "missing",
        "domains": "missing",
        "audit log": "ok",
        "kept out": "ok",
        "disk": "ok",
    }


async def test_domains_are_listed_with_where_they_stand(environment: pytest.MonkeyPatch) -> None:
    database = Database(settings().sqlalchemy_url)
    await schema.migrate(database)
    async with database.transaction() as db:
        acme = await a_merchant(db, password=None)
        await take_name(db, scope_of_system(acme.id, "test"), "acme", now=now())
        await claim(db, scope_of_system(acme.id, "test"), "track.acme.example", now=now())
    await database.close()
    found = await doctor_commands._domains()
    assert (found.state, found.words) == ("ok", "acme.localhost (primary), track.acme.example (waits for its proof)")


async def test_a_mail_server_is_found_or_missed(environment: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        environment.setenv("WESUPPLY_SMTP_URL", f"smtp://127.0.0.1:{port}")
        settings.cache_clear()
        assert (await doctor_commands._mail()).state == "ok"
    assert (await doctor_commands._mail()).state == "broken"


def test_secrets_are_masked() -> None:
    config = Settings(secret_key="do not show", smtp_url="smtp://me:hunter2@mail:25", database_url="postgresql://u:pw123@db/x")
    told = "\n".join(" ".join(row) for row in shown_settings(config))
    assert "do not show" not in told and "hunter2" not in told and "pw123" not in told and "mail:25" in told


def test_each_carrier_variable_that_is_set_is_listed_and_masked(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.chdir(tmp_path)
    (tmp_path / ".env").write_text("WESUPPLY_CARRIER_USPS_CLIENT_ID='from the file'\n")
    environment.setenv("WESUPPLY_CARRIER_UPS_CLIENT_SECRET", "hunter2")
    environment.setenv("WESUPPLY_CARRIER_DHL_URL", "http://me:hunter2@127.0.0.1:8600/dhl?key=hunter2")
    environment.setenv("WESUPPLY_CARRIER_PIGEON_API_KEY", "hunter2")
    pattern, *rows = shown_carrier_variables()
    assert pattern[0] == "WESUPPLY_CARRIER_<CODE>_{URL,CLIENT_ID,CLIENT_SECRET,API_KEY,ACCOUNT}"
    assert [(name, value) for name, value, _ in rows] == [
        ("WESUPPLY_CARRIER_DHL_URL", "http://127.0.0.1:8600"),
        ("WESUPPLY_CARRIER_PIGEON_API_KEY", "(set)"),
        ("WESUPPLY_CARRIER_UPS_CLIENT_SECRET", "(set)"),
        ("WESUPPLY_CARRIER_USPS_CLIENT_ID", "(set)"),
    ]
    assert "hunter2" not in str(rows) and "not read" in rows[1][2] and rows[2][2] == "UPS's account"
