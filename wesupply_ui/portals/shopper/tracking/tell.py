"""From one order in the database to everything its tracking page says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.notifications.dates import locale_of
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.domain.tracking.following import FollowedOrder, FollowedParcel, followed_order
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import _, speaking
from wesupply_ui.portals.shopper.branding import brand_row, foot_row, help_rows, preview_row, said_row, shop_with
from wesupply_ui.portals.shopper.rows import HelpRow
from wesupply_ui.portals.shopper.tracking import advice, headline
from wesupply_ui.portals.shopper.tracking.coming_back import returnable
from wesupply_ui.portals.shopper.tracking.contents import contents_in_words, line_rows, pieces, things_in
from wesupply_ui.portals.shopper.tracking.labels import labels_of
from wesupply_ui.portals.shopper.tracking.returns_of import return_rows
from wesupply_ui.portals.shopper.tracking.rows import NoticeRow, ParcelRow, TrackingRows
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.sentence import Sentence
from wesupply_ui.portals.shopper.tracking.shorten import short_address, short_name
from wesupply_ui.portals.shopper.tracking.timeline import days_of, fold_label
from wesupply_ui.portals.shopper.tracking.way import way_of


async def told(
    db: AsyncSession, scope: Scope, *, now: datetime, reader: tuple[str, ...] = (), brand: dict[str, Any] | None = None
) -> TrackingRows:
    """The page of the order that a link's scope reaches, as of `now`, in the first language of its reader, else of the order.

    With another brand, to see how it would look. NotFound when gone.
    """
    order = await followed_order(db, scope)
    shown = order if brand is None else replace(order, merchant=shop_with(order.merchant, brand))
    with speaking((*reader, order.order.locale)[0]):
        backs = await returnable(db, scope, order, _saying(order, now))
        page = page_of(shown, now=now, reader=reader, backs=backs)
        return replace(page, returns=await return_rows(db, scope, order.order.id))


def page_of(order: FollowedOrder, *, now: datetime, reader: tuple[str, ...] = (), backs: Mapping[str, str] | None = None) -> TrackingRows:
    """The page of an order that was read, in the language of this task. Pure. `backs`: as `returnable` says."""
    languages = (*reader, order.order.locale)
    # Labels that were cancelled come last and have no number.
    order = replace(order, parcels=tuple(sorted(order.parcels, key=lambda each: each.parcel.condition == Condition.CANCELLED)))
    saying = _saying(order, now)
    shop = order.merchant.name
    sentence = headline.of_order(order.order, order.lines, order.parcels, saying, shop=shop)
    ways = help_rows(order.merchant, about=_("Order {number}", number=order.order.number))
    acting, action = _action(order, saying, ways)
    source, news_at = _source(order, sentence)
    return TrackingRows(
        brand=brand_row(order.merchant),
        order_number=order.order.number,
        headline=sentence.words,
        tone=sentence.tone,
        icon=sentence.icon,
        source=source,
        news_iso=_local_iso(news_at, saying) if news_at else "",
        news_text=saying.ago(news_at) if news_at else "",
        former=_former(order.parcels[0].parcel, saying) if len(order.parcels) == 1 else "",
        actions=[action] if action else [],
        parcels=[_parcel(at, each, order, saying, ways, skip_advice=each is acting) for at, each in enumerate(order.parcels, 1)],
        lines=line_rows(order, backs or {}),
        return_url=f"/t/{link_token(order.order.id, order.order.link_version)}/return" if backs else "",
        address=short_address(order.order.address),
        placed=saying.day(order.order.placed_at.astimezone(saying.zone).date()),
        help=ways,
        title=f"{sentence.words} · {shop}",
        spoken=_spoken(sentence, order),
        preview=preview_row(order.merchant, title=sentence.words, words=_("Your order from {shop}: follow it here, live.", shop=shop)),
        note=said_row(order.merchant, "tracking_help", languages, order=order.order.number),
        foot=foot_row(order.merchant, languages),
        labels=labels_of(order.merchant.name),
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
    part = _("Parcel {at} of {count}", at=at, count=count) if count > 1 and at <= count else ""
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
        silence="" if each.scans else _("{carrier} has not scanned this parcel yet.", carrier=carrier_name(parcel.carrier)),
        carrier=carrier_name(parcel.carrier),
        number=parcel.number,
        copy=_("Copy tracking number {number}", number=parcel.number),
        follow=_("Follow at {carrier}", carrier=carrier_name(parcel.carrier)),
        carrier_url=carrier_page(parcel.carrier, parcel.number),
        signed_by=_("Signed by {name}", name=short_name(parcel.signed_by)) if parcel.signed_by else "",
    )


def _former(parcel: Parcel, saying: Saying) -> str:
    """The first date that was said, while another one holds and is told."""
    first: date | None = parcel.first_due_on
    is_told = (
        parcel.condition in (Condition.OK, Condition.DELAYED) and Milestone(parcel.milestone).rank < Milestone.AVAILABLE_FOR_PICKUP.rank
    )
    return saying.day(first) if is_told and first and parcel.due_on and parcel.due_on != first else ""


def _action(order: FollowedOrder, saying: Saying, ways: list[HelpRow]) -> tuple[FollowedParcel | None, NoticeRow | None]:
    """The parcel where it is most the shopper's turn, and what to do about it: the page's one card with a button."""
    acting = max(order.parcels, key=lambda each: advice.urgency(each.parcel), default=None)
    if acting is None or not advice.urgency(acting.parcel):
        return None, None
    action = advice.advice_for(acting.parcel, saying, shop=order.merchant.name, help_ways=ways)
    if action is None or not action.url:
        return None, None
    if sum(each.parcel.condition != Condition.CANCELLED for each in order.parcels) > 1:
        action = replace(action, title=_("Parcel {at}: {what}", at=order.parcels.index(acting) + 1, what=action.title))
    return acting, action


def _source(order: FollowedOrder, sentence: Sentence) -> tuple[str, datetime | None]:
    """Who says what the sentence says, and when: the newest scan of those parcels that it is about."""
    newest = _newest(order, sentence.about or tuple(each.parcel for each in order.parcels))
    if newest:
        return carrier_name(newest.parcel.carrier), newest.scans[0].at
    is_in_hand = any(parcel.condition != Condition.OK or parcel.milestone != Milestone.LABEL_CREATED for parcel in sentence.about)
    if is_in_hand:
        return carrier_name(sentence.about[0].carrier), None
    return order.merchant.name, order.order.placed_at


def _newest(order: FollowedOrder, parcels: Sequence[Parcel]) -> FollowedParcel | None:
    """Which of these parcels was scanned last."""
    scanned = (each for each in order.parcels if each.scans and any(each.parcel is parcel for parcel in parcels))
    return max(scanned, key=lambda each: each.scans[0].at, default=None)


def _spoken(sentence: Sentence, order: FollowedOrder) -> str:
    """The sentence and the newest scan of all, which may be of a parcel that the sentence is not about."""
    newest = _newest(order, [each.parcel for each in order.parcels])
    if newest is None:
        return sentence.words
    is_other = bool(sentence.about) and not any(newest.parcel is parcel for parcel in sentence.about)
    newest_words = newest.scans[0].text
    return f"{sentence.words}. " + (_("Another parcel: {news}", news=newest_words) if is_other else newest_words)


def _local_iso(instant: datetime, saying: Saying) -> str:
    return instant.astimezone(saying.zone).isoformat(timespec="minutes")


def _saying(order: FollowedOrder, now: datetime) -> Saying:
    return Saying(locale_of(order.merchant.country), _zone(order), now)


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
