"""An API client gets a new secret; the old one goes on for some days, so that nothing stands still, or ends at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.api_clients import end_tokens, living_client, new_secret
from wesupply_ui.domain.accounts.models import ApiClient
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import fingerprint

OVERLAPS = (0, 1, 7, 30)
"""For so many days the old secret may go on."""


async def rotate_secret(db: AsyncSession, scope: Scope, key: Any, *, days: Any, now: datetime) -> tuple[ApiClient, str]:
    """The client and its new secret, which cannot be shown again. Without days the old secret and every token end now."""
    client = await living_client(db, scope, key)
    overlap = int(days) if str(days).isascii() and str(days).isdigit() and len(str(days)) < 4 else -1
    if overlap not in OVERLAPS:
        words = _("Choose how long the old secret goes on.")
        raise Invalid(words, problems=(FieldProblem("days", words),))
    secret = new_secret()
    client.previous_secret_hash = client.secret_hash if overlap else None
    client.previous_ends_at = now + timedelta(days=overlap) if overlap else None
    client.secret_hash = fingerprint(secret)
    if not overlap:
        await end_tokens(db, client)
    await audit.note(
        db,
        scope,
        "api_client.secret_renewed",
        f"client:{client.id}",
        at=now,
        label=client.name,
        after={"days of overlap": overlap},
    )
    return client, secret


async def end_old_secret(db: AsyncSession, scope: Scope, key: Any, *, now: datetime) -> ApiClient:
    """The old secret stops working now; so do the tokens, for some may have been got by it."""
    client = await living_client(db, scope, key)
    if client.previous_secret_hash is None:
        return client
    client.previous_secret_hash = client.previous_ends_at = None
    await end_tokens(db, client)
    await audit.note(db, scope, "api_client.old_secret_ended", f"client:{client.id}", at=now, label=client.name)
    return client
