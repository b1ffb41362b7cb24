"""Who calls the API? Turns a bearer token into a scope, counts the call, and opens the request's one transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api import limits
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_api_token
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.throttle import address_of


def address(request: Request) -> str:
    """The address that a caller is counted under."""
    return address_of(request.client.host if request.client else "", request.headers.get("x-forwarded-for", ""))


async def _calling(request: Request) -> Scope:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    scope = None
    if scheme.lower() == "bearer" and 0 < len(token.strip()) <= 200:
        async with database().reading() as db:
            scope = await scope_of_api_token(db, token.strip(), now=clock.now())
    if scope is None:
        await limits.strangers.take(request, address(request))
        raise SignInNeeded("Send a valid token as “Authorization: Bearer …”; POST /api/v1/oauth/token gives one for an hour.")
    await limits.calls.take(request, scope.actor)
    return scope


Caller = Annotated[Scope, Depends(_calling)]
"""An endpoint's argument of this type: the caller's scope. 401 for a stranger, 429 for one who calls too often."""


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
