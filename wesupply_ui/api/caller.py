"""How does an endpoint reach the database? It opens the request's one session; who calls is decided in `admission`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import address
from wesupply_ui.kernel.db import database

__all__ = ["address", "reading", "writing"]


@asynccontextmanager
async def writing() -> AsyncIterator[AsyncSession]:
    """The request's one transaction."""
    async with database().transaction() as db:
        yield db


@asynccontextmanager
async def reading() -> AsyncIterator[AsyncSession]:
    """The request's session when it only reads."""
    async with database().reading() as db:
        yield db
