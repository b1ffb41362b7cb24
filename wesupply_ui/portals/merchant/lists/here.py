"""Which list does the tab show, and what does its address ask for?"""

from __future__ import annotations

from typing import Any

from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.orders.address import LIST as ORDERS
from wesupply_ui.portals.merchant.orders.address import Asked as OrdersAsked
from wesupply_ui.portals.merchant.returns.address import LIST as RETURNS
from wesupply_ui.portals.merchant.returns.address import Asked as ReturnsAsked
from wesupply_ui.portals.merchant.shipments.address import LIST as SHIPMENTS
from wesupply_ui.portals.merchant.shipments.address import Asked as ShipmentsAsked

Asked = OrdersAsked | ShipmentsAsked | ReturnsAsked
_LISTS: dict[str, tuple[str, type[Any]]] = {
    ORDERS: ("orders", OrdersAsked),
    SHIPMENTS: ("shipments", ShipmentsAsked),
    RETURNS: ("returns", ReturnsAsked),
}


def here(state: Any) -> tuple[str, Any]:
    """The list's name and its questions. NotFound on any other page."""
    found = _LISTS.get(state.router.url.path.rstrip("/"))
    if found is None:
        raise NotFound(_("There is no such list."))
    return found[0], found[1].of(state.router.url.query_parameters)


def asked_by(name: str, query: dict[str, str]) -> Any:
    """The questions of a saved view."""
    kind = next(kind for each, kind in _LISTS.values() if each == name)
    return kind.of(query)
