"""Rows of the insights, ready to be drawn: a figure with the one before, tables, and lines of charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from wesupply_ui.domain.insights.behind import CASES, Behind
from wesupply_ui.domain.insights.day_counts import Lane
from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.figures import Trouble, in_total
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.kernel.language import _, language, number
from wesupply_ui.portals.merchant.exceptions.words import PARTIES
from wesupply_ui.portals.merchant.insights.address import behind_href
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class Figure:
    """One figure. `against`: the same of the period before. `about`: what it counts."""

    name: str
    value: str
    against: str
    about: str


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is about, its numbers, how long its bar is in per cent, and the orders behind it."""

    key: str
    name: str
    detail: str
    first: str
    second: str
    third: str
    bar: str
    orders: str
    href: str


def share(day: Day) -> str:
    """ "96 %", or a dash."""
    return "–" if day.share is None else f"{day.share * 100:.0f} %"


def country_name(code: str) -> str:
    """A country in the person's language; a dash for an unknown one."""
    return (Locale.parse(language()).territories.get(code) or code) if code else "–"


def figures(now: Sequence[Day], before: Sequence[Day], lanes: Sequence[Lane], cases: int, cases_before: int) -> list[Figure]:
    """Four figures of the period beside those of the one before."""
    total, earlier = in_total(now), in_total(before)
    timed = [lane for lane in lanes if lane.median_days is not None]
    weight = sum(lane.parcels for lane in timed)
    usual = sum((lane.median_days or 0) * lane.parcels for lane in timed) / weight if weight else None
    against = _("before: {value}", value=share(earlier))
    punctual = _("Of the parcels delivered with a promised date, those that came by the first date said.")
    return [
        Figure(_("On time"), share(total), against, punctual),
        Figure(
            _("Delivered"),
            number(total.delivered),
            _("before: {value}", value=number(earlier.delivered)),
            _("Parcels that carriers delivered in the period."),
        ),
        Figure(
            _("Days on the way"),
            "–" if usual is None else f"{usual:.1f}",
            _("a usual parcel"),
            _("From the first scan that moved it to the delivery: the middle of each lane, weighed by its parcels."),
        ),
        Figure(
            _("Exceptions"),
            number(cases),
            _("before: {value}", value=number(cases_before)),
            _("Cases opened in the period: late, silent, held, failed, lost, damaged or returning parcels."),
        ),
    ]  # fmt: skip


def step_words(step: Period, tell: Telling) -> str:
    """ "20 Nov", or "16 Nov – 22 Nov"."""
    return tell.day(step.first) if step.first == step.last else f"{tell.day(step.first)} – {tell.day(step.last)}"


def step_rows(days: Sequence[Day], period: Period, tell: Telling, carrier: str, country: str) -> list[Row]:
    """Each step of the period, the latest first, with the late parcels behind it. `days`: as many as the period has steps."""
    most = max((day.delivered for day in days), default=0) or 1
    return [
        Row(
            key=day.on.isoformat(),
            name=step_words(step, tell),
            detail="",
            first=number(day.delivered),
            second=number(day.late),
            third=share(day),
            bar=f"{day.delivered / most * 100:.0f}%",
            orders=_("Late ones") if day.late else "",
            href=behind_href(Behind("late", step.first, step.last, carrier, country)) if day.late else "",
        )
        for day, step in reversed(list(zip(days, period.steps, strict=True)))
    ]


def lane_rows(lanes: Sequence[Lane], period: Period) -> list[Row]:
    """Each lane with the days that half, and nine in ten, of its parcels took at most."""
    most = max((lane.most_days or 0 for lane in lanes), default=0) or 1
    return [
        Row(
            key=f"{lane.carrier}-{lane.origin}-{lane.destination}",
            name=carrier_name(lane.carrier),
            detail=f"{country_name(lane.origin)} → {country_name(lane.destination)}",
            first=number(lane.parcels),
            second=_days(lane.median_days),
            third=_days(lane.most_days),
            bar=f"{(lane.most_days or 0) / most * 100:.0f}%",
            orders=number(lane.orders),
            href=behind_href(
                Behind("delivered", period.first, period.last, lane.carrier, lane.destination or "-", lane.origin or "-")
            ),
        )
        for lane in lanes
    ]  # fmt: skip


def trouble_rows(found: Sequence[Trouble], period: Period, carrier: str, country: str) -> list[Row]:
    """Each reason with the party that caused it."""
    most = max((each.cases for each in found), default=0) or 1
    rows = []
    for each in found:
        reason = REASONS.get(each.reason or "")
        behind = Behind(CASES, period.first, period.last, carrier, country, reason=each.reason or "-", party=each.party)
        rows.append(
            Row(
                key=f"{each.reason}-{each.party}",
                name=_(reason.words) if reason else _("No reason given"),
                detail=_("Caused by {party}", party=_(PARTIES.get(each.party, each.party))),
                first=number(each.cases),
                second="",
                third="",
                bar=f"{each.cases / most * 100:.0f}%",
                orders=number(each.orders),
                href=behind_href(behind),
            )
        )
    return rows


def party_words(found: Sequence[Trouble]) -> str:
    """Who caused how many, in a sentence."""
    sums: dict[str, int] = {}
    for each in found:
        sums[each.party] = sums.get(each.party, 0) + each.cases
    return " · ".join(f"{_(PARTIES.get(party, party))} {count:,}" for party, count in sorted(sums.items(), key=lambda pair: -pair[1]))


def _days(days: float | None) -> str:
    return "–" if days is None else f"{days:.1f}"
