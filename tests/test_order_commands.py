"""A person at a terminal makes a merchant and a key, and imports a file of orders."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.domain.orders.orders import an_order
from wesupply_ui.cli import app
from wesupply_ui.kernel import db as kernel_db
from wesupply_ui.kernel.db import Database

CREATE = ["merchant", "create", "acme", "--name", "Acme Outfitters", "--owner-email", "ada@example.com"]


@pytest.fixture
def run(migrated_sqlite: Path, tmp_path: Path) -> Iterator[CliRunner]:
    """Commands on a database of their own."""
    path = tmp_path / "test.sqlite3"
    shutil.copy(migrated_sqlite, path)
    before = kernel_db.use(Database(f"sqlite+aiosqlite:///{path}"))
    yield CliRunner()
    kernel_db.use(before)


def test_a_merchant_a_key_and_a_file(run: CliRunner, tmp_path: Path) -> None:
    made = run.invoke(app, [*CREATE, "--password-stdin", "--json"], input="a long password\n")
    assert made.exit_code == 0 and json.loads(made.stdout)["slug"] == "acme" and "password" not in made.stdout
    key = json.loads(run.invoke(app, ["api-key", "create", "--merchant", "acme", "--name", "shop", "--json"]).stdout)
    assert key["client_id"].startswith("wc_") and key["client_secret"].startswith("ws_")
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([an_order("1"), an_order("2", currency="XYZ"), an_order("3", total_amount="1.00")]))
    done = run.invoke(app, ["orders", "import", str(file), "--merchant", "acme"])
    assert done.exit_code == 1 and "3 orders: 2 created, 0 updated, 0 unchanged, 1 rejected; 1 with remarks" in done.stdout
    assert "line 1: 2 currency is not a currency" in done.stdout


def test_a_report_for_programs_and_a_file_of_all_that_was_told(run: CliRunner, tmp_path: Path) -> None:
    run.invoke(app, [*CREATE, "--password-stdin"], input="a long password\n")
    file, told = tmp_path / "orders.jsonl", tmp_path / "told.jsonl"
    file.write_text("\n".join(json.dumps(order) for order in (an_order("1"), an_order("2", placed_at="2025-11-20T10:15:00"))))
    command = ["orders", "import", str(file), "--merchant", "acme", "--json", "--report", str(told)]
    done = run.invoke(app, command)
    report = json.loads(done.stdout)
    assert done.exit_code == 1 and (report["created"], report["rejected"]) == (1, 1)
    assert [(each["line"], each["external_id"], each["field"]) for each in report["problems"]] == [(2, "2", "placed_at")]
    assert [json.loads(line)["field"] for line in told.read_text().splitlines()] == ["placed_at"]
    zoned = run.invoke(app, [*command, "--time-zone", "America/Chicago"])
    assert zoned.exit_code == 0 and json.loads(zoned.stdout)["unchanged"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["orders", "import", "{file}", "--merchant", "nobody"], "There is no merchant"),
        (["orders", "import", "{file}", "--merchant", "acme"], "The file is empty"),
        (["api-key", "create", "--merchant", "nobody", "--name", "x"], "There is no merchant"),
        ([*CREATE, "--currency", "XYZ", "--time-zone", "Mars"], "currency: is not a currency"),
        ([*CREATE], "is taken"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(run: CliRunner, tmp_path: Path, arguments: list[str], said: str) -> None:
    assert run.invoke(app, CREATE).exit_code == 0
    file = tmp_path / "orders.csv"
    file.touch()
    done = run.invoke(app, [argument.format(file=file) for argument in arguments])
    assert done.exit_code == 1 and said in done.stderr


def test_the_owners_random_password_is_shown_once_and_the_database_is_current(run: CliRunner) -> None:
    made = json.loads(run.invoke(app, [*CREATE, "--json"]).stdout)
    assert len(made["password"]) >= 12
    assert run.invoke(app, ["migrate"]).exit_code == 0
