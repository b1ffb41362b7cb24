"""An API client ends, with all its tokens, at once and for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.api_clients import end_tokens, living_client
from wesupply_ui.domain.accounts.models import ApiClient
from wesupply_ui.domain.accounts.scopes import Scope


async def revoke_client(db: AsyncSession, scope: Scope, key: Any, *, now: datetime) -> ApiClient:
    """NotFound for one that is not there, or was revoked before."""
    client = await living_client(db, scope, key)
    client.revoked_at = now
    client.previous_secret_hash = client.previous_ends_at = None
    await end_tokens(db, client)
    await audit.note(db, scope, "api_client.revoked", f"client:{client.id}", at=now, label=client.name)
    return client
