"""An API client gets another name or other scopes; its tokens follow at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.api_clients import allowed_to, living_client, read_name, read_scopes
from wesupply_ui.domain.accounts.models import ApiClient
from wesupply_ui.domain.accounts.scopes import Scope


async def change_client(db: AsyncSession, scope: Scope, key: Any, *, name: Any, scopes: Iterable[Any], now: datetime) -> ApiClient:
    """NotFound; Invalid for a name or scopes that cannot be taken."""
    client = await living_client(db, scope, key)
    before = {"name": client.name, "scopes": sorted(allowed_to(client))}
    after: dict[str, Any] = {"name": read_name(name), "scopes": read_scopes(scopes)}
    changed = [field for field in before if before[field] != after[field]]
    if not changed:
        return client
    client.name, client.scopes = after["name"], after["scopes"]
    old, new = {field: before[field] for field in changed}, {field: after[field] for field in changed}
    await audit.note(db, scope, "api_client.changed", f"client:{client.id}", at=now, label=client.name, before=old, after=new)
    return client
