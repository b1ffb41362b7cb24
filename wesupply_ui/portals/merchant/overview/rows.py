"""What the overview shows, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.news import News
from wesupply_ui.domain.insights.overview import Needs, Today
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.portals import kit
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class NeedRow:
    """Something that waits for a person: a sentence with its count, and the one action."""

    key: str
    tone: str
    words: str
    action: str
    href: str


@dataclass(frozen=True)
class FigureRow:
    """A figure of today with yesterday's beside it."""

    name: str
    figure: str
    against: str


@dataclass(frozen=True)
class FeedRow:
    """One piece of news."""

    key: str
    words: str
    detail: str
    tone: str
    when: str
    href: str


@dataclass(frozen=True, slots=True)
class _Need:
    """How one of `Needs` is told: tone, icon, words for one and for several, the action and where it leads."""

    tone: str
    sign: str
    one: str
    several: str
    action: str
    href: str


# The most pressing first.
_NEEDS: dict[str, _Need] = {
    "exception": _Need(
        "problem", "triangle_alert", "parcel has an exception on its way", "parcels have an exception on their way",
        "Decide", "/app/exceptions?kind=exception",
    ),
    "attempt_failed": _Need(
        "attention", "door_closed", "delivery was tried and failed", "deliveries were tried and failed",
        "Review", "/app/exceptions?kind=attempt_failed",
    ),
    "customs": _Need(
        "attention", "stamp", "parcel is held by customs", "parcels are held by customs", "Review", "/app/shipments?condition=held"
    ),
    "silent": _Need(
        "attention", "radio", "parcel silent for longer than usual", "parcels silent for longer than usual",
        "Review", "/app/exceptions?kind=silent",
    ),
    "late": _Need(
        "attention", "clock_alert", "parcel is later than promised", "parcels are later than promised",
        "Review", "/app/exceptions?kind=late",
    ),
    "mail": _Need("problem", "mail_warning", "mail could not be sent", "mails could not be sent", "Look", "/app/messages?state=failing"),
    "unmapped": _Need(
        "quiet", "circle_help", "parcel with a scan that has no meaning yet", "parcels with a scan that has no meaning yet",
        "Look", "/app/shipments?unmapped=1",
    ),
}  # fmt: skip
SIGNS = {key: told.sign for key, told in _NEEDS.items()}
"""Icons by key."""

_NEWS: dict[str, tuple[str, str]] = {
    "shipped": ("is on its way", "moving"),
    "out_for_delivery": ("is out for delivery", "moving"),
    "ready_for_collection": ("waits at a pickup point", "attention"),
    "delivered": ("was delivered", "done"),
    "returned": ("came back", "quiet"),
    "delayed": ("is delayed", "attention"),
    "silent": ("has had no news for too long", "attention"),
    "held": ("is on hold", "attention"),
    "attempt_failed": ("could not be delivered", "attention"),
    "returning": ("is on its way back", "problem"),
    "damaged": ("was damaged", "problem"),
    "lost": ("is lost", "problem"),
    "cancelled": ("had its label cancelled", "quiet"),
}


def need_rows(needs: Needs) -> list[NeedRow]:
    """What there is to do, the most pressing first; nothing for what waits for nobody."""
    return [_need_row(key, told, count) for key, told in _NEEDS.items() if (count := getattr(needs, key)).value]


def _need_row(key: str, told: _Need, count: Count) -> NeedRow:
    words = told.one if count.value == 1 and not count.is_more else told.several
    return NeedRow(key, told.tone, f"{count} {words}", told.action, told.href)


def figure_rows(today: Today, days: Sequence[Day]) -> list[FigureRow]:
    """Four figures. `days` ends with the present one."""
    present, before = days[-1], days[-2]
    ended = f"{today.ended.today:,} ended"
    return [
        FigureRow("Orders today", f"{today.orders.today:,}", f"yesterday {today.orders.yesterday:,}"),
        FigureRow("Delivered today", f"{present.delivered:,}", f"yesterday {before.delivered:,}"),
        FigureRow("On time today", share(present), f"yesterday {share(before)}"),
        FigureRow("New exceptions", f"{today.opened.today:,}", f"yesterday {today.opened.yesterday:,} · {ended}"),
    ]


def share(day: Day) -> str:
    """ "96 %", or a dash when nothing with a date arrived."""
    return "–" if day.share is None else f"{day.share * 100:.0f} %"


def chart(days: Sequence[Day], tell: Telling) -> list[kit.Bar]:
    """On time above the line, late below it."""
    points = [kit.Point(tell.day(day.on), day.on_time + day.undated, f"{day.on_time + day.undated:,} on time", "done") for day in days]
    points += [kit.Point(tell.day(day.on), -day.late, f"{day.late:,} late", "attention") for day in days if day.late]
    return kit.bars(points)


def chart_words(days: Sequence[Day]) -> str:
    """The chart in a sentence."""
    on_time, late = sum(day.on_time for day in days), sum(day.late for day in days)
    if not on_time + late:
        return f"No deliveries with a promised date in the last {len(days)} days."
    return (
        f"{on_time / (on_time + late) * 100:.0f} % on time over {len(days)} days: {late:,} of {on_time + late:,} came late, below the line."
    )


def feed_rows(news: Sequence[News], tell: Telling) -> list[FeedRow]:
    """News as sentences."""
    return [_feed_row(each, tell) for each in news]


def _feed_row(news: News, tell: Telling) -> FeedRow:
    words, tone = _NEWS.get(news.name, (news.name.replace("_", " "), "quiet"))
    reason = REASONS.get(news.reason or "")
    why = reason.words if reason and tone in ("attention", "problem") and reason.code != "other" else ""
    about = ", ".join(filter(None, (news.person or "", carrier_name(news.carrier))))
    href = order_href(news.order_number, news.order_id, is_shared=True) if news.order_number and news.order_id else "/app/shipments"
    subject = f"Order {news.order_number}" if news.order_number else "A parcel"
    return FeedRow(news.id, f"{subject} {words}", " · ".join(filter(None, (why, about))), tone, tell.age(news.happened_at), href)
