"""How a notice is told: one sentence in the reader's language, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.notifications.models import Notice
from wesupply_ui.domain.notifications.notices import MOST_COUNTED
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling

Data = Mapping[str, Any]


@dataclass(frozen=True)
class NoticeRow:
    """One notice. `href` is empty when there is nothing to open."""

    id: str
    words: str
    detail: str
    href: str
    tone: str
    is_read: bool


def notice_row(notice: Notice, is_read: bool, tell: Telling) -> NoticeRow:
    """Ready to be drawn."""
    words, tone = _SENTENCES[notice.kind]
    return NoticeRow(notice.id, words(notice.data), _detail(notice, tell), _href(notice), tone, is_read)


def counted(unread: int) -> str:
    """ "3", "99+", nothing for none."""
    return "" if not unread else f"{MOST_COUNTED}+" if unread > MOST_COUNTED else str(unread)


def _lost(data: Data) -> str:
    return _("{carrier} lost parcel {number}", **_parcel(data))


def _damaged(data: Data) -> str:
    return _("Parcel {number} was damaged at {carrier}", **_parcel(data))


def _returned(data: Data) -> str:
    return _("Parcel {number} is back at the sender", **_parcel(data))


def _imported(data: Data) -> str:
    taken, rejected = int(data.get("taken", 0)), int(data.get("rejected", 0))
    words = ngettext("An import took in {count} order", "An import took in {count} orders", taken)
    return words + (f"; {_('{n} were rejected', n=number(rejected))}" if rejected else "")


def _refused(data: Data) -> str:
    return _("{carrier} refused our account", carrier=carrier_name(str(data.get("carrier", ""))))


def _joined(data: Data) -> str:
    return _("{name} accepted the invitation", name=str(data.get("name", "")))


def _owner(data: Data) -> str:
    return _("{name} is the owner now", name=str(data.get("name", "")))


def _named(data: Data) -> str:
    return _("{name} named you in a note", name=str(data.get("name", "")))


_SENTENCES: dict[str, tuple[Callable[[Data], str], str]] = {
    "parcel.lost": (_lost, "problem"),
    "parcel.damaged": (_damaged, "problem"),
    "parcel.returned": (_returned, "attention"),
    "orders.imported": (_imported, "done"),
    "carrier.refused": (_refused, "problem"),
    "order.noted": (_named, "attention"),
    "staff.joined": (_joined, "done"),
    "ownership.transferred": (_owner, "attention"),
}


def _parcel(data: Data) -> dict[str, str]:
    return {"number": str(data.get("number", "")), "carrier": carrier_name(str(data.get("carrier", "")))}


def _detail(notice: Notice, tell: Telling) -> str:
    order = notice.data.get("order")
    return " · ".join(filter(None, (_("Order {number}", number=order) if order else "", tell.moment(notice.happened_at))))


def _href(notice: Notice) -> str:
    data = notice.data
    if data.get("order_id"):
        return order_href(str(data.get("order", "")), str(data["order_id"]), is_shared=True)
    plain = {"orders.imported": "/app/orders", "carrier.refused": "/app/settings/carriers", "staff.joined": "/app/settings/staff"}
    plain |= {"ownership.transferred": plain["staff.joined"]}
    return plain.get(notice.kind, "/app/shipments")
