"""Who is an order for, in its own words? A customer may be called otherwise by a later order; what this one was told stays true of it."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.orders.models import Customer, Order


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Name, mail address and phone as this order has them; None for what neither the order nor its customer says."""

    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None


def own_words(order: Order, customer: Customer | None) -> OwnWords:
    """The order's own details first; the customer's only where the order has none."""
    first, last = _names(order.name, customer)
    return OwnWords(first, last, order.email or (customer and customer.email), order.phone or (customer and customer.phone))


def first_name(order: Order, customer: Customer | None) -> str | None:
    """The first name, when it is sure which part of the order's name that is; None otherwise."""
    known = customer.first_name if customer else None
    return known if known and (not order.name or order.name == known or order.name.startswith(f"{known} ")) else None


def _names(whole: str | None, customer: Customer | None) -> tuple[str | None, str | None]:
    """The order keeps one name; the customer's parts tell where to divide it. Without any, the last word is taken for the last name."""
    first, last = (customer.first_name, customer.last_name) if customer else (None, None)
    joined = " ".join(filter(None, (first, last)))
    if not whole or not joined or joined == whole:
        return first, last  # a customer whom nobody named: the order's name is that of its address
    if first and whole.startswith(f"{first} "):
        return first, whole.removeprefix(f"{first} ")
    if last and whole.endswith(f" {last}"):
        return whole.removesuffix(f" {last}"), last
    before, _, after = whole.rpartition(" ")
    return (before, after) if before else (whole, None)
