"""A merchant says what it sells: one product by SKU, made when new, changed where given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.domain.catalogue.queries import find_product
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import Field, Findings

_APART = frozenset({"sku"})


def _fields(currency: str) -> dict[str, Field]:
    return {
        "title": Field("title", fields.text(500), ""),
        "price": Field("price_minor", fields.amount(currency)),
        "currency": Field("currency", fields.currency),
        "stock": Field("stock", fields.count(0, 1_000_000_000)),
        "variant_of": Field("variant_of", fields.text(200, numbers=True)),
        "image_url": Field("image_url", fields.web_address),
        "product_url": Field("product_url", fields.web_address),
        "options": Field("options", intake.free_object, dict),
        "attributes": Field("attributes", intake.free_object, dict),
    }


async def put_product(
    db: AsyncSession, scope: Scope, sku: str, raw: dict[str, Any], *, now: datetime
) -> tuple[Product, bool, list[FieldProblem]]:
    """(the product, whether it is new, remarks). Fields left out stay; prices are in the merchant's currency unless said otherwise.

    Fields that we don't know are kept among the attributes. Invalid with every field's problem.
    """
    scope.require(ORDERS_WRITE)
    findings = Findings()
    product = await find_product(db, scope, sku)
    is_new = product is None
    try:
        sku = fields.text(200)(sku)
    except ValueError as error:
        findings.problem("sku", str(error))
    if raw.get("sku") not in (None, sku):
        findings.problem("sku", "is another one than that of the address")
    currency = await _currency(db, scope, raw, product)
    values, unknown = intake.take(raw, _fields(currency), "", findings, _APART)
    if findings.problems:
        raise Invalid("This product cannot be taken as it is.", problems=tuple(findings.problems))
    if product is None:
        product = Product(merchant_id=scope.merchant_id, sku=sku, title=sku)
        db.add(product)
    values |= {"currency": currency, "attributes": {**values.get("attributes", product.attributes), **unknown}}
    before = {} if is_new else {name: getattr(product, name) for name, value in values.items() if getattr(product, name) != value}
    for name, value in values.items():
        setattr(product, name, value)
    product.updated_at = now
    if is_new or before:
        after = {name: values[name] for name in (values if is_new else before)}
        verb, subject = "product.made" if is_new else "product.changed", f"product:{sku}"
        await audit.note(db, scope, verb, subject, at=now, label=product.title or sku, before=before, after=after)
    return product, is_new, findings.remarks


async def _currency(db: AsyncSession, scope: Scope, raw: dict[str, Any], product: Product | None) -> str:
    try:
        return fields.currency(raw["currency"])
    except (KeyError, ValueError):
        known = product.currency if product else None
        return known or (await db.get_one(Merchant, scope.merchant_id)).currency
