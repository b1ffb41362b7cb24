"""The merchant's addresses."""

from __future__ import annotations

from wesupply_ui.portals.marks import MERCHANT
from wesupply_ui.portals.merchant.order.page import order
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.merchant.orders.page import orders
from wesupply_ui.portals.merchant.orders.state import OrdersState
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.page import Page

PAGES = (
    Page("/app/orders", orders, "Orders", MERCHANT, on_load=[PersonState.load, OrdersState.load]),
    Page("/app/orders/[number]", order, "Order", MERCHANT, on_load=[PersonState.load, OrderState.load]),
)
