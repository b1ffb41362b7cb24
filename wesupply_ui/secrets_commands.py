"""`wesupply secrets rotate`: a new master key, and everything that is encrypted encrypted anew with it."""

from __future__ import annotations

import os
import secrets as random
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from wesupply_ui.at_terminal import console, errors, run
from wesupply_ui.domain.sealed import Found, reseal
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.secrets import KEY_FILE, LINK_FILE, PREVIOUS_FILE, installation_key, previous_key
from wesupply_ui.kernel.settings import settings

secrets = typer.Typer(no_args_is_help=True, help="The key that encrypts what merchants entrust to this installation.")
LEAST = 32
_FROM_ENVIRONMENT = """WESUPPLY_SECRET_KEY is set, so the new key is yours to choose:
  1. set WESUPPLY_PREVIOUS_SECRET_KEY to the present key and WESUPPLY_SECRET_KEY to a new one, everywhere, and restart;
  2. run this command again (or pipe the old key in with --old-key-stdin);
  3. remove WESUPPLY_PREVIOUS_SECRET_KEY again."""


@secrets.callback()
def _group() -> None:
    """Keeps `rotate` a command of its own."""


@secrets.command("rotate")
def rotate(
    old_key_stdin: Annotated[bool, typer.Option("--old-key-stdin", help="Read the key before from standard input.")] = False,
) -> None:
    """Encrypt everything with a new key, while servers run. Killed half-way, run it again. Shoppers' links keep working."""
    folder = settings().data_dir
    given = sys.stdin.readline().strip().encode() if old_key_stdin else b""
    if not settings().secret_key and not given:
        change_key_file(folder)
    old, new = given or previous_key(), installation_key()
    if not old:
        errors.print(_FROM_ENVIRONMENT, markup=False)
        raise typer.Exit(1)
    if old == new or len(new) < LEAST:
        errors.print(f"The new key must be another one, of {LEAST} characters at least.", markup=False)
        raise typer.Exit(1)
    keep_link_key(folder, old)

    async def work(db: Database) -> Counter[Found]:
        met: Counter[Found] = Counter()
        async for met in reseal(db, new=new, old=old):
            console.print(f"{met.total()} fields …", end="\r")
        return met

    met = run(work)
    (folder / PREVIOUS_FILE).unlink(missing_ok=True)
    console.print("Done: " + (", ".join(f"{count} {found}" for found, count in met.items()) or "nothing was encrypted yet"), markup=False)
    if settings().previous_secret_key:
        console.print("Remove WESUPPLY_PREVIOUS_SECRET_KEY now, everywhere.")
    if not settings().link_key:
        console.print(f"Links are made with {folder / LINK_FILE}: keep it like the key, or set WESUPPLY_LINK_KEY to what it holds.")


def change_key_file(folder: Path) -> None:
    """Put a new key in the place of the file's, which becomes the previous one. Nothing when that was done and not finished."""
    present, before = folder / KEY_FILE, folder / PREVIOUS_FILE
    old = installation_key()
    if before.exists() and before.read_bytes().strip() != old:
        return  # a run that was killed: go on with its key
    keep_link_key(folder, old)
    _write(before, old)
    _write(present, random.token_urlsafe(48).encode())


def keep_link_key(folder: Path, old: bytes) -> None:
    """Links go on being made of the first key there was."""
    if not settings().link_key and not (folder / LINK_FILE).exists():
        _write(folder / LINK_FILE, old)


def _write(path: Path, key: bytes) -> None:
    """All of it or nothing, readable for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f"{path.suffix}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
