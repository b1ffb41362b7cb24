"""What the bell and its drawer know. The bell counts on every screen and follows the news; the drawer is filled when it is opened."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.notifications import notices
from wesupply_ui.domain.notifications.tell_staff import notices_topic
from wesupply_ui.kernel import clock
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.inbox.rows import NoticeRow, counted, notice_row
from wesupply_ui.portals.merchant.person import telling_of


class InboxState(rx.State):
    """`unread`: the figure on the bell, empty when everything is read."""

    unread: str = ""
    rows: list[NoticeRow] = []
    loaded: bool = False
    is_open: bool = False

    @rx.event
    @audience(MERCHANT)
    async def load(self) -> None:
        """Count, and hear of new ones; beside the screen's own loading."""
        self.is_open = False
        async with look(self) as (db, scope):
            self.unread = counted(await notices.unread(db, scope, now=clock.now()))
        watch(self, notices_topic(scope.merchant_id))

    @rx.event
    @audience(MERCHANT)
    async def refresh(self) -> None:
        """Something was noticed at this merchant's."""
        await self._show()

    @rx.event
    @audience(MERCHANT)
    async def set_open(self, is_open: bool) -> None:
        """The drawer was opened or closed."""
        self.is_open = is_open is True
        if self.is_open:
            await self._show()

    @rx.event
    @audience(MERCHANT)
    async def read(self, notice_id: str) -> None:
        """This person has read one."""
        async with work(self) as (db, scope):
            await notices.mark_read(db, scope, str(notice_id)[:64], now=clock.now())
        await self._show()

    @rx.event
    @audience(MERCHANT)
    async def read_all(self) -> None:
        """This person has read everything."""
        async with work(self) as (db, scope):
            await notices.mark_all_read(db, scope, now=clock.now())
        await self._show()

    async def _show(self) -> None:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found = await notices.inbox_of(db, scope, now=clock.now())
        self.rows = [notice_row(each, is_read, tell) for each, is_read in found.notices] if self.is_open else []
        self.unread, self.loaded = counted(found.unread), self.is_open
