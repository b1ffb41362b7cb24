"""A shopper, staff or a shop's machine asks for a return: what was quoted is judged again, under a lock of the order, and then holds."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.orders.queries import lines_of, order_by_external_id, order_to_change
from wesupply_ui.domain.returns.admit import admit, channel_of
from wesupply_ui.domain.returns.answer import Item, Quote, Verdict
from wesupply_ui.domain.returns.held import Held, done
from wesupply_ui.domain.returns.links import return_link_hash
from wesupply_ui.domain.returns.next_number import next_number
from wesupply_ui.domain.returns.overrule import admit_own_words, audited, decide, note_on
from wesupply_ui.domain.returns.quote import judged
from wesupply_ui.domain.returns.read_open import Asked, expected_in, read_open
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.domain.returns.unchanged import check
from wesupply_ui.kernel.ids import new_id

_AMOUNTS = ("goods", "tax", "tax_included", "shipping", "return_cost", "restocking", "bonus")


async def open_return(
    db: AsyncSession,
    scope: Scope,
    raw: dict[str, Any],
    *,
    now: datetime,
    photographed: Collection[str] = (),
    label_rate: int | None = None,
) -> Held:
    """Make a return from a raw request: the same body as a quote's, with `expected_total`, the total that the caller was shown.

    `label_rate`: as `quote` takes it.

        line = {"line_external_id": "l1", "quantity": 1, "reason": "size", "comment": "Too tight"}
        raw = {"order_external_id": "5001", "resolution": "refund", "method": "label", "expected_total": "49.15", "lines": [line]}
        held = await open_return(db, scope, raw, now=now)
        held.request.number, held.items[0].authorisation

    `scope`: a shopper's (`scope_of_link`) for their order alone, or one with `returns.decide`. `photographed`: lines, by the shop's own
    ids, that have photos. Items that need nobody's look are approved at once. NotFound for an order out of reach;
    `unchanged.ReturnRefused` (a Conflict: which lines, why, and the fresh `quote`) when some of it may not come back, as when somebody
    else took the last unit; `unchanged.QuoteChanged` when the total is another; Invalid for the form.

    Staff and machines say more: `approval` "now" or "review", whatever the policy says; `overrule`: why it comes back although the policy
    says no (NotAllowed without `returns.overrule`). What was returned already nobody can overrule, and no more is paid than was paid.
    """
    admit(scope, RETURNS_DECIDE)
    asked = read_open(raw, now=now)
    admit_own_words(scope, asked)
    found = await order_by_external_id(db, scope, asked.order_external_id)
    order = await order_to_change(db, scope, found.id)
    quote = await judged(db, scope, order, replace(asked.request, label_rate=label_rate))
    check(quote, asked.request.lines, expected_in(asked.expected, order.currency), overruled=asked.overrule is not None)
    held = await _written(db, scope, order, asked, quote, set(photographed), now)
    codes = note_on(held.items, quote.items, asked, scope)
    decide(held.items, asked, now)
    await done(db, scope, held, "requested", held.items, now=now, after=_summary(held, quote))
    await audited(db, scope, held.request, codes, asked, now=now)
    approved = [each for each in held.items if each.authorisation == "approved"]
    if approved:
        await done(db, scope, held, "approved", approved, now=now, is_noted=False)
    return held


async def _written(
    db: AsyncSession, scope: Scope, order: Order, asked: Asked, quote: Quote, photographed: Container[str], now: datetime
) -> Held:
    request = ReturnRequest(
        id=(return_id := new_id()),
        merchant_id=order.merchant_id,
        number=await next_number(db, order.merchant_id),
        order_id=order.id,
        customer_id=order.customer_id,
        currency=order.currency,
        channel=channel_of(scope),
        opened_by=scope.actor,
        step_since=now,
        country=asked.request.country or (order.address or {}).get("country"),
        policy_version=quote.policy_version,
        link_hash=return_link_hash(return_id, 1),
        created_at=now,
        updated_at=now,
    )
    lines = {line.external_id: line for line in await lines_of(db, order)}
    pairs = zip(asked.request.lines, quote.items, strict=True)
    items = [
        _item(request, lines[said.line_external_id], said, item, position, now, lacks_photo=said.line_external_id not in photographed)
        for position, (said, item) in enumerate(pairs)
    ]
    request.method, request.destination, request.resolution = (
        _shared([getattr(each, name) for each in items]) for name in ("method", "destination", "resolution")
    )
    db.add(request)
    await db.flush()
    db.add_all(items)
    await db.flush()
    return Held(request, items)


def _item(
    request: ReturnRequest, line: OrderLine, said: AskedLine, item: Item, position: int, now: datetime, *, lacks_photo: bool
) -> ReturnItem:
    # A picture that is needed and not there yet is a reason for a person to look, whatever the policy says.
    why = [each.code for each in item.reasons] + (["photo"] if item.photo == "required" and lacks_photo else [])
    is_clear = item.verdict is Verdict.YES and item.approval == "automatic" and not why
    return ReturnItem(
        merchant_id=request.merchant_id,
        return_id=request.id,
        line_id=line.id,
        position=position,
        quantity=item.quantity,
        reason=said.reason,
        sub_reason=said.sub_reason,
        comment=said.comment,
        resolution=item.chosen,
        method=item.method,
        destination=item.destination,
        photo=item.photo,
        say=item.say,
        why=why,
        decided_by=dict(item.decided_by),
        window_ends_on=item.window_ends_on,
        estimated=item.estimated,
        settle_on=item.settle_on,
        worth_goods_minor=item.worth_goods,
        worth_tax_minor=item.worth_tax,
        authorisation="approved" if is_clear else "requested",
        decided_at=now if is_clear else None,
        logistics="kept_by_shopper" if item.method == "keep" else "awaiting",
        **{f"{name}_minor": getattr(item.money, name) for name in _AMOUNTS},
    )


def _shared(values: list[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def _summary(held: Held, quote: Quote) -> dict[str, Any]:
    return {"items": sum(each.quantity for each in held.items), "channel": held.request.channel, "policy_version": quote.policy_version}
