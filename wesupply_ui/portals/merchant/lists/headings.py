"""What the columns of the lists are called, and by which of them a list can be sorted."""

from __future__ import annotations

from wesupply_ui.domain.orders.columns import There
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.lists.rows import ColumnRow

TITLES: dict[str, str] = {
    "customer": N_("Customer"),
    "items": N_("Items"),
    "status": N_("Status"),
    "promised": N_("Promised"),
    "placed": N_("Placed"),
    "total": N_("Total"),
    "assigned": N_("Assigned to"),
    "tags": N_("Tags"),
    "notes": N_("Notes"),
    "carrier": N_("Carrier"),
    "country": N_("Country"),
    "channel": N_("Channel"),
    "shop_status": N_("Shop's status"),
    "delivered": N_("Delivered"),
    "updated": N_("Last news"),
    "order": N_("Order"),
    "asked": N_("Last asked"),
    "service": N_("Service"),
    "reason": N_("Reason"),
    "news": N_("Last scan"),
    "registered": N_("Registered"),
    "shipped": N_("Shipped"),
}
_SORTS = {"orders": {"promised": "due", "placed": "placed", "total": "total", "updated": "updated"}}


def heading(name: str, key: str, there: There) -> ColumnRow:
    """A column's heading in the person's language; the merchant's own fields are called as the merchant calls them."""
    own = there.own.get(key)
    return ColumnRow(
        key=key,
        title=own.label if own else _(TITLES[key]),
        sort=_SORTS.get(name, {}).get(key, ""),
        align="end" if key == "total" or (own and own.kind == "number") else "start",
    )


def chooser(name: str, shown: tuple[str, ...], there: There) -> list[ColumnRow]:
    """All columns: those that are shown in their order, then the others."""
    rows = []
    for at, key in enumerate((*shown, *(each for each in there.every if each not in shown))):
        made = heading(name, key, there)
        is_shown = at < len(shown)
        rows.append(
            ColumnRow(made.key, made.title, made.sort, made.align, is_shown, is_first=at == 0, is_last=at == len(shown) - 1 or not is_shown)
        )
    return rows
