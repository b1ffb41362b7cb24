"""The orders behind a figure `/app/insights/orders`: as many as the figure says, each a link to its page."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.insights import behind as questions
from wesupply_ui.domain.insights.behind import CASES, Behind
from wesupply_ui.domain.insights.figures import orders_behind as count_behind
from wesupply_ui.domain.insights.figures import shop_zone
from wesupply_ui.domain.insights.orders import OrderBehind, orders_of
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.kernel import money
from wesupply_ui.kernel.language import N_, _, language, ngettext
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.exceptions.words import PARTIES
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.insights.rows import Row, country_name
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.person import PersonState, telling_of
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.words import standing

PAGE, MOST = 100, 1_000
_WHAT = {
    "delivered": N_("Delivered"),
    "on_time": N_("Delivered on time"),
    "late": N_("Delivered late"),
    "undated": N_("Delivered without a promised date"),
    CASES: N_("With a case that was opened"),
}


class BehindState(rx.State):
    """The newest of the orders, and how many there are."""

    loaded: bool = False
    told: str = ""
    about: str = ""
    rows: list[Row] = []
    has_more: bool = False
    _most: int = PAGE
    _text: str = ""

    @rx.event
    @audience(MERCHANT, may="insights.read")
    async def load(self) -> None:
        """What the address asks for; nothing for what is no figure."""
        self._text, self._most = str(self.router.url.query_parameters.get("behind", "")), PAGE
        await self._show()

    @rx.event
    @audience(MERCHANT, may="insights.read")
    async def show_more(self) -> None:
        """Older ones below."""
        self._most = min(self._most + PAGE, MOST)
        await self._show()

    async def _show(self) -> None:
        behind, tell = questions.read(self._text), await telling_of(self)
        self.rows, self.about, self.has_more = [], "", False
        if behind is None:
            self.told, self.loaded = _("There is no such figure"), True
            return
        async with look(self) as (db, scope):
            zone = await shop_zone(db, scope)
            count = await count_behind(db, scope, behind, zone)
            found = await orders_of(db, scope, behind, zone, limit=self._most)
        self.rows = [_row(each, tell) for each in found]
        self.told, self.about = ngettext("{count} order", "{count} orders", count), _about(behind, tell)
        self.has_more, self.loaded = len(found) < count and self._most < MOST, True


def _row(order: OrderBehind, tell: Telling) -> Row:
    status, tone = standing(order.milestone, order.condition)
    arrived = tell.moment(order.delivered_at)
    worth = money.shown(order.total_minor, order.currency, language())
    href = order_href(order.number, order.id, is_shared=True)
    return Row(order.id, order.number, order.name or "", status, tone, arrived, tell.moment(order.placed_at), worth, href)


def _about(behind: Behind, tell: Telling) -> str:
    days = tell.day(behind.first) if behind.first == behind.last else f"{tell.day(behind.first)} – {tell.day(behind.last)}"
    parts = [_(_WHAT[behind.what]), days]
    if behind.carrier:
        parts.append(carrier_name(behind.carrier))
    if behind.origin:
        parts.append(_("from {country}", country=country_name(behind.origin.strip("-"))))
    if behind.country:
        parts.append(_("to {country}", country=country_name(behind.country.strip("-"))))
    if behind.reason:
        reason = REASONS.get(behind.reason)
        parts.append(_(reason.words) if reason else _("No reason given"))
    if behind.party:
        parts.append(_("Caused by {party}", party=_(PARTIES.get(behind.party, "?"))))
    return " · ".join(parts)


def orders_behind() -> rx.Component:
    """The whole screen."""
    S = BehindState
    columns = (kit.Column(t("Order")), kit.Column(t("Status")), kit.Column(t("Delivered")), kit.Column(t("Placed")))
    table = kit.table(
        (*columns, kit.Column(t("Total"), align="end")),
        S.rows,
        lambda row: (_order(row), kit.badge(row.first, row.second), row.third, rx.el.span(row.bar, class_name="text-soft"), row.orders),
        label=t("Orders"),
        href=lambda row: row.href,
        row_props=lambda row: {"key": row.key},
    )
    more = rx.cond(S.has_more, kit.button(t("Show more"), on_click=S.show_more), rx.fragment())
    none = kit.card(kit.empty_state(t("No order"), t("Go back and choose another figure."), sign="search_x"))
    shown = rx.cond(S.loaded, rx.cond(S.rows.length() > 0, rx.fragment(table, more), none), kit.table_skeleton(5, 8))
    may = (PersonState.merchant == "") | PersonState.permissions.contains("insights.read")
    return frame(
        kit.page_header(
            t("Orders behind a figure"),
            back=(t("Insights"), "/app/insights"),
            about=rx.cond(S.about, S.about, ""),
            beside=rx.el.span(S.told),
        ),
        rx.cond(may, shown, not_allowed(t("Your role does not let you see figures"))),
        current="/app/insights",
    )


def _order(row: Any) -> rx.Component:
    return rx.fragment(row.name, rx.el.span(" ", row.detail, class_name="text-soft font-normal"))
