"""With which account are a merchant's labels bought? The merchant's own, kept encrypted, else the platform's from the settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select, update

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CARRIERS_WRITE, SETTINGS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import Label, LabelAccount
from wesupply_ui.domain.labels.ports import PROVIDERS
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import decrypt, encrypt
from wesupply_ui.kernel.settings import carrier_variables

PURPOSE = "label-account"
WORKS = "works"
_MEANT = {"unauthorised": "wrong_credentials", "unavailable": "unreachable", "suspended": "unreachable", "malformed": "odd_answer"}
_log = structlog.get_logger(__name__)

Platform = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the merchant stands with a provider. `whose`: own, platform or none. The key is not in here."""

    provider: str
    whose: str
    is_chosen: bool
    set_at: datetime | None = None
    outcome: str = ""
    checked_at: datetime | None = None
    passed_at: datetime | None = None


async def account_for(
    db: AsyncSession, merchant_id: str, provider: str = "", *, platform: Platform = carrier_variables
) -> CarrierAccount | None:
    """The account at this provider, or the one that new labels are bought with; None when there is none."""
    own = {each.provider: each for each in await _own(db, merchant_id)}
    if not provider:
        chosen = next((each.provider for each in own.values() if each.is_chosen), "")
        provider = chosen or next((each for each in PROVIDERS if platform(each).get("api_key")), "")
    if provider in own:
        return _opened(own[provider])
    variables = platform(provider) if provider else {}
    if not variables.get("api_key"):
        return None
    return CarrierAccount(f"platform:labels:{provider}", provider, variables.get("url"), api_key=variables["api_key"])


async def connect(
    db: AsyncSession, scope: Scope, provider: str, raw: Mapping[str, Any], *, base_url: str | None = None, now: datetime
) -> LabelAccount:
    """Keep a key in place of the one before, and buy with this account from now on. Labels that waited for one are tried at once."""
    scope.require(CARRIERS_WRITE)
    if provider not in PROVIDERS:
        raise NotFound(_("There is no such label provider."))
    key = _read(raw)
    known = next((each for each in await _own(db, scope.merchant_id) if each.provider == provider), None)
    account = known or LabelAccount(merchant_id=scope.merchant_id, provider=provider, sealed="", created_at=now)
    account.sealed = encrypt(json.dumps({"api_key": key}), purpose=PURPOSE)
    account.base_url, account.set_by, account.updated_at = base_url, scope.actor, now
    account.outcome, account.checked_at, account.passed_at = "", None, None
    db.add(account)
    await db.flush()
    await choose(db, scope, provider, now=now)
    host = urlsplit(base_url or "").hostname
    action = "label_account.replaced" if known else "label_account.connected"
    await audit.note(db, scope, action, f"label_account:{provider}", at=now, label=provider, after={"host": host} if host else {})
    return account


async def choose(db: AsyncSession, scope: Scope, provider: str, *, now: datetime) -> None:
    """Buy new labels with the account at this provider. NotFound without one."""
    scope.require(CARRIERS_WRITE)
    own = await _own(db, scope.merchant_id)
    if provider not in {each.provider for each in own}:
        raise NotFound(_("There is no account of yours at this provider."))
    for each in own:
        each.is_chosen = each.provider == provider
    waiting = (col(Label.merchant_id) == scope.merchant_id) & (col(Label.state) == State.FAILED.value)
    lacked = col(Label.failure_code).in_(("no_account", "unauthorised", "no_funds"))
    await db.execute(update(Label).where(waiting & lacked & col(Label.due_at).is_(None)).values(due_at=now, attempts=0))


async def disconnect(db: AsyncSession, scope: Scope, provider: str, *, now: datetime) -> None:
    """Delete the key. Labels bought with it can't be given back from here any more. NotFound without one."""
    scope.require(CARRIERS_WRITE)
    own = await _own(db, scope.merchant_id)
    gone = next((each for each in own if each.provider == provider), None)
    if gone is None:
        raise NotFound(_("There is no account of yours at this provider."))
    await db.delete(gone)
    left = [each for each in own if each is not gone]
    if left and gone.is_chosen:
        left[0].is_chosen = True
    await audit.note(db, scope, "label_account.disconnected", f"label_account:{provider}", at=now, label=provider)


async def note_check(db: AsyncSession, scope: Scope, provider: str, answer: Failure | None, *, now: datetime) -> str:
    """How a trial of the merchant's own account ended; the outcome's name. One of the platform's account is only told."""
    scope.require(CARRIERS_WRITE)
    outcome = WORKS if answer is None else _MEANT.get(answer.code, answer.code if answer.code == "rate_limited" else "refused")
    account = next((each for each in await _own(db, scope.merchant_id) if each.provider == provider), None)
    if account is not None:
        account.outcome, account.checked_at = outcome, now
        account.passed_at = now if answer is None else account.passed_at
    await audit.note(db, scope, "label_account.checked", f"label_account:{provider}", at=now, label=provider, after={"outcome": outcome})
    return outcome


async def standings(db: AsyncSession, scope: Scope, *, platform: Platform = carrier_variables) -> list[Standing]:
    """Each provider, in a fixed order."""
    scope.require(SETTINGS_READ)
    own = {each.provider: each for each in await _own(db, scope.merchant_id)}
    found = []
    for provider in PROVIDERS:
        mine = own.get(provider)
        if mine:
            found.append(Standing(provider, "own", mine.is_chosen, mine.updated_at, mine.outcome, mine.checked_at, mine.passed_at))
        else:
            found.append(Standing(provider, "platform" if platform(provider).get("api_key") else "none", False))
    return found


async def own_address(db: AsyncSession, scope: Scope, provider: str) -> str | None:
    """Where the merchant's own account at a provider is spoken to, unless it is the provider itself."""
    return next((each.base_url for each in await _own(db, scope.merchant_id) if each.provider == provider), None)


async def _own(db: AsyncSession, merchant_id: str) -> list[LabelAccount]:
    mine = select(LabelAccount).where(LabelAccount.merchant_id == merchant_id).order_by(LabelAccount.provider)
    return list((await db.execute(mine)).scalars())


def _opened(account: LabelAccount) -> CarrierAccount | None:
    try:
        key = json.loads(decrypt(account.sealed, purpose=PURPOSE))["api_key"]
    except ValueError:
        _log.warning("labels.account_unreadable", provider=account.provider, merchant=account.merchant_id)
        return None
    name = f"merchant:{account.merchant_id}:labels:{account.provider}"
    return CarrierAccount(name, account.provider, account.base_url, api_key=str(key))


def _read(raw: Mapping[str, Any]) -> str:
    given = raw.get("api_key")
    try:
        if given in (None, ""):
            raise ValueError(_("is missing"))
        key = fields.text(500)(given)
        if not key.isascii() or not key.isprintable() or " " in key:
            raise ValueError(_("holds a character that no carrier's keys have; copy it again"))
    except ValueError as error:
        raise Invalid(_("This account cannot be kept as it is."), problems=(FieldProblem("api_key", str(error)),)) from error
    return key
