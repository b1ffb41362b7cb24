"""What an open tracking page knows: the rows of one order, found by its link, told again whenever the order has news."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.accounts.profile import look_topic
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound, TooMany
from wesupply_ui.kernel.language import accepted, first_known, speaking
from wesupply_ui.portals.access import SHOPPER, audience, open_look
from wesupply_ui.portals.hosts import site_of_page
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.shopper.callers import address_of_page
from wesupply_ui.portals.shopper.counting import PAGES, seen
from wesupply_ui.portals.shopper.rows import LostRow
from wesupply_ui.portals.shopper.tracking.fresh import marked_fresh
from wesupply_ui.portals.shopper.tracking.open_link import opened
from wesupply_ui.portals.shopper.tracking.rows import TrackingRows
from wesupply_ui.portals.shopper.tracking.tell import told
from wesupply_ui.portals.shopper.words import LOST, lost_row


class TrackingState(rx.State):
    """One tab. The link is kept on the server, so that news is told to whoever holds it and to nobody else."""

    page: TrackingRows = TrackingRows()
    found: bool = False
    lost: bool = False
    lost_words: LostRow = LostRow()
    fresh: bool = False
    said: str = ""
    _link: str = ""

    @rx.event
    @audience(SHOPPER)
    async def load(self) -> None:
        """Open the link in the address."""
        self.reset()
        self._link = str(getattr(self, "token", ""))  # the route's argument, a var that Reflex makes
        try:
            order_id, merchant_id = await self._tell()
        except (NotFound, TooMany):
            self._lose()
            return
        watch(self, f"order:{order_id}", look_topic(merchant_id))
        seen(merchant_id, PAGES)

    @rx.event
    @audience(SHOPPER)
    async def refresh(self) -> None:
        """There is news of this order. A link that has ended meanwhile tells nothing more."""
        before = self.page
        if not self.found:
            return
        try:
            await self._tell()
        except (NotFound, TooMany):
            self.reset()
            self._lose()
            return
        self.fresh = self.page.headline != before.headline
        self.page = marked_fresh(self.page, before)
        self.said = self.page.spoken if self.page.spoken != before.spoken else self.said

    def _lose(self) -> None:
        with speaking(first_known(self.router.headers.accept_language)):
            self.lost, self.lost_words = True, lost_row(LOST)

    async def _tell(self) -> tuple[str, str]:
        site = await site_of_page(self)
        async with open_look(self) as db:
            scope = await opened(db, self._link, caller=address_of_page(self.router), shop=site.merchant_id if site else None)
            self.page = await told(db, scope, now=clock.now(), reader=accepted(self.router.headers.accept_language))
        self.found, self.lost = True, False
        return scope.order_id or "", scope.merchant_id
