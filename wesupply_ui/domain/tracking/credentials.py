"""With which account is a carrier asked for a merchant? The merchant's own, kept encrypted, else the platform's from the settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from wesupply_ui.domain.accounts.permissions import CARRIERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.models import CarrierCredential
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.kernel.secrets import decrypt, encrypt
from wesupply_ui.kernel.settings import carrier_variables

PURPOSE = "carrier-credential"
SECRETS = ("client_id", "client_secret", "api_key", "account")

_log = structlog.get_logger(__name__)


async def accounts_for(
    db: AsyncSession,
    carrier: str,
    merchant_ids: Iterable[str],
    *,
    platform: Callable[[str], Mapping[str, str]] = carrier_variables,
) -> dict[str, CarrierAccount]:
    """Accounts by merchant id; merchants for whom nobody can ask this carrier are left out. For jobs: not scoped to one merchant."""
    wanted = sorted(set(merchant_ids))
    shared = _platform(carrier, platform(carrier))
    accounts = dict.fromkeys(wanted, shared) if shared else {}
    mine = (CarrierCredential.carrier == carrier) & col(CarrierCredential.merchant_id).in_(wanted)
    for credential in (await db.execute(select(CarrierCredential).where(mine))).scalars():
        limits = credential.per_second, credential.per_day
        account = _own(credential.merchant_id, carrier, credential.base_url, credential.sealed, *limits)
        if account is None:
            _log.warning("tracking.credential_unreadable", carrier=carrier, merchant=credential.merchant_id)
            accounts.pop(credential.merchant_id, None)  # asking with somebody else's account is not what the merchant wanted
        else:
            accounts[credential.merchant_id] = account
    return accounts


async def account_for(
    db: AsyncSession, merchant_id: str, carrier: str, *, platform: Callable[[str], Mapping[str, str]] = carrier_variables
) -> CarrierAccount | None:
    """The account with which this carrier is asked for this merchant, secrets decrypted; None when there is none."""
    return (await accounts_for(db, carrier, [merchant_id], platform=platform)).get(merchant_id)


async def keep_credential(
    db: AsyncSession, scope: Scope, carrier: str, secrets: Mapping[str, str], *, base_url: str | None = None, now: datetime
) -> None:
    """Keep the merchant's own account at a carrier, in place of the one before. NotAllowed without `carriers.write`."""
    scope.require(CARRIERS_WRITE)
    sealed = encrypt(json.dumps({name: secrets.get(name, "") for name in SECRETS}), purpose=PURPOSE)
    mine = (CarrierCredential.merchant_id == scope.merchant_id) & (CarrierCredential.carrier == carrier)
    known = (await db.execute(select(CarrierCredential).where(mine))).scalar_one_or_none()
    if known is None:
        db.add(
            CarrierCredential(
                merchant_id=scope.merchant_id, carrier=carrier, base_url=base_url, sealed=sealed, created_at=now, updated_at=now
            )
        )
    else:
        known.base_url, known.sealed, known.updated_at = base_url, sealed, now


async def forget_credential(db: AsyncSession, scope: Scope, carrier: str) -> None:
    """Delete the merchant's own account at a carrier: from then on the platform's is used. NotAllowed without `carriers.write`."""
    scope.require(CARRIERS_WRITE)
    mine = (col(CarrierCredential.merchant_id) == scope.merchant_id) & (col(CarrierCredential.carrier) == carrier)
    await db.execute(delete(CarrierCredential).where(mine))


def _platform(carrier: str, variables: Mapping[str, str]) -> CarrierAccount | None:
    if not any(variables.get(name) for name in SECRETS):
        return None
    secrets = {name: variables.get(name, "") for name in SECRETS}
    return CarrierAccount(f"platform:{carrier}", carrier, variables.get("url"), **secrets)


@lru_cache(maxsize=2048)
def _own(
    merchant_id: str, carrier: str, base_url: str | None, sealed: str, per_second: float | None, per_day: int | None
) -> CarrierAccount | None:
    """Decrypted once for each stored value; None when the installation's key has changed since."""
    try:
        secrets = json.loads(decrypt(sealed, purpose=PURPOSE))
    except ValueError:
        return None
    opened = {name: str(secrets.get(name, "")) for name in SECRETS}
    return CarrierAccount(f"merchant:{merchant_id}:{carrier}", carrier, base_url, **opened, per_second=per_second, per_day=per_day)
