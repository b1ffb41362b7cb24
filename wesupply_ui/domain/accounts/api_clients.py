"""Machines of a merchant: their credentials, and the hour-long tokens they get for them."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import ApiClient, ApiToken
from wesupply_ui.domain.accounts.permissions import API_MANAGE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.secrets import fingerprint, new_token

TOKEN_LIFE = timedelta(hours=1)


async def create_client(db: AsyncSession, scope: Scope, *, name: str, now: datetime) -> tuple[ApiClient, str]:
    """The client and its secret, which cannot be shown again."""
    scope.require(API_MANAGE)
    secret = f"ws_{new_token()}"
    client = ApiClient(
        merchant_id=scope.merchant_id, name=name, client_id=f"wc_{new_token(96)}", secret_hash=fingerprint(secret), created_at=now
    )
    db.add(client)
    return client, secret


async def issue_token(db: AsyncSession, *, client_id: str, client_secret: str, now: datetime) -> tuple[str, timedelta]:
    """A bearer token for right credentials; SignInNeeded otherwise. Sweeps this client's expired tokens."""
    client = (await db.execute(select(ApiClient).where(ApiClient.client_id == client_id))).scalar_one_or_none()
    given = fingerprint(client_secret)
    right = hmac.compare_digest(client.secret_hash if client else fingerprint(""), given)
    if client is None or not right or client.revoked_at is not None:
        raise SignInNeeded("The client id or the client secret is not right.")
    await db.execute(delete(ApiToken).where(ApiToken.api_client_id == client.id, ApiToken.expires_at < now))
    token = new_token()
    db.add(ApiToken(token_hash=fingerprint(token), api_client_id=client.id, merchant_id=client.merchant_id, expires_at=now + TOKEN_LIFE))
    client.last_used_at = now
    return token, TOKEN_LIFE
