"""From one order in the database to everything its tracking page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.dates import english_of
from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.domain.tracking.following import FollowedOrder, FollowedParcel, followed_order
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.portals.shopper.branding import brand_row, help_rows
from wesupply_ui.portals.shopper.rows import HelpRow
from wesupply_ui.portals.shopper.tracking import advice, headline
from wesupply_ui.portals.shopper.tracking.contents import contents_in_words, line_rows, pieces, things_in
from wesupply_ui.portals.shopper.tracking.rows import NoticeRow, ParcelRow, TrackingRows
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.shorten import short_address, short_name
from wesupply_ui.portals.shopper.tracking.timeline import days_of, fold_label
from wesupply_ui.portals.shopper.tracking.way import way_of


async def told(db: AsyncSession, scope: Scope, *, now: datetime) -> TrackingRows:
    """The page of the order that a link's scope reaches, as of `now`. NotFound when it is gone."""
    return page_of(await followed_order(db, scope), now=now)


def page_of(order: FollowedOrder, *, now: datetime) -> TrackingRows:
    """The page of an order that was read. Pure."""
    # Labels that were cancelled come last and have no number.
    order = replace(order, parcels=tuple(sorted(order.parcels, key=lambda each: each.parcel.condition == Condition.CANCELLED)))
    saying = Saying(english_of(order.merchant.country), _zone(order), now)
    shop = order.merchant.name
    sentence = headline.of_order(order.order, order.lines, order.parcels, saying, shop=shop)
    ways = help_rows(order.merchant, about=f"Order {order.order.number}")
    acting = next((each for each in order.parcels if advice.asked_of_shopper(each.parcel)), None)
    action = advice.advice_for(acting.parcel, saying, shop=shop, help_ways=ways) if acting else None
    newest = max((each for each in order.parcels if each.scans), key=lambda each: each.scans[0].at, default=None)
    has_news = newest is not None
    source = carrier_name(newest.parcel.carrier) if newest else shop
    news_at = newest.scans[0].at if newest else order.order.placed_at
    return TrackingRows(
        brand=brand_row(order.merchant),
        order_number=order.order.number,
        headline=sentence.words,
        tone=sentence.tone,
        icon=sentence.icon,
        source=source,
        news_iso=_local_iso(news_at, saying),
        news_text=saying.ago(news_at),
        former=_former(order.parcels[0].parcel, saying) if len(order.parcels) == 1 else "",
        actions=[action] if action else [],
        parcels=[_parcel(at, each, order, saying, ways, skip_advice=each is acting) for at, each in enumerate(order.parcels, 1)],
        lines=line_rows(order),
        address=short_address(order.order.address),
        placed=saying.day(order.order.placed_at.astimezone(saying.zone).date()),
        help=ways,
        title=f"{sentence.words} · {shop}",
        spoken=_spoken(sentence.words, newest) if has_news else sentence.words,
        preview_title=sentence.words,
        preview=f"Your order from {shop}: follow it here, live.",
    )


def _parcel(at: int, each: FollowedParcel, order: FollowedOrder, saying: Saying, ways: list[HelpRow], *, skip_advice: bool) -> ParcelRow:
    parcel, shop = each.parcel, order.merchant.name
    way = way_of(Milestone(parcel.milestone), Condition(parcel.condition))
    notice: NoticeRow | None = None if skip_advice else advice.advice_for(parcel, saying, shop=shop, help_ways=ways)
    count = sum(1 for other in order.parcels if other.parcel.condition != Condition.CANCELLED)
    is_one_of_several = len(order.parcels) > 1
    is_aside = notice is not None and notice.tone == "quiet"
    recent, earlier = days_of(each.scans, saying)
    inside = pieces(sum(thing.quantity for thing in each.contents)) if each.contents else ""
    part = f"Parcel {at} of {count}" if count > 1 and at <= count else ""
    return ParcelRow(
        key=parcel.id,
        milestone=parcel.milestone,
        label=way.label,
        tone=way.tone,
        icon=way.icon,
        part=" · ".join(words for words in (part, inside) if words),
        promise=headline.of_parcel(parcel, saying, shop=shop).words if is_one_of_several else "",
        former=_former(parcel, saying) if is_one_of_several else "",
        stops=way.stops,
        progress=way.progress,
        things=things_in(each.contents),
        contents=contents_in_words(each.contents),
        notices=[notice] if notice and not is_aside else [],
        asides=[notice] if notice and is_aside else [],
        recent=recent,
        earlier=earlier,
        earlier_label=fold_label(sum(len(day.scans) for day in earlier)),
        silence="" if each.scans else f"{carrier_name(parcel.carrier)} has not scanned this parcel yet.",
        carrier=carrier_name(parcel.carrier),
        number=parcel.number,
        carrier_url=carrier_page(parcel.carrier, parcel.number),
        signed_by=f"Signed by {short_name(parcel.signed_by)}" if parcel.signed_by else "",
    )


def _former(parcel: Parcel, saying: Saying) -> str:
    """The first date that was said, while the parcel is still coming and another one holds."""
    first: date | None = parcel.first_due_on
    is_coming = not Milestone(parcel.milestone).is_final
    return saying.day(first) if is_coming and first and parcel.due_on and parcel.due_on != first else ""


def _spoken(words: str, newest: FollowedParcel | None) -> str:
    scan = newest.scans[0] if newest else None
    return f"{words}. {scan.text}" if scan else words


def _local_iso(instant: datetime, saying: Saying) -> str:
    return instant.astimezone(saying.zone).isoformat(timespec="minutes")


def _zone(order: FollowedOrder) -> tzinfo:
    """Where "today" is meant: where a parcel was last seen, else at the merchant's."""
    seen = [scan for each in order.parcels for scan in each.scans[:1] if scan.offset_minutes is not None]
    if seen:
        newest = max(seen, key=lambda scan: scan.at)
        return timezone(timedelta(minutes=newest.offset_minutes or 0))
    try:
        return ZoneInfo(order.merchant.time_zone)
    except (KeyError, ValueError):
        return UTC
