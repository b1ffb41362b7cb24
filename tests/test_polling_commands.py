"""A person at a terminal asks carriers now, and has all kept answers read again."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.domain.tracking.parcels import scope
from wesupply_ui.cli import app
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.register import NewNumber, register_all
from wesupply_ui.kernel import clock
from wesupply_ui.kernel import db as kernel_db
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import in_thread
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

FIRST, SECOND = (numbers.make("ups", seed, journey=0) for seed in (1, 2))


@pytest.fixture
def run(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """Commands on a database of their own, in which a merchant follows two parcels of a simulated UPS."""
    path = tmp_path / "test.sqlite3"
    shutil.copy(migrated_sqlite, path)
    before = kernel_db.use(Database(f"sqlite+aiosqlite:///{path}"))
    asyncio.run(_follow())
    with in_thread() as up:
        for name, value in (("URL", up.base_urls["ups"]), ("CLIENT_ID", CLIENT_ID), ("CLIENT_SECRET", CLIENT_SECRET)):
            monkeypatch.setenv(f"WESUPPLY_CARRIER_UPS_{name}", value)
        yield CliRunner()
    kernel_db.use(before)


async def _follow() -> None:
    acme = Merchant(slug="acme", name="Acme")
    async with kernel_db.database().transaction() as db:
        db.add(acme)
        await db.flush()
        await register_all(db, scope(acme), [NewNumber(number, "ups") for number in (FIRST, SECOND)], now=clock.now())
    await kernel_db.database().close()


def test_what_is_due_is_asked_for_and_one_number_even_when_it_is_not(run: CliRunner) -> None:
    assert json.loads(run.invoke(app, ["tracking", "poll"]).stdout) == {"same": 0, "news": 2, "failed": 0}
    assert json.loads(run.invoke(app, ["tracking", "poll", "--merchant", "acme"]).stdout) == {"same": 0, "news": 0, "failed": 0}
    again = run.invoke(app, ["tracking", "poll", "--merchant", "acme", "--number", FIRST.lower()])
    assert sum(json.loads(again.stdout).values()) == 1
    replayed = run.invoke(app, ["tracking", "replay"])
    assert (replayed.exit_code, replayed.stdout) == (0, "")
    assert "2 parcels read again, 0 changed." in replayed.stderr


@pytest.mark.parametrize("arguments", [["--number", "1Z0"], ["--merchant", "nobody"]])
def test_what_nobody_follows_is_told(run: CliRunner, arguments: list[str]) -> None:
    assert run.invoke(app, ["tracking", "poll", *arguments]).exit_code == 1


def test_a_day_that_is_none_is_refused(run: CliRunner) -> None:
    assert run.invoke(app, ["tracking", "replay", "--since", "yesterday"]).exit_code == 2
    assert run.invoke(app, ["tracking", "replay", "--since", "2026-11-20"]).exit_code == 0
