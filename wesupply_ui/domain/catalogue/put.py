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
from wesupply_ui.domain.catalogue.read_product import read_product
from wesupply_ui.domain.catalogue.stock import levels_of, note_levels
from wesupply_ui.domain.locations.queries import external_ids_in_use
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def put_product(
    db: AsyncSession, scope: Scope, sku: str, raw: dict[str, Any], *, now: datetime
) -> tuple[Product, bool, list[FieldProblem]]:
    """(the product, whether it is new, remarks). Fields left out stay; prices are in the merchant's currency unless said otherwise.

    Fields that we don't know are kept among the attributes. Invalid with every field's problem.
    """
    scope.require(ORDERS_WRITE)
    product = await find_product(db, scope, sku)
    is_new = product is None
    known = product.currency if product else None
    currency = known or (await db.get_one(Merchant, scope.merchant_id)).currency
    read = read_product(raw | {"sku": sku}, currency, await external_ids_in_use(db, scope.merchant_id))
    if raw.get("sku") not in (None, read.sku):
        read.findings.problem("sku", _("is another one than that of the address"))
    if read.findings.problems:
        raise Invalid(_("This product cannot be taken as it is."), problems=tuple(read.findings.problems))
    if product is None:
        product = Product(merchant_id=scope.merchant_id, sku=read.sku, title=read.sku)
        db.add(product)
        await db.flush()
    values = read.values | {"attributes": {**read.values.get("attributes", product.attributes), **read.unknown}}
    before = {} if is_new else {name: getattr(product, name) for name, value in values.items() if getattr(product, name) != value}
    for name, value in values.items():
        setattr(product, name, value)
    product.updated_at = now
    if read.levels is not None:
        levels = (await levels_of(db, scope, [product.id])).get(product.id, {})
        if levels != read.levels:
            await note_levels(db, scope, {product.id: read.levels})
            before, values = before | {"stock_by_location": levels}, values | {"stock_by_location": read.levels}
    if is_new or before:
        after = {name: values[name] for name in (values if is_new else before)}
        verb, subject = "product.made" if is_new else "product.changed", f"product:{read.sku}"
        told = {} if is_new else before
        await audit.note(db, scope, verb, subject, at=now, label=product.title or read.sku, before=told, after=after)
    return product, is_new, read.findings.remarks
