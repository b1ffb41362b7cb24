"""With which account is a payment provider called for a merchant? Kept encrypted, written and never read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.ports import PaymentAccount
from wesupply_ui.domain.ledger.refund_models import PaymentCredential
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import decrypt, encrypt
from wesupply_ui.kernel.settings import settings

PURPOSE = "payment-credential"
_SECRET_KEY = re.compile(r"(?:sk|rk)_(?:test|live)_[A-Za-z0-9]{8,240}")
_WEBHOOK_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=_-]{8,240}")

_log = structlog.get_logger(__name__)


async def connect_stripe(
    db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, base_url: str | None = None, now: datetime
) -> PaymentCredential:
    """Keep `secret_key` and `webhook_secret` in place of those before; both are given whole each time. Invalid by field."""
    scope.require(SETTINGS_WRITE)
    key, hook = (str(raw.get(name) or "").strip() for name in ("secret_key", "webhook_secret"))
    problems = [FieldProblem(name, _("is not a field here")) for name in sorted(set(raw) - {"secret_key", "webhook_secret"})]
    if not _SECRET_KEY.fullmatch(key):
        problems.append(FieldProblem("secret_key", _("is no secret key of Stripe; it begins with sk_ or rk_")))
    if not _WEBHOOK_SECRET.fullmatch(hook):
        problems.append(FieldProblem("webhook_secret", _("is no signing secret of a webhook; it begins with whsec_")))
    if problems:
        raise Invalid(_("This account cannot be kept as it is."), problems=tuple(problems))
    kept = await own_account(db, scope, "stripe")
    before = {"ends_in": kept.hint, "live": kept.is_live} if kept else {}
    sealed = encrypt(json.dumps({"secret_key": key, "webhook_secret": hook}), purpose=PURPOSE)
    if kept is None:
        kept = PaymentCredential(merchant_id=scope.merchant_id, provider="stripe", sealed=sealed, created_at=now)
        db.add(kept)
    kept.sealed, kept.hint, kept.is_live = sealed, key[-4:], "_live_" in key[:9]
    kept.base_url, kept.set_by, kept.updated_at = base_url, scope.actor, now
    kept.outcome, kept.checked_at = "", None
    await db.flush()
    after = {"ends_in": kept.hint, "live": kept.is_live}
    await audit.note(db, scope, "payments.connected", "payments:stripe", at=now, label="Stripe", before=before, after=after)
    return kept


async def disconnect_stripe(db: AsyncSession, scope: Scope, *, now: datetime) -> None:
    """From now on the shop pays refunds. NotFound when there is nothing to take away."""
    scope.require(SETTINGS_WRITE)
    kept = await own_account(db, scope, "stripe")
    if kept is None:
        raise NotFound(_("No payment provider is connected."))
    await db.execute(delete(PaymentCredential).where(col(PaymentCredential.id) == kept.id))
    await audit.note(db, scope, "payments.disconnected", "payments:stripe", at=now, label="Stripe", before={"ends_in": kept.hint})


async def own_account(db: AsyncSession, scope: Scope, provider: str) -> PaymentCredential | None:
    """The merchant's account, sealed."""
    mine = select(PaymentCredential).where(PaymentCredential.merchant_id == scope.merchant_id, PaymentCredential.provider == provider)
    return (await db.execute(mine)).scalar_one_or_none()


async def accounts_for(db: AsyncSession, merchant_ids: Iterable[str], provider: str) -> dict[str, PaymentAccount]:
    """Opened accounts by merchant; those that nobody has, or can read, are left out. For jobs: not scoped to one merchant."""
    wanted = (col(PaymentCredential.provider) == provider) & col(PaymentCredential.merchant_id).in_(sorted(set(merchant_ids)))
    found: dict[str, PaymentAccount] = {}
    for each in (await db.execute(select(PaymentCredential).where(wanted))).scalars():
        try:
            secrets = json.loads(decrypt(each.sealed, purpose=PURPOSE))
        except ValueError:
            _log.warning("ledger.account_unreadable", provider=provider, merchant=each.merchant_id)
            continue
        found[each.merchant_id] = PaymentAccount(
            f"merchant:{each.merchant_id}:{provider}",
            provider,
            secrets["secret_key"],
            secrets["webhook_secret"],
            each.base_url or settings().stripe_url or None,
        )
    return found
