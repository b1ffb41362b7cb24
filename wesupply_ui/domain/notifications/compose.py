"""What does this message say now? Reads the order's newest state and puts it into words; how it looks is `render`'s business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.core import Locale
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.notifications import dates
from wesupply_ui.domain.notifications.clean import greeting_name, one_line
from wesupply_ui.domain.notifications.contents import Contents, contents_of
from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.domain.notifications.letter import Box, Item, Letter, shared
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.relevance import still_true
from wesupply_ui.domain.notifications.sender import sender_of
from wesupply_ui.domain.orders.links import tracking_url
from wesupply_ui.domain.orders.models import Customer, Order
from wesupply_ui.domain.orders.own_words import first_name
from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.domain.tracking.models import Parcel, Scan
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel.language import N_, _, language, speaking
from wesupply_ui.kernel.settings import settings

# Only while it is still coming does its day belong in the mail.
_DATED = frozenset({Kind.SHIPPED, Kind.OUT_FOR_DELIVERY, Kind.DELAYED, Kind.ATTEMPT_FAILED})


@dataclass(frozen=True, slots=True)
class Skip:
    """Why there is nothing to send, in words for staff."""

    why: str


@dataclass(frozen=True, slots=True)
class _Saying:
    """How this mail says dates: its language as the merchant's country writes it, its zone, the day it is there."""

    locale: Locale
    zone: ZoneInfo
    today: date


async def compose(db: AsyncSession, message: Message, *, now: datetime) -> Letter | Skip:
    """The letter as of `now` (aware), leaving out parcels that have moved on; Skip when none is left to tell of."""
    merchant, order = await db.get(Merchant, message.merchant_id), await db.get(Order, message.order_id or "")
    if merchant is None or order is None or order.merchant_id != message.merchant_id:
        return Skip(N_("The order is gone."))
    with speaking(order.locale):
        return await _composed(db, message, merchant, order, now=now)


async def _composed(db: AsyncSession, message: Message, merchant: Merchant, order: Order, *, now: datetime) -> Letter | Skip:
    zone = ZoneInfo(merchant.time_zone)
    saying = _Saying(dates.locale_of(merchant.country), zone, now.astimezone(zone).date())
    base_url = settings().base_url
    contents = await contents_of(db, order, base_url)
    kind = Kind(message.kind)
    told = [parcel for parcel in contents.parcels if _is_told(kind, parcel, message, saying)]
    if not told:
        return Skip(N_("The parcel had moved on before this could be told."))
    boxes = tuple([await _box(db, parcel, contents, saying, is_dated=kind in _DATED and _is_ahead(parcel, saying)) for parcel in told])
    customer = await db.get(Customer, order.customer_id) if order.customer_id else None
    return Letter(
        kind=kind.value,
        language=language(),
        number=one_line(order.number, 40),
        greeting=greeting_name(first_name(order, customer), order.name),
        boxes=boxes,
        others=sum(1 for parcel in contents.parcels if parcel not in told and not Milestone(parcel.milestone).is_final),
        waiting=contents.waiting,
        url=tracking_url(order, await shop_base(db, merchant.id)),
        sender=sender_of(merchant, base_url, order.locale),
        subject=str(message.data.get("written", {}).get("subject", "")),
        text=str(message.data.get("written", {}).get("text", "")),
        **shared(boxes),
    )


def _is_told(kind: Kind, parcel: Parcel, message: Message, saying: _Saying) -> bool:
    entry = message.data.get("parcels", {}).get(parcel.id)
    if entry is None:
        return False
    if "resend_of" in message.data:
        return True  # a person asked for this copy
    return still_true(kind, parcel, happened_on=date.fromisoformat(entry["day"]), today=saying.today)


async def _box(db: AsyncSession, parcel: Parcel, contents: Contents, saying: _Saying, *, is_dated: bool) -> Box:
    position = contents.parcels.index(parcel) + 1
    items: tuple[Item, ...] = contents.items.get(parcel.id, ())
    reason = REASONS.get(parcel.reason or "")
    return Box(
        label=_("Parcel {at} of {count}", at=position, count=len(contents.parcels)) if len(contents.parcels) > 1 else _("Your parcel"),
        carrier=one_line(carrier_name(parcel.carrier), 40),
        number=one_line(parcel.number, 60),
        page=carrier_page(parcel.carrier, parcel.number),
        due=_day(parcel.due_on, saying) if is_dated else "",
        due_before=_day(parcel.first_due_on, saying) if parcel.first_due_on != parcel.due_on or not is_dated else "",
        hours=dates.span(parcel.estimated_from, parcel.estimated_to, saying.locale) if is_dated else "",
        arrived=_moment(parcel.delivered_at, parcel.delivered_offset, saying),
        signed_by=one_line(parcel.signed_by, 60),
        reason=_(reason.words) if reason and reason.code != "other" else "",
        action=(reason.action or "") if reason else "",
        until=_day(dates.local(parcel.action_until, None, saying.zone).date(), saying) if parcel.action_until else "",
        place=await _place(db, parcel),
        items=items,
    )


def _day(value: date | None, saying: _Saying) -> str:
    return dates.day(value, saying.locale, today=saying.today) if value else ""


def _moment(value: datetime | None, offset: int | None, saying: _Saying) -> str:
    return dates.moment(dates.local(value, offset, saying.zone), saying.locale, today=saying.today) if value else ""


def _is_ahead(parcel: Parcel, saying: _Saying) -> bool:
    return parcel.due_on is not None and parcel.due_on >= saying.today


async def _place(db: AsyncSession, parcel: Parcel) -> str:
    """Where the last scan was: "Austin, TX"."""
    found = await db.execute(
        select(Scan.city, Scan.region).where(Scan.parcel_id == parcel.id, Scan.city.is_not(None)).order_by(Scan.at.desc()).limit(1)  # type: ignore[union-attr,attr-defined]
    )
    row = found.first()
    return ", ".join(one_line(part, 60) for part in row if part) if row else ""
