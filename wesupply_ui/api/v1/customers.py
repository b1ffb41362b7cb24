"""Customers over REST: the merchant's allow list and block list."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request, Response

from wesupply_ui.api.admission import by_token
from wesupply_ui.api.body import answer, as_object, parsed, read_json_bytes
from wesupply_ui.api.caller import writing
from wesupply_ui.api.door import door
from wesupply_ui.api.v1.shapes import json_body
from wesupply_ui.domain.accounts.permissions import CUSTOMERS_LIST
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.list_customer import list_customer
from wesupply_ui.kernel import clock

router = door(tags=["Customers"])


@router.put("/customers/{email}/list", summary="Allow or block a customer", openapi_extra=json_body("CustomerList"))
async def put_list(email: str, request: Request, caller: Annotated[Scope, by_token(may=CUSTOMERS_LIST)]) -> Response:
    """Set the list of everyone with this mail address; null takes them off it."""
    raw = as_object(parsed(await read_json_bytes(request)))
    async with writing() as db:
        customer = await list_customer(db, caller, email, raw, now=clock.now())
    return answer({"email": customer.email, "list": customer.list_state, "reason": customer.list_reason})
