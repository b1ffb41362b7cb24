"""A merchant brings their own account at a carrier, sets how often it may be called, or takes it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CARRIERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.credentials import SECRETS, forget_credential, keep_credential
from wesupply_ui.domain.tracking.models import CarrierCheck, CarrierCredential
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.language import _

MOST_SECRET = 500


async def own_credential(db: AsyncSession, scope: Scope, carrier: str) -> CarrierCredential | None:
    """The merchant's own account at a carrier, sealed."""
    C = CarrierCredential
    return (await db.execute(select(C).where(C.merchant_id == scope.merchant_id, C.carrier == carrier))).scalar_one_or_none()


async def connect(
    db: AsyncSession, scope: Scope, carrier: str, raw: Mapping[str, Any], *, needs: Sequence[str], base_url: str | None, now: datetime
) -> CarrierCredential:
    """Keep an account in place of the one before. Secrets are given whole each time: nobody reads the former ones. Invalid by field."""
    scope.require(CARRIERS_WRITE)
    secrets = _read(raw, needs)
    known = await own_credential(db, scope, carrier)
    before = _said(known)
    await keep_credential(db, scope, carrier, secrets, base_url=base_url, now=now)
    await db.flush()
    kept = await own_credential(db, scope, carrier)
    assert kept is not None
    # Of a client id, which is no secret, the end is shown; of a key, which is one, nothing.
    named = secrets.get("client_id", "")
    kept.hint, kept.set_by = named[-4:] if len(named) >= 12 else "", scope.actor
    await _forget_check(db, scope, carrier)
    action = "carrier.replaced" if known else "carrier.connected"
    await audit.note(db, scope, action, f"carrier:{carrier}", at=now, label=carrier, before=before, after=_said(kept))
    return kept


async def disconnect(db: AsyncSession, scope: Scope, carrier: str, *, now: datetime) -> None:
    """Take the account away; from then on the platform's is used, if there is one. NotFound when there is none."""
    scope.require(CARRIERS_WRITE)
    known = await own_credential(db, scope, carrier)
    if known is None:
        raise NotFound(_("There is no account of yours at this carrier."))
    before = _said(known)
    await forget_credential(db, scope, carrier)
    await _forget_check(db, scope, carrier)
    await audit.note(db, scope, "carrier.disconnected", f"carrier:{carrier}", at=now, label=carrier, before=before)


async def set_limits(db: AsyncSession, scope: Scope, carrier: str, raw: Mapping[str, Any], *, now: datetime) -> CarrierCredential:
    """How often the account may be called, a second and a day; blank: as the carrier allows."""
    scope.require(CARRIERS_WRITE)
    kept = await own_credential(db, scope, carrier)
    if kept is None:
        raise NotFound(_("There is no account of yours at this carrier."))
    problems: list[FieldProblem] = []
    per_second = _limit(raw, "per_second", 0.01, 1000.0, problems)
    per_day = _limit(raw, "per_day", 1, 100_000_000, problems)
    if problems:
        raise Invalid(_("These limits cannot be kept."), problems=tuple(problems))
    before = {"per_second": kept.per_second, "per_day": kept.per_day}
    kept.per_second, kept.per_day = per_second, None if per_day is None else int(per_day)
    after = {"per_second": kept.per_second, "per_day": kept.per_day}
    if after != before:
        await audit.note(db, scope, "carrier.limited", f"carrier:{carrier}", at=now, label=carrier, before=before, after=after)
    return kept


def _said(kept: CarrierCredential | None) -> dict[str, str]:
    """What the log says of an account: the end of its name, and which host is asked if not the carrier's own. Never a secret."""
    host = urlsplit(kept.base_url or "").hostname if kept else None
    return {} if kept is None else {"ends_in": kept.hint} | ({"host": host} if host else {})


def _read(raw: Mapping[str, Any], needs: Sequence[str]) -> dict[str, str]:
    secrets: dict[str, str] = {}
    problems: list[FieldProblem] = []
    for name in SECRETS:
        given = raw.get(name)
        if given in (None, ""):
            if name in needs:
                problems.append(FieldProblem(name, _("is missing")))
            continue
        try:
            value = fields.text(MOST_SECRET)(given)
            if not value.isascii() or not value.isprintable() or " " in value:
                raise ValueError(_("holds a character that no carrier's keys have; copy it again"))
            secrets[name] = value
        except ValueError as error:
            problems.append(FieldProblem(name, str(error)))
    if problems:
        raise Invalid(_("This account cannot be kept as it is."), problems=tuple(problems))
    return secrets


def _limit(raw: Mapping[str, Any], name: str, least: float, most: float, problems: list[FieldProblem]) -> float | None:
    given = str(raw.get(name) or "").strip().replace(",", ".")
    if not given:
        return None
    try:
        number = float(given)
    except ValueError:
        number = float("nan")
    if not least <= number <= most or (name == "per_day" and number != int(number)):
        problems.append(FieldProblem(name, _("is not between {least} and {most}", least=f"{least:g}", most=f"{most:,.0f}")))
        return None
    return number


async def _forget_check(db: AsyncSession, scope: Scope, carrier: str) -> None:
    mine = (col(CarrierCheck.merchant_id) == scope.merchant_id) & (col(CarrierCheck.carrier) == carrier)
    await db.execute(delete(CarrierCheck).where(mine))
