"""Someone at the merchant's types what an order has in the merchant's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders import queries
from wesupply_ui.domain.orders.custom.keep import keep_values
from wesupply_ui.domain.orders.custom.kinds import Value
from wesupply_ui.domain.orders.custom.queries import own_fields, values_of
from wesupply_ui.domain.orders.custom.read import read_custom
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import Findings
from wesupply_ui.kernel.language import _


async def fill_in(db: AsyncSession, scope: Scope, order_id: str, raw: Mapping[str, Any], *, now: datetime) -> Order:
    """Key → what was typed; blank clears. Keys left out stay. Invalid with a problem for each field, by its path `custom.<key>`."""
    scope.require(ORDERS_WRITE)
    order = await queries.order_by_id(db, scope, order_id)
    own = await own_fields(db, scope)
    findings = Findings()
    values, unknown = read_custom(dict(raw), own, findings)
    for path in unknown:
        findings.problem(path, _("is not one of your fields"))
    if findings.problems:
        raise Invalid(_("This cannot be kept as it is."), problems=tuple(findings.problems))
    had = (await values_of(db, scope, [order.id])).get(order.id, {})
    if await keep_values(db, scope.merchant_id, {order.id: values}):
        order.updated_at = now
        before, after = _changed(had, values, {each.id: key for key, each in own.by_key.items()})
        live.announce(db, f"order:{order.id}", f"merchant:{scope.merchant_id}")
        await audit.note(db, scope, "order.fields_filled_in", f"order:{order.id}", at=now, label=order.number, before=before, after=after)
    return order


def _changed(had: Mapping[str, str], values: Mapping[str, Value | None], keys: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    now = {field_id: value.text if value else None for field_id, value in values.items()}
    changed = [field_id for field_id, text in now.items() if had.get(field_id) != text]
    return {keys[each]: had.get(each) for each in changed}, {keys[each]: now[each] for each in changed}
