"""The merchant's addresses."""

from __future__ import annotations

from dataclasses import replace

from wesupply_ui.portals.marks import MERCHANT
from wesupply_ui.portals.merchant.exceptions.page import exceptions
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState
from wesupply_ui.portals.merchant.importing.page import importing
from wesupply_ui.portals.merchant.importing.state import ImportState
from wesupply_ui.portals.merchant.inbox.state import InboxState
from wesupply_ui.portals.merchant.insights.behind import BehindState, orders_behind
from wesupply_ui.portals.merchant.insights.page import insights
from wesupply_ui.portals.merchant.insights.state import InsightsState
from wesupply_ui.portals.merchant.messages.page import messages
from wesupply_ui.portals.merchant.messages.state import MessagesState
from wesupply_ui.portals.merchant.new_return.page import new_return
from wesupply_ui.portals.merchant.new_return.state import NewReturnState
from wesupply_ui.portals.merchant.one_return.page import one_return
from wesupply_ui.portals.merchant.one_return.state import ReturnState
from wesupply_ui.portals.merchant.order.page import order
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.merchant.order_desk.state import OrderDeskState
from wesupply_ui.portals.merchant.order_fields.state import OrderFieldsState
from wesupply_ui.portals.merchant.orders.page import orders
from wesupply_ui.portals.merchant.orders.state import OrdersState
from wesupply_ui.portals.merchant.overview.page import overview
from wesupply_ui.portals.merchant.overview.state import OverviewState
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.receiving.page import RECEIVE, receiving
from wesupply_ui.portals.merchant.receiving.state import ReceiveState
from wesupply_ui.portals.merchant.returns.page import returns
from wesupply_ui.portals.merchant.returns.state import ReturnsState
from wesupply_ui.portals.merchant.settings.api.page import api_clients
from wesupply_ui.portals.merchant.settings.api.state import ApiClientsState
from wesupply_ui.portals.merchant.settings.audit.page import audit
from wesupply_ui.portals.merchant.settings.audit.state import AuditState
from wesupply_ui.portals.merchant.settings.branding.page import branding
from wesupply_ui.portals.merchant.settings.branding.state import BrandingState
from wesupply_ui.portals.merchant.settings.carriers.page import carriers
from wesupply_ui.portals.merchant.settings.carriers.state import CarriersState
from wesupply_ui.portals.merchant.settings.domains.page import domains
from wesupply_ui.portals.merchant.settings.domains.state import DomainsState
from wesupply_ui.portals.merchant.settings.fields.page import fields
from wesupply_ui.portals.merchant.settings.fields.state import FieldsState
from wesupply_ui.portals.merchant.settings.labels.page import label_settings
from wesupply_ui.portals.merchant.settings.labels.state import LabelSettingsState
from wesupply_ui.portals.merchant.settings.location.page import location
from wesupply_ui.portals.merchant.settings.location.state import LocationState
from wesupply_ui.portals.merchant.settings.locations.page import locations
from wesupply_ui.portals.merchant.settings.locations.state import LocationsState
from wesupply_ui.portals.merchant.settings.payments.page import payments
from wesupply_ui.portals.merchant.settings.payments.state import PaymentsState
from wesupply_ui.portals.merchant.settings.profile.page import profile
from wesupply_ui.portals.merchant.settings.profile.state import ProfileState
from wesupply_ui.portals.merchant.settings.returns.page import return_policy
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState
from wesupply_ui.portals.merchant.settings.returns.trying_state import TryState
from wesupply_ui.portals.merchant.settings.returns.versions_state import VersionsState
from wesupply_ui.portals.merchant.settings.roles.page import roles
from wesupply_ui.portals.merchant.settings.roles.state import RolesState
from wesupply_ui.portals.merchant.settings.security.page import security
from wesupply_ui.portals.merchant.settings.security.state import BlocksState
from wesupply_ui.portals.merchant.settings.security.two_factor import TwoFactorState
from wesupply_ui.portals.merchant.settings.staff.page import staff
from wesupply_ui.portals.merchant.settings.staff.state import StaffState
from wesupply_ui.portals.merchant.settings.start.page import settings_start
from wesupply_ui.portals.merchant.shipments.page import shipments
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState
from wesupply_ui.portals.merchant.stray_boxes.page import stray_boxes
from wesupply_ui.portals.merchant.stray_boxes.state import BoxesState
from wesupply_ui.portals.merchant.welcome.page import welcome
from wesupply_ui.portals.merchant.welcome.state import WelcomeState
from wesupply_ui.portals.page import Page

