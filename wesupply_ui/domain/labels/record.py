"""Writes down how a label got on: the offer chosen, that it is bought, why it isn't, that it was given back. Nothing here calls anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.ask import without_people
from wesupply_ui.domain.labels.claim import LEASE, Held, still_held
from wesupply_ui.domain.labels.due import VOID_AFTER, next_look, next_try, owner_of
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.ports import UNSURE, Bought, Offers, Rate, Voided
from wesupply_ui.domain.labels.states import State, moved
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.register import NewNumber, register
from wesupply_ui.kernel import live
from wesupply_ui.kernel.outbox import tell


async def begin_buying(db: AsyncSession, held: Held, offers: Offers, rate: Rate, provider: str, *, now: datetime) -> Held | None:
    """The intent, committed before the call goes out: whoever comes after a crash knows what to look for. None: the lease is lost."""
    label = await still_held(db, held)
    if label is None:
        return None
    label.state = moved(label.state, State.BUYING)
    label.provider, label.shipment_id, label.rate_id, label.bought_id = provider, offers.shipment_id, rate.id, ""
    label.carrier, label.service = rate.carrier, rate.service
    label.quoted_minor, label.currency, label.on_scan = rate.amount_minor, rate.currency, offers.on_scan
    return _held_on(label, now)


async def hold_on(db: AsyncSession, held: Held, *, now: datetime) -> Held | None:
    """A whole lease from now on, before a call that must not be made twice. None: it is lost."""
    label = await still_held(db, held)
    return _held_on(label, now) if label is not None else None


def _held_on(label: Label, now: datetime) -> Held:
    label.claimed_until, label.updated_at = now + LEASE, now
    return Held(label.id, now + LEASE)


async def record_bought(db: AsyncSession, held: Held, bought: Bought, files: Mapping[str, str] | Failure, *, now: datetime) -> None:
    """It is ours: its number is followed from now on, and the shopper's address is forgotten. Without files they are fetched soon."""
    label = await still_held(db, held)
    if label is None:
        return
    scope = scope_of_system(label.merchant_id, "job")
    label.state = moved(label.state, State.BOUGHT)
    label.bought_id, label.carrier, label.service, label.number = bought.bought_id, bought.carrier, bought.service, bought.number
    label.price_minor, label.currency = bought.amount_minor, bought.currency
    label.ask, label.bought_at, label.attempts = without_people(label.ask), now, 0
    _clear(label)
    number = NewNumber(bought.number, bought.carrier, bought.service, since=now, is_return=True)
    label.parcel_id = (await register(db, scope, number, now=now)).parcel_id
    _take_files(label, files, now)
    told = {"cause_kind": label.cause_kind, "cause_id": label.cause_id, "parcel_id": label.parcel_id, "carrier": label.carrier}
    _say(db, label, "label.bought", now, **told, price_minor=label.price_minor, currency=label.currency, on_scan=label.on_scan)
    paid = {"carrier": label.carrier, "price_minor": label.price_minor, "currency": label.currency}
    await audit.note(db, scope, "label.bought", f"label:{label.id}", at=now, label=label.number, after=paid)


async def record_files(db: AsyncSession, held: Held, files: Mapping[str, str] | Failure, *, now: datetime) -> None:
    """The files that were missing are here, or are tried again later."""
    label = await still_held(db, held)
    if label is not None:
        _clear(label)
        _take_files(label, files, now)


def _take_files(label: Label, files: Mapping[str, str] | Failure, now: datetime) -> None:
    label.claimed_until, label.updated_at = None, now
    if isinstance(files, Failure):
        label.attempts += 1
        label.failure_code, label.failure_message, label.owner = "no_files", files.message, "provider"
        # The provider keeps them: this is tried for as long as the label can be used.
        label.due_at = next_try(label.id, files, min(label.attempts, 10), now) or _void_at(label, now)
    else:
        label.files, label.attempts, label.due_at = dict(files), 0, _void_at(label, now)


def _void_at(label: Label, now: datetime) -> datetime | None:
    if label.state != State.BOUGHT:
        return None
    return now if label.void_wanted_at else (label.bought_at or now) + VOID_AFTER


async def record_failure(db: AsyncSession, held: Held, failure: Failure, *, is_sure: bool = True, now: datetime) -> None:
    """Not bought, or nobody knows (`is_sure` False, or a failure that leaves it open): planned again, or left to whoever has to act."""
    label = await still_held(db, held)
    if label is None:
        return
    label.attempts += 1
    label.failure_code, label.failure_message, label.owner = failure.code, failure.message[:500], owner_of(failure)
    label.claimed_until, label.updated_at = None, now
    if label.state == State.BUYING and (not is_sure or failure.code in UNSURE or failure.retryable):
        label.due_at = next_look(label.id, failure, label.attempts, now)
        return
    label.state = moved(label.state, State.FAILED)
    label.shipment_id = label.rate_id = label.bought_id = ""
    label.due_at = next_try(label.id, failure, label.attempts, now)
    if label.due_at is None:
        label.owner = "merchant" if label.owner == "provider" else label.owner
    if label.void_wanted_at:
        label.state, label.voided_at, label.due_at = moved(label.state, State.VOIDED), now, None
        return
    if label.due_at is None or label.attempts == 1:
        again = label.due_at.isoformat() if label.due_at else None
        told = {"cause_kind": label.cause_kind, "cause_id": label.cause_id, "code": failure.code, "owner": label.owner}
        _say(db, label, "label.failed", now, **told, next_try_at=again)


async def record_voided(db: AsyncSession, held: Held, answer: Voided | Failure, *, now: datetime) -> None:
    """Given back; or why not, and when it is tried again. A label that the provider doesn't take back stays ours and usable."""
    label = await still_held(db, held)
    if label is None:
        return
    label.claimed_until, label.updated_at = None, now
    if isinstance(answer, Failure):
        label.attempts += 1
        label.failure_code, label.failure_message, label.owner = "not_voided", answer.message[:500], owner_of(answer)
        label.due_at = next_try(label.id, answer, label.attempts, now)
        label.void_wanted_at = label.void_wanted_at or now
        return
    label.state = moved(label.state, State.VOIDED)
    label.refund, label.voided_at, label.due_at = answer.refund, now, None
    _clear(label)
    _say(db, label, "label.voided", now, cause_kind=label.cause_kind, cause_id=label.cause_id, refund=answer.refund)
    scope = scope_of_system(label.merchant_id, "job")
    await audit.note(db, scope, "label.voided", f"label:{label.id}", at=now, label=label.number, after={"refund": answer.refund})


async def record_used(db: AsyncSession, label: Label, *, at: datetime, now: datetime) -> None:
    """The carrier has scanned it, at `at`. Told twice, it changes nothing."""
    if label.state not in (State.BOUGHT, State.VOIDED) or label.bought_at is None:
        return
    was_void = label.state == State.VOIDED
    label.state = moved(label.state, State.USED)
    label.used_at, label.due_at, label.updated_at = at, None, now
    _clear(label)
    told = {"cause_kind": label.cause_kind, "cause_id": label.cause_id, "parcel_id": label.parcel_id, "was_void": was_void}
    _say(db, label, "label.used", now, **told, used_at=at.isoformat())


def _clear(label: Label) -> None:
    label.failure_code, label.failure_message, label.owner = "", "", ""


def _say(db: AsyncSession, label: Label, name: str, now: datetime, **data: object) -> None:
    tell(db, merchant_id=label.merchant_id, name=name, subject=f"label:{label.id}", at=now, **data)
    live.announce(db, f"{label.cause_kind}:{label.cause_id}")
