"""What the overview shows, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.news import News
from wesupply_ui.domain.insights.overview import Needs, Today
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.kernel.language import N_, _, ngettext, number
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
    """How one of `Needs` is told: tone, icon, words for one and for several with their `{count}`, the action and where it leads."""

    tone: str
    sign: str
    one: str
    several: str
    action: str
    href: str


# The most pressing first.
_NEEDS: dict[str, _Need] = {
    "exception": _Need(
        "problem", "triangle_alert", N_("{count} parcel has an exception on its way"), N_("{count} parcels have an exception on their way"),
        N_("Decide"), "/app/exceptions?kind=exception",
    ),
    "attempt_failed": _Need(
        "attention", "door_closed", N_("{count} delivery was tried and failed"), N_("{count} deliveries were tried and failed"),
        N_("Review"), "/app/exceptions?kind=attempt_failed",
    ),
    "customs": _Need(
        "attention", "stamp", N_("{count} parcel is held by customs"), N_("{count} parcels are held by customs"),
        N_("Review"), "/app/shipments?condition=held",
    ),
    "silent": _Need(
        "attention", "radio", N_("{count} parcel silent for longer than usual"), N_("{count} parcels silent for longer than usual"),
        N_("Review"), "/app/exceptions?kind=silent",
    ),
    "late": _Need(
        "attention", "clock_alert", N_("{count} parcel is later than promised"), N_("{count} parcels are later than promised"),
        N_("Review"), "/app/exceptions?kind=late",
    ),
    "mail": _Need(
        "problem", "mail_warning", N_("{count} mail could not be sent"), N_("{count} mails could not be sent"),
        N_("Look"), "/app/messages?state=failing",
    ),
    "unmapped": _Need(
        "quiet", "circle_help",
        N_("{count} parcel with a scan that has no meaning yet"), N_("{count} parcels with a scan that has no meaning yet"),
        N_("Look"), "/app/shipments?unmapped=1",
    ),
}  # fmt: skip
SIGNS = {key: told.sign for key, told in _NEEDS.items()}
"""Icons by key."""

_NEWS: dict[str, tuple[str, str]] = {
    "shipped": (N_("{subject} is on its way"), "moving"),
    "out_for_delivery": (N_("{subject} is out for delivery"), "moving"),
    "ready_for_collection": (N_("{subject} waits at a pickup point"), "attention"),
    "delivered": (N_("{subject} was delivered"), "done"),
    "returned": (N_("{subject} came back"), "quiet"),
    "delayed": (N_("{subject} is delayed"), "attention"),
    "silent": (N_("{subject} has had no news for too long"), "attention"),
    "held": (N_("{subject} is on hold"), "attention"),
    "attempt_failed": (N_("{subject} could not be delivered"), "attention"),
    "returning": (N_("{subject} is on its way back"), "problem"),
    "damaged": (N_("{subject} was damaged"), "problem"),
    "lost": (N_("{subject} is lost"), "problem"),
    "cancelled": (N_("{subject} had its label cancelled"), "quiet"),
}


def need_rows(needs: Needs) -> list[NeedRow]:
    """What there is to do, the most pressing first; nothing for what waits for nobody."""
    return [_need_row(key, told, count) for key, told in _NEEDS.items() if (count := getattr(needs, key)).value]


def _need_row(key: str, told: _Need, count: Count) -> NeedRow:
    words = told.one if count.value == 1 and not count.is_more else told.several
    return NeedRow(key, told.tone, _(words, count=str(count)), _(told.action), told.href)


def figure_rows(today: Today, days: Sequence[Day]) -> list[FigureRow]:
    """Four figures. `days` ends with the present one."""
    present, before = days[-1], days[-2]
    ended = ngettext("{count} ended", "{count} ended", today.ended.today)
    return [
        FigureRow(_("Orders today"), number(today.orders.today), _yesterday(number(today.orders.yesterday))),
        FigureRow(_("Delivered today"), number(present.delivered), _yesterday(number(before.delivered))),
        FigureRow(_("On time today"), share(present), _yesterday(share(before))),
        FigureRow(_("New exceptions"), number(today.opened.today), _yesterday(number(today.opened.yesterday)) + f" · {ended}"),
    ]


def _yesterday(value: str) -> str:
    return _("yesterday {value}", value=value)


def share(day: Day) -> str:
    """ "96 %", or a dash when nothing with a date arrived."""
    return "–" if day.share is None else f"{day.share * 100:.0f} %"


def chart(days: Sequence[Day], tell: Telling) -> list[kit.Bar]:
    """On time above the line, late below it."""
    points = [
        kit.Point(tell.day(day.on), day.on_time + day.undated, _("{count} on time", count=number(day.on_time + day.undated)), "done")
        for day in days
    ]
    points += [kit.Point(tell.day(day.on), -day.late, _("{count} late", count=number(day.late)), "attention") for day in days if day.late]
    return kit.bars(points)


def chart_words(days: Sequence[Day]) -> str:
    """The chart in a sentence."""
    on_time, late = sum(day.on_time for day in days), sum(day.late for day in days)
    if not on_time + late:
        return _("No deliveries with a promised date in the last {days} days.", days=len(days))
    share = f"{on_time / (on_time + late) * 100:.0f}"
    words = N_("{share} % on time over {days} days: {late} of {dated} came late, below the line.")
    return _(words, share=share, days=len(days), late=number(late), dated=number(on_time + late))


def exceptions_chart(opened: Sequence[tuple[date, int]], tell: Telling) -> list[kit.Bar]:
    """Exceptions by the day on which they began."""
    return kit.bars([kit.Point(tell.day(on), count, number(count), "attention") for on, count in opened])


def exceptions_words(opened: Sequence[tuple[date, int]]) -> str:
    """That chart in a sentence."""
    count = sum(each for _on, each in opened)
    return ngettext("{count} exception began in {days} days.", "{count} exceptions began in {days} days.", count, days=len(opened))


def feed_rows(news: Sequence[News], tell: Telling) -> list[FeedRow]:
    """News as sentences."""
    return [_feed_row(each, tell) for each in news]


def _feed_row(news: News, tell: Telling) -> FeedRow:
    words, tone = _NEWS.get(news.name, ("{subject} " + news.name.replace("_", " "), "quiet"))
    reason = REASONS.get(news.reason or "")
    why = _(reason.words) if reason and tone in ("attention", "problem") and reason.code != "other" else ""
    about = ", ".join(filter(None, (news.person or "", carrier_name(news.carrier))))
    href = order_href(news.order_number, news.order_id, is_shared=True) if news.order_number and news.order_id else "/app/shipments"
    subject = _("Order {number}", number=news.order_number) if news.order_number else _("A parcel")
    return FeedRow(news.id, _(words, subject=subject), " · ".join(filter(None, (why, about))), tone, tell.age(news.happened_at), href)
