"""A merchant puts a customer on its allow list or block list, or takes them off it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CUSTOMERS_LIST
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Customer
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import Field, Findings
from wesupply_ui.kernel.language import _

_FIELDS = {
    "list": Field("list_state", fields.choice("allow", "block")),
    "reason": Field("list_reason", fields.text(500)),
}


async def list_customer(db: AsyncSession, scope: Scope, email: str, raw: dict[str, Any], *, now: datetime) -> Customer:
    """Set `list` ("allow", "block" or null) and `reason` for everyone with this address; someone new is remembered for their first order.

    Null takes them off the list and forgets the reason. Invalid for a wrong address or list.
    """
    scope.require(CUSTOMERS_LIST)
    findings = Findings()
    try:
        address = fields.email(email)
    except ValueError as error:
        findings.problem("email", str(error))
        address = ""
    values, unknown = intake.take(raw, _FIELDS, "", findings, frozenset())
    for name in unknown:
        findings.problem(name, _("is not a field of this list"))
    if "list" not in raw:
        findings.problem("list", _("is missing; write allow, block or null"))
    if findings.problems:
        raise Invalid(_("The list cannot be changed as asked."), problems=tuple(findings.problems))
    mine = select(Customer).where(Customer.merchant_id == scope.merchant_id, Customer.email == address)
    customers = list((await db.execute(mine.order_by(Customer.id))).scalars())
    if not customers:
        customers = [Customer(merchant_id=scope.merchant_id, email=address, created_at=now)]
        db.add(customers[0])
    before = {"list": customers[0].list_state, "reason": customers[0].list_reason}
    for customer in customers:
        customer.list_state = values["list_state"]
        customer.list_reason = values.get("list_reason") if values["list_state"] else None
        customer.updated_at = now
    after = {"list": customers[0].list_state, "reason": customers[0].list_reason}
    if before != after:
        await audit.note(db, scope, "customer.listed", f"customer:{customers[0].id}", at=now, label=address, before=before, after=after)
    return customers[0]
