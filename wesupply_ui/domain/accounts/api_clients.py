"""Machines of a merchant get their credentials, and hour-long tokens for them, as wide as their scopes or narrower."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import ApiClient, ApiToken
from wesupply_ui.domain.accounts.permissions import API_MANAGE, FOR_MACHINES
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotFound, SignInNeeded
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import fingerprint, new_token

TOKEN_LIFE = timedelta(hours=1)
MOST_NAME = 80
MOST_CLIENTS = 100


class ScopeRefused(Invalid):
    """A token was asked for a scope that its client does not have."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token, for how long, and what it may."""

    token: str
    life: timedelta
    scopes: frozenset[str]


async def create_client(
    db: AsyncSession, scope: Scope, *, name: Any, now: datetime, scopes: Iterable[Any] | None = None
) -> tuple[ApiClient, str]:
    """The client and its secret, which cannot be shown again. `scopes` None: those of `roles.ROLES["machine"]`."""
    scope.require(API_MANAGE)
    called = read_name(name)
    given = None if scopes is None else read_scopes(scopes)
    alive = (ApiClient.merchant_id == scope.merchant_id) & col(ApiClient.revoked_at).is_(None)
    if (await db.execute(select(func.count()).select_from(ApiClient).where(alive))).scalar_one() >= MOST_CLIENTS:
        raise Conflict(_("There are {most} API clients already. Revoke one that is not used.", most=MOST_CLIENTS))
    secret = new_secret()
    client = ApiClient(
        merchant_id=scope.merchant_id,
        name=called,
        client_id=f"wc_{new_token(96)}",
        secret_hash=fingerprint(secret),
        scopes=given,
        created_at=now,
    )
    db.add(client)
    await db.flush()
    told = {"scopes": sorted(allowed_to(client))}
    await audit.note(db, scope, "api_client.made", f"client:{client.id}", at=now, label=client.name, after=told)
    return client, secret


async def issue_token(db: AsyncSession, *, client_id: str, client_secret: str, now: datetime, wanted: str | None = None) -> Issued:
    """A bearer token for right credentials; SignInNeeded otherwise. Sweeps this client's expired tokens.

    `wanted`: scopes separated by spaces (RFC 6749, section 3.3); the token gets no more. ScopeRefused when the client has not all of them.
    """
    client = (await db.execute(select(ApiClient).where(ApiClient.client_id == client_id))).scalar_one_or_none()
    given = fingerprint(client_secret)
    right = hmac.compare_digest(client.secret_hash if client else fingerprint(""), given)
    if client and not right and client.previous_ends_at and client.previous_ends_at > now:
        right = hmac.compare_digest(client.previous_secret_hash or "", given)
    if client is None or not right or client.revoked_at is not None:
        raise SignInNeeded("The client id or the client secret is not right.")
    allowed = allowed_to(client)
    narrowed = frozenset(wanted.split()) if wanted and wanted.strip() else None
    if narrowed is not None and not narrowed <= allowed:
        raise ScopeRefused("This client does not have every scope that was asked for.")
    await db.execute(delete(ApiToken).where(ApiToken.api_client_id == client.id, ApiToken.expires_at < now))
    token = new_token()
    db.add(
        ApiToken(
            token_hash=fingerprint(token),
            api_client_id=client.id,
            merchant_id=client.merchant_id,
            expires_at=now + TOKEN_LIFE,
            scopes=None if narrowed is None else sorted(narrowed),
        )
    )
    client.last_used_at = now
    return Issued(token, TOKEN_LIFE, allowed if narrowed is None else narrowed)


async def clients_of(db: AsyncSession, scope: Scope) -> list[ApiClient]:
    """The merchant's clients, newest first, those that were revoked last."""
    scope.require(API_MANAGE)
    mine = select(ApiClient).where(ApiClient.merchant_id == scope.merchant_id)
    return list((await db.execute(mine.order_by(col(ApiClient.revoked_at).is_not(None), col(ApiClient.created_at).desc()))).scalars())


async def living_client(db: AsyncSession, scope: Scope, key: Any) -> ApiClient:
    """One client to change, locked. NotFound for none, another merchant's, or one that was revoked."""
    scope.require(API_MANAGE)
    mine = (ApiClient.merchant_id == scope.merchant_id) & (ApiClient.id == str(key)[:64]) & col(ApiClient.revoked_at).is_(None)
    found = (await db.execute(select(ApiClient).where(mine).with_for_update())).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such API client."))
    return found


async def end_tokens(db: AsyncSession, client: ApiClient) -> None:
    """Every token of the client stops working at once."""
    await db.execute(delete(ApiToken).where(col(ApiToken.api_client_id) == client.id))


def allowed_to(client: ApiClient) -> frozenset[str]:
    """What a client may."""
    return permissions_of("machine") if client.scopes is None else FOR_MACHINES & frozenset(client.scopes)


def new_secret() -> str:
    """A secret that can be told from other random words, also by programs that look for leaked ones."""
    return f"ws_{new_token()}"


def read_name(value: Any) -> str:
    """A client's name out of what was typed."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > MOST_NAME or not storable(text) or not text.isprintable():
        words = _("Write what the client is for, in {most} characters at most.", most=MOST_NAME)
        raise Invalid(words, problems=(FieldProblem("name", words),))
    return text


def read_scopes(values: Iterable[Any]) -> list[str]:
    """Scopes out of what was ticked; one at least."""
    wanted = {each for each in values if isinstance(each, str)}
    if not wanted or not wanted <= FOR_MACHINES:
        words = _("Choose what the client may do.")
        raise Invalid(words, problems=(FieldProblem("scopes", words),))
    return sorted(wanted)
