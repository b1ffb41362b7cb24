"""A new master key reaches every encrypted column, also when it is killed half-way; links stay what they are."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from tests.paths import PROJECT
from wesupply_ui.cli import app
from wesupply_ui.domain import sealed, tables
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.sealed import NOT_STORED, SEALED, Found, reseal
from wesupply_ui.domain.tracking.credentials import account_for, keep_credential
from wesupply_ui.domain.tracking.models import CarrierCredential
from wesupply_ui.kernel import secrets
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.settings import settings
from wesupply_ui.secrets_commands import change_key_file

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OLD, NEW = b"the key before, long enough to be one", b"the key after, long enough to be one"


def purposes_in_use() -> set[str]:
    """What every call of `encrypt` in the program is for; an f-string by how it begins."""
    found = set()
    for path in (PROJECT / "wesupply_ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "encrypt":
                given = [each.value for each in node.keywords if each.arg == "purpose"]
                found |= {_meaning(each, path) for each in given}
    return found


def _meaning(node: ast.expr, path: Path) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return str(node.values[0].value)  # type: ignore[attr-defined]
    module = importlib.import_module(".".join(path.relative_to(PROJECT).with_suffix("").parts))
    return getattr(module, node.id) if isinstance(node, ast.Name) else ast.unparse(node)


def test_every_column_that_is_encrypted_is_registered() -> None:
    known = {each.purpose for each in SEALED} | set(NOT_STORED) | {"each.purpose"}  # the last: encrypting anew itself
    assert purposes_in_use() - known == set(), "name the column in wesupply_ui/domain/sealed.py"
    for each in SEALED:
        table = tables.metadata.tables[each.table]
        assert each.column in table.c and len(table.primary_key.columns) == 1


async def _keep(db: Database, merchant: Merchant, key: bytes, count: int) -> None:
    async with db.transaction() as session:
        for at in range(count):
            text = secrets.encrypt(f"secret {at}", purpose="carrier-credential", key=key)
            session.add(
                CarrierCredential(merchant_id=merchant.id, carrier=f"c{at:03}", base_url=None, sealed=text, created_at=NOW, updated_at=NOW)
            )


async def _texts(db: Database, key: bytes) -> list[str]:
    async with db.reading() as session:
        rows = (await session.execute(select(CarrierCredential.sealed).order_by(CarrierCredential.carrier))).scalars()
        return [secrets.decrypt(each, purpose="carrier-credential", keys=[key]) for each in rows]


async def test_killed_half_way_it_goes_on_and_both_keys_read_meanwhile(
    database: Database, merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _keep(database, merchant, OLD, sealed.AT_ONCE + 20)
    async for met in reseal(database, new=NEW, old=OLD):
        assert met[Found.DONE] == sealed.AT_ONCE
        break  # killed after the first batch
    monkeypatch.setenv("WESUPPLY_SECRET_KEY", NEW.decode())
    monkeypatch.setenv("WESUPPLY_PREVIOUS_SECRET_KEY", OLD.decode())
    settings.cache_clear()
    try:
        async with database.reading() as session:
            rows = (await session.execute(select(CarrierCredential.sealed))).scalars().all()
        assert len({secrets.decrypt(each, purpose="carrier-credential") for each in rows}) == len(rows), "both are readable"
    finally:
        settings.cache_clear()
    last = {}
    async for met in reseal(database, new=NEW, old=OLD):
        last = dict(met)
    assert last == {Found.NEW: sealed.AT_ONCE, Found.DONE: 20}
    assert await _texts(database, NEW) == [f"secret {at}" for at in range(sealed.AT_ONCE + 20)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation whose key lives in its data folder."""
    monkeypatch.setenv("WESUPPLY_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("WESUPPLY_SECRET_KEY")
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


async def test_a_key_in_the_data_folder_is_changed_and_links_stay(folder: Path, sqlite: Database) -> None:
    first, link = secrets.installation_key(), secrets.capability("order", "1", 1)
    merchant = Merchant(slug="acme", name="Acme")
    async with sqlite.transaction() as db:
        db.add(merchant)
        await db.flush()
        await keep_credential(db, scope_of_system(merchant.id, "test"), "ups", {"api_key": "hidden"}, now=NOW)
    change_key_file(folder)
    assert secrets.installation_key() != first and secrets.previous_key() == first
    change_key_file(folder)  # run again after a kill: the same two keys
    assert secrets.previous_key() == first and secrets.link_key() == first
    async with sqlite.reading() as db:
        found = await account_for(db, merchant.id, "ups", platform=lambda _: {})
        assert found and found.api_key == "hidden"
    assert secrets.capability("order", "1", 1) == link
    assert {(folder / name).stat().st_mode & 0o777 for name in ("secret.key", "secret.key.previous", "link.key")} == {0o600}


def test_the_command_does_it_all_and_says_what_to_do_with_keys_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = secrets.installation_key()
    done = CliRunner().invoke(app, ["secrets", "rotate"])
    assert done.exit_code == 0 and "Done" in done.output, done.output
    assert secrets.installation_key() != first and not secrets.previous_key()
    monkeypatch.setenv("WESUPPLY_SECRET_KEY", NEW.decode())
    settings.cache_clear()
    assert CliRunner().invoke(app, ["secrets", "rotate"]).exit_code == 1
    assert CliRunner().invoke(app, ["secrets", "rotate", "--old-key-stdin"], input=OLD.decode()).exit_code == 0
