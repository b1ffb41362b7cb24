"""What the order page knows and what staff do there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.notifications.resend import resend
from wesupply_ui.domain.orders import queries
from wesupply_ui.domain.tracking.ask_now import LEAST_APART, ask_now
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound, TooMany
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.order.facts import page_of
from wesupply_ui.portals.merchant.order.find import Whole, find, whole
from wesupply_ui.portals.merchant.order.rows import EventRow, OrderRows
from wesupply_ui.portals.merchant.order.story import story_of
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling

KINDS = ("scan", "message", "date", "note", "staff")
LOOKS = 25  # seconds that an answer to "ask now" is waited for


class OrderState(rx.State):
    """One order."""

    page: OrderRows = OrderRows()
    shown: list[EventRow] = []
    kind: str = ""
    found: bool = False
    lost: bool = False
    asking: str = ""
    _order_id: str = ""
    _story: list[EventRow] = []

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Open the order that the address names."""
        self.reset()
        number = str(getattr(self, "number", ""))[:200]  # the route's argument, a var that Reflex makes
        order_id = str(self.router.url.query_parameters.get("id", ""))[:64]
        tell = await telling_of(self)
        try:
            async with look(self) as (db, scope):
                told = await find(db, scope, number=number, order_id=order_id)
        except NotFound:
            self.lost = True
            return
        self._order_id = told.followed.order.id
        self._draw(told, tell)
        watch(self, f"order:{self._order_id}")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """There is news of this order."""
        if self._order_id:
            self._draw(await self._again(self._order_id), await telling_of(self))

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def show(self, kind: str) -> None:
        """Only one kind of entries in the story; the same kind again, or none, shows all."""
        self.kind = str(kind) if kind in KINDS and kind != self.kind else ""
        self._choose()

    @rx.event(background=True)
    @audience(MERCHANT, may="tracking.poll")
    async def poll(self, parcel_id: str) -> Any:
        """Ask the carrier now, and say what came of it."""
        try:
            async with work(self) as (db, scope):
                parcel = await ask_now(db, scope, str(parcel_id), now=clock.now())
                asked_before, news_before = parcel.last_polled_at, parcel.last_news_at
        except TooMany as error:
            return _asked_already(error)
        async with self:
            self.asking, order_id, tell = parcel.id, self._order_id, await telling_of(self)
        answered = await self._answered(parcel.id, asked_before)
        told = await self._again(order_id) if order_id else None
        async with self:
            self.asking = ""
            if told is not None and self._order_id == order_id:
                self._draw(told, Telling(clock.now(), tell.zone))
        return _words_for(answered, news_before)

    @rx.event
    @audience(MERCHANT, may="messages.send")
    async def send_again(self, message_id: str) -> Any:
        """One more copy of a message, told from where the order stands now."""
        async with work(self) as (db, scope):
            await resend(db, scope, str(message_id), by=scope.actor, now=clock.now())
        return kit.toast(_("The mail is on its way again"))

    async def _again(self, order_id: str) -> Whole:
        async with look(self) as (db, scope):
            return await whole(db, scope, await queries.order_by_id(db, scope, order_id))

    async def _answered(self, parcel_id: str, before: object) -> Parcel | None:
        """The parcel once it has been asked for; None when nobody asked in time."""
        for _look in range(LOOKS * 2):
            await asyncio.sleep(0.5)
            async with look(self) as (db, scope):
                parcel = await db.get(Parcel, parcel_id)
                if parcel is None or parcel.merchant_id != scope.merchant_id:
                    return None
                if parcel.last_polled_at != before:
                    return parcel
        return None

    def _draw(self, told: Whole, tell: Telling) -> None:
        self.page, self._story = page_of(told, tell, askable=runtime.carrier_codes()), story_of(told, tell)
        self.found, self.lost = True, False
        self._choose()

    def _choose(self) -> None:
        """A day's name stands on its first entry that is shown."""
        self.shown = chosen(self._story, self.kind)


def chosen(story: list[EventRow], kind: str) -> list[EventRow]:
    """The story's entries of one kind, each day's name on the first of them."""
    if not kind:
        return story
    found: list[EventRow] = []
    day = ""
    for row in story:
        day = row.day or day
        if row.kind == kind:
            found.append(replace(row, day=day))
            day = ""
    return found


def _asked_already(error: TooMany) -> Any:
    """Nobody did anything wrong: the page shows what the carrier said a few seconds ago."""
    seconds = max(1, round(LEAST_APART.total_seconds() - error.retry_after))
    return kit.toast(
        ngettext("Asked {count} second ago: nothing new since", "Asked {count} seconds ago: nothing new since", seconds), tone="quiet"
    )


def _words_for(parcel: Parcel | None, news_before: object) -> Any:
    if parcel is None:
        return kit.toast(_("The carrier has not been asked yet; the page will show the answer."), tone="attention")
    if parcel.failure_code:
        return kit.toast(_("The carrier gave no answer; the parcel says why."), tone="problem")
    return kit.toast(_("There is news") if parcel.last_news_at != news_before else _("Nothing new from the carrier"))