_SCREENS = (
    Page("/app", overview, "Overview", MERCHANT, on_load=[PersonState.load, OverviewState.load, WelcomeState.glance]),
    Page("/app/orders", orders, "Orders", MERCHANT, on_load=[PersonState.load, OrdersState.load]),
    Page("/app/orders/import", importing, "Import orders", MERCHANT, on_load=[PersonState.load, ImportState.load]),
    Page(
        "/app/orders/[number]",
        order,
        "Order",
        MERCHANT,
        on_load=[PersonState.load, OrderDeskState.load, OrderState.load, OrderFieldsState.load],
    ),
    Page("/app/shipments", shipments, "Shipments", MERCHANT, on_load=[PersonState.load, ShipmentsState.load]),
    Page("/app/exceptions", exceptions, "Exceptions", MERCHANT, on_load=[PersonState.load, ExceptionsState.load]),
    Page("/app/returns", returns, "Returns", MERCHANT, on_load=[PersonState.load, ReturnsState.load]),
    Page(RECEIVE, receiving, "Receive returns", MERCHANT, on_load=[PersonState.load, ReceiveState.load]),
    Page("/app/returns/boxes", stray_boxes, "Unmatched boxes", MERCHANT, on_load=[PersonState.load, BoxesState.load]),
    Page("/app/returns/new", new_return, "New return", MERCHANT, on_load=[PersonState.load, NewReturnState.load]),
    Page("/app/returns/[number]", one_return, "Return", MERCHANT, on_load=[PersonState.load, ReturnState.load]),
    Page("/app/insights", insights, "Insights", MERCHANT, on_load=[PersonState.load, InsightsState.load]),
    Page("/app/insights/orders", orders_behind, "Orders behind a figure", MERCHANT, on_load=[PersonState.load, BehindState.load]),
    Page("/app/messages", messages, "Messages", MERCHANT, on_load=[PersonState.load, MessagesState.load]),
    Page("/app/welcome", welcome, "First steps", MERCHANT, on_load=[PersonState.load, WelcomeState.load]),
    Page("/app/settings", settings_start, "Settings", MERCHANT, on_load=[PersonState.load]),
    Page("/app/settings/branding", branding, "Branding", MERCHANT, on_load=[PersonState.load, BrandingState.load]),
    Page("/app/settings/api", api_clients, "API clients", MERCHANT, on_load=[PersonState.load, ApiClientsState.load]),
    Page("/app/settings/security", security, "Security", MERCHANT, on_load=[PersonState.load, TwoFactorState.load, BlocksState.load]),
    Page("/app/settings/audit", audit, "Audit log", MERCHANT, on_load=[PersonState.load, AuditState.load]),
    Page("/app/settings/domains", domains, "Domains", MERCHANT, on_load=[PersonState.load, DomainsState.load]),
    Page("/app/settings/profile", profile, "Profile", MERCHANT, on_load=[PersonState.load, ProfileState.load]),
    Page("/app/settings/locations", locations, "Locations", MERCHANT, on_load=[PersonState.load, LocationsState.load]),
    Page("/app/settings/locations/[id]", location, "Location", MERCHANT, on_load=[PersonState.load, LocationState.load]),
    Page(
        "/app/settings/returns",
        return_policy,
        "Return policy",
        MERCHANT,
        on_load=[PersonState.load, PolicyState.load, TryState.load, VersionsState.load],
    ),
    Page("/app/settings/carriers", carriers, "Carrier accounts", MERCHANT, on_load=[PersonState.load, CarriersState.load]),
    Page("/app/settings/labels", label_settings, "Labels", MERCHANT, on_load=[PersonState.load, LabelSettingsState.load]),
    Page("/app/settings/payments", payments, "Payments", MERCHANT, on_load=[PersonState.load, PaymentsState.load]),
    Page("/app/settings/staff", staff, "Staff", MERCHANT, on_load=[PersonState.load, StaffState.load]),
    Page("/app/settings/roles", roles, "Roles", MERCHANT, on_load=[PersonState.load, RolesState.load]),
    Page("/app/settings/fields", fields, "Custom fields", MERCHANT, on_load=[PersonState.load, FieldsState.load]),
)

# The bell counts on every screen, after the screen itself is there.
PAGES = tuple(replace(page, on_load=[*page.on_load, InboxState.load]) for page in _SCREENS)
