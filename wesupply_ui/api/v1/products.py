"""Products over REST: the catalogue, one SKU at a time or as a whole feed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_body, read_json_bytes
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.api.door import door
from wesupply_ui.api.idempotency import once
from wesupply_ui.api.problems import Refused
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import ORDERS_READ, ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.feed_csv import products_of_csv
from wesupply_ui.domain.catalogue.feed_google import products_of_google
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.domain.catalogue.put import put_product
from wesupply_ui.domain.catalogue.queries import product_by_sku
from wesupply_ui.domain.catalogue.stock import levels_of
from wesupply_ui.domain.catalogue.take_in_feed import Report, take_in_feed
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.money import to_major

router = door(tags=["Products"])
_READERS = {
    "text/csv": products_of_csv,
    "application/xml": products_of_google,
    "text/xml": products_of_google,
    "application/rss+xml": products_of_google,
    "application/atom+xml": products_of_google,
}
_FEED: dict[str, Any] = {"requestBody": {"required": True, "content": {media: {"schema": {"type": "string"}} for media in _READERS}}}


@router.post("/products/feed", summary="Send a feed of products", openapi_extra=_FEED)
async def post_feed(request: Request, caller: Annotated[Scope, by_token(may=ORDERS_WRITE)]) -> Response:
    """A CSV file, or a feed in Google's product format (XML); the Content-Type tells which. Products left out stay.

    200 when all were taken, 207 when some were rejected, 422 when all were. `problems` names the row (the line of the file), the SKU and
    the field; those that are `taken` are remarks.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    read = _READERS.get(media)
    if read is None:
        raise Refused(415, "media_type", f"Send text/csv or application/xml, not {media[:80] or 'nothing'}.")
    body = await read_body(request)

    async def deed(db: AsyncSession) -> Response:
        return _reported(await take_in_feed(db, caller, read(body), now=clock.now()))

    return await once(request, caller, body, deed)


def _reported(report: Report) -> Response:
    taken = report.created + report.updated + report.unchanged
    problems = [
        {"row": each.row, "sku": each.sku, "field": each.problem.field, "message": each.problem.message, "taken": each.taken}
        for each in report.told
    ]
    counts = {name: getattr(report, name) for name in ("created", "updated", "unchanged", "rejected")}
    status = 200 if not report.rejected else 207 if taken else 422
    return answer(counts | {"problems": problems, "more_problems": report.more}, status)


@router.get("/products/{sku:path}", summary="One product")
async def get_product(sku: str, caller: Annotated[Scope, by_token(may=ORDERS_READ)]) -> Response:
    """As it was put, with what we filled in."""
    async with reading() as db:
        product = await product_by_sku(db, caller, sku)
        return answer(await _told(db, caller, product))


@router.put("/products/{sku:path}", summary="Make or change a product", openapi_extra=json_body("Product"))
async def put(sku: str, request: Request, caller: Annotated[Scope, by_token(may=ORDERS_WRITE)]) -> Response:
    """Fields left out stay as they were. 201 for a new one. `problems` are remarks: the product was taken."""
    raw = as_object(parsed(await read_json_bytes(request)))
    async with writing() as db:
        product, is_new, remarks = await put_product(db, caller, sku, raw, now=clock.now())
        told = await _told(db, caller, product)
    problems = [{"field": each.field, "message": each.message} for each in remarks]
    return answer(told | {"problems": problems}, 201 if is_new else 200)


async def _told(db: AsyncSession, caller: Scope, product: Product) -> dict[str, Any]:
    price = to_major(product.price_minor, product.currency) if product.price_minor is not None and product.currency else None
    names = ("sku", "title", "currency", "stock", "variant_of", "image_url", "product_url", "options", "attributes")
    told = {name: getattr(product, name) for name in names}
    levels = (await levels_of(db, caller, [product.id])).get(product.id, {})
    return told | {"price": price, "stock_by_location": levels, "updated_at": product.updated_at.isoformat()}
