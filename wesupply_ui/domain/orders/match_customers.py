"""Which customer does each order belong to? Matched by the shop's own id, else by mail address; changed by what the order says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.orders.merge import Merged, Row
from wesupply_ui.domain.orders.models import Customer
from wesupply_ui.kernel.ids import new_id

CUSTOMER_COLUMNS = ("external_id", "email", "phone", "first_name", "last_name", "group", "tags")
_TABLE = Customer.__table__  # type: ignore[attr-defined]


@dataclass(slots=True)
class Customers:
    """The customers that a batch touches, and what it makes of them."""

    by_id: dict[str, Row] = field(default_factory=dict)
    by_external: dict[str, Row] = field(default_factory=dict)
    by_email: dict[str, Row] = field(default_factory=dict)
    new: dict[str, Row] = field(default_factory=dict)
    changed: dict[str, Row] = field(default_factory=dict)

    def know(self, row: Row) -> None:
        """Make this customer findable."""
        self.by_id[row["id"]] = row
        if row["external_id"]:
            self.by_external.setdefault(row["external_id"], row)
        if row["email"]:
            self.by_email.setdefault(row["email"], row)


async def load_customers(db: AsyncSession, merchant_id: str, merged: Iterable[Merged]) -> Customers:
    """Everyone whom a batch may be about, those we have longest first."""
    given = [each.read.customer for each in merged if each.read.customer]
    wanted = {
        _TABLE.c.id: {each.row["customer_id"] for each in merged} - {None},
        _TABLE.c.external_id: {who.get("external_id") for who in given} - {None},
        _TABLE.c.email: {who.get("email") for who in given} - {None},
    }
    customers = Customers()
    found: dict[str, Row] = {}
    # One statement for each: joined by "or" they would read the merchant's every customer.
    for column, values in wanted.items():
        if values:
            rows = await db.execute(select(_TABLE).where(_TABLE.c.merchant_id == merchant_id, column.in_(sorted(values))))
            found.update((row["id"], dict(row)) for row in rows.mappings())
    for _, row in sorted(found.items()):
        customers.know(row)
    return customers


def match_customer(merged: Merged, customers: Customers, *, now: datetime) -> None:
    """Find or make the order's customer, apply what was said of them, and copy what lists and mails read from the order itself."""
    row, given = merged.row, merged.read.customer
    if merged.read.clears_customer:
        row["customer_id"] = row["email"] = row["phone"] = None
    elif given:
        customer = _found(given, row, customers) or _made(row, customers, now)
        _apply(given, customer, customers, now)
        row["customer_id"] = customer["id"]
    customer = customers.by_id.get(row["customer_id"] or "")
    if given is None and not merged.read.clears_customer and not merged.read.address and not merged.read.clears_address:
        return  # nothing was said of people: what a later order said of this customer is not news of this one
    if customer and given is not None:
        row["email"] = customer["email"]
    row["phone"] = (customer or {}).get("phone") or row["address"].get("phone")
    names = " ".join(filter(None, ((customer or {}).get("first_name"), (customer or {}).get("last_name"))))
    row["name"] = names or row["address"].get("name")


def _found(given: dict[str, Any], row: Row, customers: Customers) -> Row | None:
    external, email = given.get("external_id"), given.get("email")
    if external:
        by_email = customers.by_email.get(email or "")
        # A guest whom the shop has since given an id is the same person.
        return customers.by_external.get(external) or (by_email if by_email and not by_email["external_id"] else None)
    if email:
        return customers.by_email.get(email)
    return customers.by_id.get(row["customer_id"] or "")


def _made(row: Row, customers: Customers, now: datetime) -> Row:
    customer: Row = {
        "id": new_id(), "merchant_id": row["merchant_id"], "external_id": None, "email": None, "phone": None, "first_name": None,
        "last_name": None, "group": None, "tags": [], "list_state": None, "list_reason": None, "created_at": now, "updated_at": now,
    }  # fmt: skip
    customers.new[customer["id"]] = customer
    return customer


def _apply(given: dict[str, Any], customer: Row, customers: Customers, now: datetime) -> None:
    if any(customer[column] != given[column] for column in given):
        customer.update(given, updated_at=now)
        if customer["id"] not in customers.new:
            customers.changed[customer["id"]] = customer
    customers.know(customer)
