"""Who may do what: roles as a table of permissions, read by screens, API and tests alike.

A merchant's own roles (`custom_role`) are made of the same permissions; their key begins with `CUSTOM`.
"""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.accounts import permissions as p

CUSTOM = "custom:"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that every merchant has. `at_store`: held together with one location, and opens the store desk instead of the portal."""

    key: str
    name: str
    about: str
    permissions: frozenset[str]
    at_store: bool = False


_READS = frozenset({p.ORDERS_READ, p.RETURNS_READ, p.PICKUPS_READ})
_SUPPORT = _READS | {
    p.ORDERS_EXPORT, p.ORDERS_NOTE, p.TRACKING_POLL, p.EXCEPTIONS_WORK, p.MESSAGES_READ, p.MESSAGES_SEND, p.RETURNS_DECIDE,
    p.VIEWS_SHARE, p.INSIGHTS_READ, p.CUSTOMERS_LIST,
}  # fmt: skip
_DESK = _READS | {p.PICKUPS_WORK, p.RETURNS_RECEIVE}

STAFF_ROLES: tuple[Role, ...] = (
    Role("owner", "Owner", "Everything, also handing the shop over. There is always one.", p.ALL),
    Role("manager", "Manager", "Everything but the ownership and own roles.", p.ALL - {p.OWNERSHIP_TRANSFER, p.ROLES_MANAGE}),
    Role("support", "Support", "Helps shoppers: orders, exceptions, messages, returns to decide.", _SUPPORT),
    Role(
        "returns_agent",
        "Returns agent",
        "Works returns: decides, receives, pays out.",
        _READS | {p.ORDERS_NOTE, p.MESSAGES_READ, p.RETURNS_DECIDE, p.RETURNS_RECEIVE, p.RETURNS_SETTLE},
    ),
    Role("analyst", "Analyst", "Looks and changes nothing.", _READS | {p.ORDERS_EXPORT, p.INSIGHTS_READ}),
    Role(
        "store_manager", "Store manager", "Runs one store's desk.", _DESK | {p.ORDERS_NOTE, p.INSIGHTS_READ, p.DESK_MANAGE}, at_store=True
    ),
    Role("store_associate", "Store associate", "Works at one store's desk.", _DESK, at_store=True),
)
BY_KEY: dict[str, Role] = {role.key: role for role in STAFF_ROLES}

_MACHINE = frozenset({
    p.ORDERS_READ, p.ORDERS_WRITE, p.TRACKING_POLL, p.CUSTOMERS_LIST, p.LOCATIONS_WRITE, p.RETURNS_READ, p.RETURNS_RULES, p.RETURNS_DECIDE,
    p.RETURNS_RECEIVE, p.RETURNS_SETTLE,
})  # fmt: skip
ROLES: dict[str, frozenset[str]] = {role.key: role.permissions for role in STAFF_ROLES} | {
    "machine": _MACHINE,
    "shopper": frozenset(),
}
"""`machine`: what an API client without scopes of its own may do."""


def permissions_of(role: str) -> frozenset[str]:
    """A built-in role's permissions; an unknown one has none. Merchants' own roles are read by `scopes`."""
    return ROLES.get(role, frozenset())


def name_of(role: str, custom_name: str | None = None) -> str:
    """What people call the role."""
    return custom_name or (BY_KEY[role].name if role in BY_KEY else role.replace("_", " ").capitalize())
