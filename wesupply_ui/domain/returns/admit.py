"""Who may do this with a return? Staff and machines by permission; a shopper by the link to the order, and only what shoppers do."""

from __future__ import annotations

from wesupply_ui.domain.accounts.scopes import Audience, Scope

CHANNELS = {Audience.SHOPPER: "shopper", Audience.MACHINE: "api"}


def admit(scope: Scope, permission: str) -> None:
    """NotAllowed unless the scope has the permission, or is a shopper's who holds the link to an order."""
    if not is_shopper(scope):
        scope.require(permission)


def is_shopper(scope: Scope) -> bool:
    """Whether somebody asks who holds the link to one order. Which one, every query minds."""
    return scope.audience is Audience.SHOPPER and bool(scope.order_id)


def channel_of(scope: Scope) -> str:
    """By what way a return was asked for."""
    return CHANNELS.get(scope.audience, "staff")
