"""Every permission there is, with words for people: what roles, API scopes, screens and tests are made of."""

from __future__ import annotations

from dataclasses import dataclass

ORDERS_READ = "orders.read"
ORDERS_WRITE = "orders.write"
ORDERS_EXPORT = "orders.export"
ORDERS_NOTE = "orders.note"
TRACKING_POLL = "tracking.poll"
EXCEPTIONS_WORK = "exceptions.work"
CUSTOMERS_LIST = "customers.list"
MESSAGES_READ = "messages.read"
MESSAGES_SEND = "messages.send"
RETURNS_READ = "returns.read"
RETURNS_DECIDE = "returns.decide"
RETURNS_OVERRULE = "returns.overrule"
RETURNS_RECEIVE = "returns.receive"
RETURNS_SETTLE = "returns.settle"
RETURNS_RULES = "returns.rules"
CREDIT_SPEND = "credit.spend"
PICKUPS_READ = "pickups.read"
PICKUPS_WORK = "pickups.work"
DESK_MANAGE = "desk.manage"
INSIGHTS_READ = "insights.read"
VIEWS_SHARE = "views.share"
SETTINGS_READ = "settings.read"
SETTINGS_WRITE = "settings.write"
BRANDING_WRITE = "branding.write"
LOCATIONS_WRITE = "locations.write"
CARRIERS_WRITE = "carriers.write"
STAFF_READ = "staff.read"
STAFF_MANAGE = "staff.manage"
ROLES_MANAGE = "roles.manage"
API_MANAGE = "api.manage"
SECURITY_MANAGE = "security.manage"
AUDIT_READ = "audit.read"
OWNERSHIP_TRANSFER = "ownership.transfer"


@dataclass(frozen=True, slots=True)
class Permission:
    """`words` finish the sentence "May …". `for_machines`: an API client can be given it as a scope."""

    key: str
    group: str
    words: str
    for_machines: bool = False


PERMISSIONS: tuple[Permission, ...] = (
    Permission(ORDERS_READ, "Orders", "see orders, parcels and customers", True),
    Permission(ORDERS_WRITE, "Orders", "send, import and change orders", True),
    Permission(ORDERS_EXPORT, "Orders", "download orders and parcels as a file", True),
    Permission(ORDERS_NOTE, "Orders", "write notes and assign orders"),
    Permission(TRACKING_POLL, "Orders", "ask carriers for news at once", True),
    Permission(EXCEPTIONS_WORK, "Orders", "work exceptions: snooze, assign and resolve"),
    Permission(CUSTOMERS_LIST, "Orders", "put customers on the allow list or the block list", True),
    Permission(VIEWS_SHARE, "Orders", "save views of lists for everybody"),
    Permission(MESSAGES_READ, "Messages", "read what shoppers were sent", True),
    Permission(MESSAGES_SEND, "Messages", "send messages again", True),
    Permission(RETURNS_READ, "Returns", "see returns", True),
    Permission(RETURNS_DECIDE, "Returns", "approve and decline returns", True),
    Permission(RETURNS_OVERRULE, "Returns", "make returns that the policy forbids", True),
    Permission(RETURNS_RECEIVE, "Returns", "take returned goods in and grade them", True),
    Permission(RETURNS_SETTLE, "Returns", "pay returns out", True),
    Permission(RETURNS_RULES, "Returns", "set the return policy", True),
    Permission(CREDIT_SPEND, "Returns", "check and spend store credit for a shopper", True),
    Permission(PICKUPS_READ, "Pickups", "see pickups", True),
    Permission(PICKUPS_WORK, "Pickups", "prepare pickups and hand them over", True),
    Permission(DESK_MANAGE, "Pickups", "register and remove the tablets of a store"),
    Permission(INSIGHTS_READ, "Insights", "see figures and charts", True),
    Permission(SETTINGS_READ, "Settings", "see settings"),
    Permission(SETTINGS_WRITE, "Settings", "change the merchant's profile, domains and fields", True),
    Permission(BRANDING_WRITE, "Settings", "change branding and page texts"),
    Permission(LOCATIONS_WRITE, "Settings", "change stores, warehouses and return centres", True),
    Permission(CARRIERS_WRITE, "Settings", "connect carrier accounts"),
    Permission(STAFF_READ, "People", "see who works here"),
    Permission(STAFF_MANAGE, "People", "invite people, change their roles, deactivate them"),
    Permission(ROLES_MANAGE, "People", "make roles"),
    Permission(OWNERSHIP_TRANSFER, "People", "hand the ownership over"),
    Permission(API_MANAGE, "Security", "make and end API clients"),
    Permission(SECURITY_MANAGE, "Security", "set sign-in rules and lift blocks"),
    Permission(AUDIT_READ, "Security", "read and export the audit log"),
)
ALL = frozenset(each.key for each in PERMISSIONS)
FOR_MACHINES = frozenset(each.key for each in PERMISSIONS if each.for_machines)
GROUPS = tuple(dict.fromkeys(each.group for each in PERMISSIONS))
