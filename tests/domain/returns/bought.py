"""An order as the shop sends it, frozen for judging without a database, and a policy to judge it by: cases and properties start here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.merge import merge
from wesupply_ui.domain.orders.read_order import Known, read_order
from wesupply_ui.domain.returns.compiled import Compiled, compile_policy
from wesupply_ui.domain.returns.facts_of import by_name
from wesupply_ui.domain.returns.freeze import OfProduct, Sent, purchase_of
from wesupply_ui.domain.returns.read_policy import read_policy
from wesupply_ui.domain.returns.snapshot import Purchase, Returned
from wesupply_ui.kernel.money import to_minor

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 16, 18, tzinfo=UTC)
"""Noon in Chicago, ten days after the parcel arrived."""
PLACES = ("warehouse", "bulky-hub", "austin", "berlin", "recycling-1", "vendor-7")
ORDER: dict[str, Any] = {
    "external_id": "5001",
    "placed_at": "2026-11-02T10:00:00-06:00",
    "currency": "USD",
    "customer": {"email": "ada@example.com"},
    "shipping_address": {"country": "US"},
    "shipments": [
        {
            "carrier": "ups",
            "tracking_number": "1Z1",
            "shipped_at": "2026-11-03T12:00:00-06:00",
            "delivered_at": "2026-11-06T15:00:00-06:00",
        }
    ],
}
POLICY: dict[str, Any] = {
    "name": "Standard",
    "reasons": [
        {
            "code": "size",
            "label": "Doesn't fit",
            "sub": [{"code": "too_small", "label": "Too small"}, {"code": "too_large", "label": "Too large"}],
        },
        {"code": "damaged", "label": "Arrived damaged"},
        {"code": "defective", "label": "Doesn't work"},
        {"code": "wrong_item", "label": "Not what I ordered"},
        {"code": "missing_part", "label": "A part is missing"},
        {"code": "changed_mind", "label": "Changed my mind"},
    ],
    "default": {
        "window": {"days": 30},
        "resolutions": [{"kind": "refund"}],
        "methods": ["label", "store"],
        "destination": "warehouse",
        "return_cost": {"kind": "fixed", "amount": "5.00"},
    },
    "rules": [],
}


def whole_order(changes: dict[str, Any]) -> dict[str, Any]:
    """The raw order with these changes, its sums filled in where they were left out."""
    raw = ORDER | changes
    lines = [{"quantity": 1, "sku": each["external_id"].upper(), "title": each["external_id"].title()} | each for each in raw["lines"]]
    cents = [[to_minor(each.get(name, "0"), "USD") for name in ("unit_price", "discount_amount", "tax_amount")] for each in lines]
    goods = sum(price * each["quantity"] for (price, _, _), each in zip(cents, lines, strict=True))
    less, tax = sum(each[1] for each in cents), sum(each[2] for each in cents)
    shipping = to_minor(raw.get("shipping_amount", "0"), "USD")
    sums = {"discount_amount": less, "tax_amount": tax, "total_amount": goods - less + tax + shipping}
    return {name: f"{value / 100:.2f}" for name, value in sums.items()} | raw | {"lines": lines}


def frozen(raw: dict[str, Any], *, listed: str | None = None, products: dict[str, Any] | None = None) -> Purchase:
    """The raw order as a judge sees it, by the same reading as orders that are stored."""
    shop = Merchant(id="acme", slug="acme", name="Acme", time_zone="America/Chicago")
    read = read_order(raw, Known(None, "USD", "US"), now=datetime(2027, 6, 1, tzinfo=UTC))
    assert not read.findings.problems, read.findings.problems
    merged = merge(read, None, [], shop, now=NOW)
    ids = {line["external_id"]: line["id"] for line in merged.lines}
    sent = [
        Sent(
            each.shipped_at or NOW,
            each.delivered_at.astimezone(UTC) if each.delivered_at else None,
            {ids[external_id]: quantity for external_id, quantity in each.lines or ()},
        )
        for each in read.shipments
    ]
    who = read.customer or {}
    customer = SimpleNamespace(email=who.get("email"), group=who.get("group"), list_state=listed)
    known = {sku: OfProduct(by_name(each.get("attributes", {})), each.get("in_stock")) for sku, each in (products or {}).items()}
    rows = [SimpleNamespace(**line) for line in merged.lines]
    return purchase_of(SimpleNamespace(**({"own_tags": []} | merged.row)), rows, customer, sent, known)


def after(order: Purchase, *, return_count: int = 0, given_back: str = "0", lines: dict[str, Any] | None = None) -> Purchase:
    """The order after earlier returns took these units and amounts."""
    gone = {
        name: Returned(each["quantity"], to_minor(each.get("goods", "0"), "USD"), to_minor(each.get("tax", "0"), "USD"))
        for name, each in (lines or {}).items()
    }
    changed = tuple(replace(line, returned=gone.get(line.external_id, line.returned)) for line in order.lines)
    return replace(order, return_count=return_count, given_back=to_minor(given_back, "USD"), lines=changed)


def policy(changes: dict[str, Any] | None = None) -> Compiled:
    """The standard policy with these changes, checked, and without anything odd in it."""
    changes = changes or {}
    raw = POLICY | changes | {"default": POLICY["default"] | changes.get("default", {})}
    checked, remarks = read_policy(raw, zone=CHICAGO, currency="USD", locations=PLACES)
    assert remarks == [], remarks
    return compile_policy(checked, CHICAGO)
