"""What the overview knows. It is told anew once a second at most, however much news comes in."""

from __future__ import annotations

from typing import ClassVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights import deliveries, news, overview
from wesupply_ui.domain.insights.opened import opened_by_day
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.overview.rows import (
    FeedRow,
    FigureRow,
    NeedRow,
    chart,
    chart_words,
    exceptions_chart,
    exceptions_words,
    feed_rows,
    figure_rows,
    need_rows,
)
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling

DAYS = 21


class OverviewState(rx.State):
    """One tab's overview."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    loaded: bool = False
    needs: list[NeedRow] = []
    figures: list[FigureRow] = []
    bars: list[kit.Bar] = []
    told: str = ""
    exceptions: list[kit.Bar] = []
    exceptions_told: str = ""
    feed: list[FeedRow] = []
    is_paused: bool = False
    is_behind: bool = False

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Everything."""
        self.is_paused = self.is_behind = False
        watch(self, f"merchant:{await self._show()}")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's. A paused feed only notes it."""
        if self.is_paused:
            self.is_behind = True
        await self._show()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def pause(self) -> None:
        """Hold the feed still, or let it go on."""
        self.is_paused = not self.is_paused
        self.is_behind = False
        await self._show()

    async def _show(self) -> str:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            if not self.is_paused:
                self.feed = feed_rows(await news.recent_news(db, scope, limit=14), tell)
            await self._count(db, scope, tell)
        self.loaded = True
        return scope.merchant_id

    async def _count(self, db: AsyncSession, scope: Scope, tell: Telling) -> None:
        days = await deliveries.by_day(db, scope, now=tell.now, zone=tell.zone, days=DAYS)
        self.needs = need_rows(await overview.needs(db, scope, now=tell.now))
        self.figures = figure_rows(await overview.today(db, scope, now=tell.now, zone=tell.zone), days)
        self.bars, self.told = chart(days, tell), chart_words(days)
        opened = await opened_by_day(db, scope, now=tell.now, zone=tell.zone, days=DAYS)
        self.exceptions, self.exceptions_told = exceptions_chart(opened, tell), exceptions_words(opened)
