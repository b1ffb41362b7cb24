"""Pays a return out: takes it off what the order was paid, keeps the costs, and gives the rest back the way that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger import chart
from wesupply_ui.domain.ledger.allocate import allocate
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.issue_credit import put_credit
from wesupply_ui.domain.ledger.models import JournalEntry, OrderBook, OrderTender
from wesupply_ui.domain.ledger.open_book import open_book
from wesupply_ui.domain.ledger.paid import CREDIT_KINDS
from wesupply_ui.domain.ledger.post import digest_of, entry_by_key, key_used, post
from wesupply_ui.domain.ledger.request_refund import request_refund, way_to
from wesupply_ui.domain.ledger.settlement import Amounts, Settlement, settlement_of
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import shown

RESOLUTIONS = ("refund", "store_credit", "gift_card", "offline_refund")
_AMOUNTS = ("goods", "tax", "shipping", "return_cost", "restocking", "bonus")


class MoreThanPaid(Conflict):
    """The order was paid less than what would have been given back by then."""

    code = "more_than_paid"


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is to be done, read and checked."""

    parts: dict[str, int]
    resolution: str

    @property
    def gross(self) -> int:
        return self.parts["goods"] + self.parts["tax"] + self.parts["shipping"]

    @property
    def total(self) -> int:
        return self.gross - self.parts["return_cost"] - self.parts["restocking"] + self.parts["bonus"]


async def settle(
    db: AsyncSession,
    scope: Scope,
    cause: Cause,
    order: Order,
    money: Amounts,
    resolution: str,
    *,
    now: datetime,
    receipt: str = "",
    expires_at: datetime | None = None,
    way: str | None = None,
) -> Settlement:
    """Settle one cause (say, an item of a return) of an order, once for `cause.key`; what comes back says how it stands.

    `money`: goods, tax, shipping, return_cost, restocking and bonus in minor units of the order's currency, none below nothing, as the
    quote has them. `resolution`: `refund` (back to what the order was paid by: each Stripe payment through Stripe when the merchant has
    connected it, credit as credit, cash at the till, anything else by the shop, which hears of the fact `refund.requested` and confirms);
    `store_credit` or `gift_card` (a code, spendable at once, until `expires_at`); `offline_refund` (cash: settled with a `receipt` number,
    else pending until one is given). Exchanges, replacements and repairs bring goods: they are not settled here, and refused.

    `way` "shop": the shop pays a `refund` itself, also where it would go through a provider.

    The order's book stays locked until the transaction ends, so settle last. The same key with the same money changes nothing and tells how
    it stands by now; with other money it raises KeyUsed. MoreThanPaid when the order was paid less. NotAllowed without `returns.settle`:
    what a policy pays by itself is done by `scope_of_system`. Later news come as facts `refund.succeeded` and `refund.failed`, whose data
    hold `cause_kind`, `cause_id` and `settlement_id`; `settlement.settlements_for` reads them all.
    """
    scope.require(RETURNS_SETTLE)
    deed = _read(money, resolution)
    own = Cause(cause.kind, cause.id, f"settle:{cause.key}")
    book, tenders = await open_book(db, scope, order.id, now=now)
    data = {"resolution": resolution, "amount": deed.total, "receipt": receipt, **deed.parts}
    moves = _moves(deed)
    known = await entry_by_key(db, scope, own.key)
    if known is not None:
        if known.digest != digest_of("settlement", own, moves, book.currency, order.id, data):
            raise key_used()
        return await settlement_of(db, known)
    left = max(0, book.paid_minor - book.given_back_minor)
    if deed.gross > left:
        raise MoreThanPaid(_("Of this order, {left} can be given back at most.", left=shown(left, book.currency)))
    entry, _new = await post(
        db, scope, "settlement", own, moves, currency=book.currency, order_id=order.id, customer_id=book.customer_id, data=data, now=now
    )
    book.given_back_minor += deed.gross
    await _pay_out(db, scope, entry, deed, book, tenders, receipt, expires_at, now, way)
    await db.flush()
    after = {"resolution": resolution, "amount_minor": deed.total, "currency": book.currency, "cause": f"{cause.kind}:{cause.id}"}
    await audit.note(db, scope, "order.settled", f"order:{order.id}", at=now, label=order.number, after=after)
    return await settlement_of(db, entry)


def _read(money: Amounts, resolution: str) -> _Deed:
    parts = {name: getattr(money, name) for name in _AMOUNTS}
    problems = [
        FieldProblem(name, _("is no whole amount above nothing")) for name, each in parts.items() if type(each) is not int or each < 0
    ]
    if resolution not in RESOLUTIONS:
        problems.append(FieldProblem("resolution", _("is none of {choices}", choices=", ".join(RESOLUTIONS))))
    if not problems and (deed := _Deed(parts, resolution)).total >= 0:
        return deed
    found = tuple(problems) or (FieldProblem("return_cost", _("is more than what is given back")),)
    raise Invalid(_("This cannot be settled."), problems=found)


def _moves(deed: _Deed) -> dict[str, int]:
    """Out of what was sold, into what is owed; credit is handed over at once, and so owed as credit."""
    owed = chart.CREDIT_ISSUED if deed.resolution in ("store_credit", "gift_card") else chart.REFUNDS_DUE
    return {
        chart.GOODS: deed.parts["goods"],
        chart.TAX: deed.parts["tax"],
        chart.SHIPPING: deed.parts["shipping"],
        chart.BONUS: deed.parts["bonus"],
        chart.RETURN_COST: -deed.parts["return_cost"],
        chart.RESTOCKING: -deed.parts["restocking"],
        owed: -deed.total,
    }


async def _pay_out(
    db: AsyncSession,
    scope: Scope,
    entry: JournalEntry,
    deed: _Deed,
    book: OrderBook,
    tenders: Sequence[OrderTender],
    receipt: str,
    expires_at: datetime | None,
    now: datetime,
    way: str | None,
) -> None:
    if not deed.total:
        return
    if deed.resolution in ("store_credit", "gift_card"):
        await put_credit(db, scope, entry, amount=deed.total, kind=deed.resolution, expires_at=expires_at, now=now)
        return
    left = [each.paid_minor - each.refunded_minor for each in tenders]
    parts = allocate(deed.total, left)
    if parts is None:
        most = sum(max(0, each) for each in left)
        raise MoreThanPaid(_("To this order's payments, {left} can be given back at most.", left=shown(most, book.currency)))
    for tender, part in zip(tenders, parts, strict=True):
        if not part:
            continue
        tender.refunded_minor += part
        if tender.kind in CREDIT_KINDS and deed.resolution == "refund":
            await _back_as_credit(db, scope, entry, tender, part, now)
        else:
            chosen = "offline" if deed.resolution == "offline_refund" else way or await way_to(db, scope, tender)
            await request_refund(db, scope, entry, tender, part, way=chosen, receipt=receipt, now=now)


async def _back_as_credit(db: AsyncSession, scope: Scope, entry: JournalEntry, tender: OrderTender, part: int, now: datetime) -> None:
    """What was paid with credit is credit again."""
    moves = {chart.REFUNDS_DUE: part, chart.CREDIT_ISSUED: -part}
    cause = Cause(entry.cause_kind, entry.cause_id, f"as-credit:{entry.id}:{tender.id}")
    told = {"currency": entry.currency, "order_id": entry.order_id, "customer_id": entry.customer_id}
    await post(db, scope, "credit_issued", cause, moves, now=now, **told)
    await put_credit(db, scope, entry, amount=part, kind=tender.kind, now=now)
