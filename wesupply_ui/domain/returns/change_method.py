"""A shopper, or staff for them, sends it back another way than was chosen first: judged anew, as of when it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import line_external_ids, order_by_id
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.answer import Item, Quote
from wesupply_ui.domain.returns.document import Method
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.picks import Said, items_in, picked, read_said
from wesupply_ui.domain.returns.quote import judged
from wesupply_ui.domain.returns.read_open import EXPECTED, expected_in
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.snapshot import AskedLine, Request
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.domain.returns.unchanged import check
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field
from wesupply_ui.kernel.language import _

_OWN = {
    "method": Field("method", fields.choice(*get_args(Method)), REQUIRED),
    EXPECTED: Field(EXPECTED, lambda value: value),
}
_OPEN = ("awaiting", "kept_by_shopper")
AMOUNTS = ("goods", "tax", "tax_included", "shipping", "return_cost", "restocking", "bonus")


async def change_method(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"method": "store", "expected_total": "54.10"}, for all of it that was not sent yet; the total is that of these items.

    What it costs may be another then: QuoteChanged when that is not `expected_total`; ReturnRefused for a way that is not offered.
    """
    admit(scope, RETURNS_DECIDE)
    said = read_said({name: value for name, value in raw.items() if name != "items"}, _OWN, {})
    if "method" not in said.values:
        problem = FieldProblem("method", _("is missing"))
        raise Invalid(_("This can't be done as it was sent."), problems=(problem,))
    held = await hold(db, scope, key)
    items = items_in(await picked(db, held, Said(said.values, None), can_change))
    quote = await judged_anew(db, scope, held, items, said.values["method"])
    overruled = any(each.overruled_by for each in items)
    check(quote, (), expected_in(said.values.get(EXPECTED), held.request.currency), overruled=overruled)
    before = {"method": held.request.method}
    for each, answer in zip(items, quote.items, strict=True):
        _apply(each, answer)
    summed_up = {each.method for each in held.items}, {each.destination for each in held.items}
    held.request.method, held.request.destination = (next(iter(each)) if len(each) == 1 else None for each in summed_up)
    after = {"method": held.request.method}
    await done(db, scope, held, "method_changed", items, now=now, before=before, after=after)
    return held


def can_change(item: ReturnItem) -> bool:
    """Whether it has not been sent yet, and nothing moves."""
    return item.logistics in _OPEN and item.settlement == "none" and item.authorisation in ("requested", "approved")


async def judged_anew(db: AsyncSession, scope: Scope, held: Held, items: list[ReturnItem], method: str) -> Quote:
    """What these items would bring by another way, as of when they were asked for."""
    request = held.request
    names = await line_external_ids(db, request.merchant_id, {each.line_id for each in items})
    asked = tuple(AskedLine(names[each.line_id], each.quantity, each.reason, each.sub_reason, each.resolution) for each in items)
    order = await order_by_id(db, scope, request.order_id)
    overruled = any(each.overruled_by for each in items)
    again = Request(request.created_at, asked, country=request.country, method=method, overruled=overruled)
    return await judged(db, scope, order, again, but=request.id)


def _apply(item: ReturnItem, answer: Item) -> None:
    item.method, item.destination, item.estimated = answer.method, answer.destination, answer.estimated
    item.settle_on = answer.settle_on
    for name in AMOUNTS:
        setattr(item, f"{name}_minor", getattr(answer.money, name))
    item.worth_goods_minor, item.worth_tax_minor = answer.worth_goods, answer.worth_tax
    logistics = "kept_by_shopper" if answer.method == "keep" else "awaiting"
    if logistics != item.logistics:
        move(item, Track.LOGISTICS, logistics)
