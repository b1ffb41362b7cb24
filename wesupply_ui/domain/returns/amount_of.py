"""What does an item bring, as it was frozen? Its amounts as the money of a quote, and their parts when its units part ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from wesupply_ui.domain.returns.amounts import share
from wesupply_ui.domain.returns.answer import Money
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel.ids import new_id

AMOUNTS = tuple(f"{each.name}_minor" for each in fields(Money))
_CUT = (*AMOUNTS, "worth_goods_minor", "worth_tax_minor")


def money_of(item: ReturnItem) -> Money:
    """In minor units of its return's currency."""
    return Money(**{each.name: getattr(item, f"{each.name}_minor") for each in fields(Money)})


def paid_out(items: Iterable[ReturnItem]) -> Money:
    """What items bring together, those left out that bring nothing any more: declined, withdrawn, lapsed or not accepted."""
    whole = Money()
    for each in items:
        if each.authorisation in ("requested", "approved") and each.inspection != "rejected":
            whole.add(money_of(each))
    return whole


def split_off(item: ReturnItem, quantity: int) -> ReturnItem:
    """Take some units out of an item into a row of their own, which stands as the item does; each amount is cut so that nothing is lost."""
    if not 0 < quantity < item.quantity:
        raise ValueError(f"{quantity} of {item.quantity} units")
    values = {name: value for name, value in item.model_dump().items() if name != "id"}
    part = ReturnItem(id=new_id(), **(values | {"quantity": quantity}))
    for name in _CUT:
        whole = getattr(item, name)
        cut = share(whole, 0, quantity, item.quantity)
        setattr(part, name, cut)
        setattr(item, name, whole - cut)
    item.quantity -= quantity
    return part
