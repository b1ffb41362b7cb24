"""Products over REST: the catalogue feed, one SKU at a time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Response

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.api.door import door
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.domain.catalogue.put import put_product
from wesupply_ui.domain.catalogue.queries import product_by_sku
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.money import to_major

router = door(tags=["Products"])


@router.get("/products/{sku:path}", summary="One product")
async def get_product(sku: str, caller: Annotated[Scope, by_token(may=ORDERS_READ)]) -> Response:
    """As it was put, with what we filled in."""
    async with reading() as db:
        return answer(_told(await product_by_sku(db, caller, sku)))


@router.put("/products/{sku:path}", summary="Make or change a product", openapi_extra=json_body("Product"))
async def put(sku: str, request: Request, caller: Annotated[Scope, by_token(may=ORDERS_WRITE)]) -> Response:
    """Fields left out stay as they were. 201 for a new one. `problems` are remarks: the product was taken."""
    raw = as_object(parsed(await read_json_bytes(request)))
    async with writing() as db:
        product, is_new, remarks = await put_product(db, caller, sku, raw, now=clock.now())
    problems = [{"field": each.field, "message": each.message} for each in remarks]
    return answer(_told(product) | {"problems": problems}, 201 if is_new else 200)


def _told(product: Product) -> dict[str, Any]:
    price = to_major(product.price_minor, product.currency) if product.price_minor is not None and product.currency else None
    names = ("sku", "title", "currency", "stock", "variant_of", "image_url", "product_url", "options", "attributes")
    return {name: getattr(product, name) for name in names} | {"price": price, "updated_at": product.updated_at.isoformat()}
