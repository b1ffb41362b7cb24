"""What a provider said of a refund, in answer to a call or by itself, becomes its state."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.ledger.book_refund import book_failed, book_paid
from wesupply_ui.domain.ledger.book_refund import told as tell_of
from wesupply_ui.domain.ledger.claim_refunds import Held, key_of
from wesupply_ui.domain.ledger.ports import Outcome, RefundAnswer, RefundNews
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import LONG_PENDING, LOOK_AGAIN, MOST_TRIES, WHO_LOOKS, State, goes_on, wait_after
from wesupply_ui.domain.ledger.request_refund import PROVIDERS

_STATES = {Outcome.PENDING: State.PENDING, Outcome.SUCCEEDED: State.SUCCEEDED, Outcome.FAILED: State.FAILED}


async def record_refund(db: AsyncSession, held: Held, answer: RefundAnswer, *, chance: float, now: datetime) -> Refund | None:
    """The answer to a call that this worker made. None: the lease has passed on meanwhile, or a push has told it already."""
    refund = await _locked(db, held.merchant_id, Refund.id == held.id)
    if refund is None or refund.claimed_until != held.lease or key_of(refund) != held.order.key:
        return None
    refund.claimed_until = None
    scope = scope_of_system(refund.merchant_id, "job")
    told = _STATES.get(answer.outcome)
    if told is not None:
        await _move(db, scope, refund, told, answer, now)
        if refund.state == State.PENDING:
            refund.next_try_at = now + LOOK_AGAIN
    elif refund.state == State.PENDING:
        refund.next_try_at = now + _wait(refund, answer, chance)
    elif answer.outcome is Outcome.UNAUTHORISED:
        await book_failed(db, scope, refund, "unauthorised", answer.words, now=now)
    else:
        await _try_later(db, scope, refund, answer, chance, now)
    if refund.state == State.PENDING and now - refund.requested_at > LONG_PENDING and not refund.owner:
        refund.owner = WHO_LOOKS
        tell_of(db, refund, "refund.overdue", now)
    await db.flush()
    return refund


async def hear_refund(db: AsyncSession, merchant_id: str, news: RefundNews, *, now: datetime) -> Refund | None:
    """A push about one of the merchant's refunds. Pushes come twice and in any order: a refund only goes on. None: not ours, or old.

    A push may come before the answer to the call, so our own id tells it too, as long as it is about this try.
    """
    refund = await _locked(db, merchant_id, Refund.partner_id == news.partner_id)
    if refund is None and news.refund_id:
        refund = await _locked(db, merchant_id, Refund.id == news.refund_id)
    told = _STATES.get(news.answer.outcome)
    if refund is None or refund.way not in PROVIDERS or told is None or (news.key and news.key != key_of(refund)):
        return None
    if refund.partner_id and refund.partner_id != news.partner_id:
        return None
    if not _news(refund, told):
        return None
    await _move(db, scope_of_system(merchant_id, "stripe"), refund, told, news.answer, now)
    if refund.state == State.PENDING:
        refund.next_try_at = now + LOOK_AGAIN
    await db.flush()
    return refund


async def _locked(db: AsyncSession, merchant_id: str, which: object) -> Refund | None:
    mine = select(Refund).where(Refund.merchant_id == merchant_id, which).order_by(col(Refund.id)).limit(1)  # type: ignore[arg-type]
    return (await db.execute(mine.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()


def _news(refund: Refund, told: State) -> bool:
    """Whether this moves it. One that we gave up on without ever getting an answer may turn out to have been paid."""
    was_paid_after_all = refund.state == State.FAILED and refund.is_unsure and told is State.SUCCEEDED
    return was_paid_after_all or goes_on(State(refund.state), told)


async def _move(db: AsyncSession, scope: Scope, refund: Refund, told: State, answer: RefundAnswer, now: datetime) -> None:
    if not _news(refund, told):
        return
    refund.partner_id = answer.partner_id or refund.partner_id
    if told is State.SUCCEEDED:
        await book_paid(db, scope, refund, now=now)
    elif told is State.FAILED:
        refund.is_unsure = False
        await book_failed(db, scope, refund, answer.code or "refused", answer.words, now=now)
    else:
        refund.state, refund.updated_at, refund.is_unsure = told.value, now, False
        refund.failure_code, refund.failure_words = answer.code[:100], answer.words[:500]


async def _try_later(db: AsyncSession, scope: Scope, refund: Refund, answer: RefundAnswer, chance: float, now: datetime) -> None:
    refund.failure_code, refund.failure_words = (answer.code or "no_answer")[:100], answer.words[:500]
    refund.is_unsure = answer.outcome is Outcome.UNSURE or (refund.is_unsure and answer.outcome is not Outcome.NOT_YET)
    if answer.outcome is Outcome.NOT_YET:
        refund.generation += 1  # providers repeat a refusal to whoever repeats the key
    if refund.attempts >= MOST_TRIES:
        await book_failed(db, scope, refund, refund.failure_code, refund.failure_words, now=now)
        return
    refund.state, refund.updated_at = State.REQUESTED.value, now
    refund.next_try_at = now + _wait(refund, answer, chance)


def _wait(refund: Refund, answer: RefundAnswer, chance: float) -> timedelta:
    return wait_after(max(1, refund.attempts), chance, answer.retry_after)
