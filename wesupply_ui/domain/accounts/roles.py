"""Who may do what: roles as a table of permissions, read by screens, API and tests alike."""

from __future__ import annotations

ORDERS_READ = "orders.read"
ORDERS_WRITE = "orders.write"
TRACKING_POLL = "tracking.poll"
MESSAGES_READ = "messages.read"
SETTINGS_WRITE = "settings.write"

_ALL = frozenset({ORDERS_READ, ORDERS_WRITE, TRACKING_POLL, MESSAGES_READ, SETTINGS_WRITE})

ROLES: dict[str, frozenset[str]] = {
    "owner": _ALL,
    "manager": _ALL,
    "support": frozenset({ORDERS_READ, TRACKING_POLL, MESSAGES_READ}),
    "viewer": frozenset({ORDERS_READ}),
    "machine": frozenset({ORDERS_READ, ORDERS_WRITE, TRACKING_POLL}),
    "shopper": frozenset(),
}


def permissions_of(role: str) -> frozenset[str]:
    """A role's permissions; an unknown role has none."""
    return ROLES.get(role, frozenset())
