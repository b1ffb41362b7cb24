"""What commands have in common: a database whose schema is right, a merchant by its slug, and situations told in words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import typer
from rich.console import Console
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.kernel import schema
from wesupply_ui.kernel.db import Database, database
from wesupply_ui.kernel.errors import NotFound, Situation

T = TypeVar("T")
ACTOR = "terminal"
console = Console(highlight=False, soft_wrap=True)
errors = Console(highlight=False, soft_wrap=True, stderr=True)


def run(work: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    """Do the work on the installation's database, brought up to date first. A situation ends the command with its words and code 1."""

    async def prepared() -> T:
        db = database()
        try:
            if not await schema.is_current(db):
                await schema.migrate(db)
            return await work(db)
        finally:
            await db.close()

    try:
        return asyncio.run(prepared())
    except Situation as situation:
        errors.print(situation.message, style="red", markup=False)
        for each in situation.problems:
            errors.print(f"  {each.field}: {each.message}", markup=False)
        raise typer.Exit(1) from None


async def scope_of_merchant(db: Database, slug: str) -> Scope:
    """A scope for the merchant with this slug, as for whoever sits at the installation's own terminal. NotFound when there is none."""
    async with db.reading() as session:
        merchant = (await session.execute(select(Merchant).where(Merchant.slug == slug))).scalar_one_or_none()
    if merchant is None:
        raise NotFound(f"There is no merchant “{slug}”. `wesupply merchant create` makes one.")
    return scope_of_system(merchant.id, ACTOR)


def print_json(value: Any) -> None:
    """A result for programs, on standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))
