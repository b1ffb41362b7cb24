"""What an open page of a return knows: its rows, found by its link, told again whenever the return or its parcels have news."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.accounts.profile import look_topic
from wesupply_ui.domain.returns.held import topic
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound, TooMany
from wesupply_ui.kernel.language import accepted, first_known, speaking
from wesupply_ui.portals.access import SHOPPER, audience, open_look
from wesupply_ui.portals.hosts import site_of_page
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.shopper.callers import address_of_page
from wesupply_ui.portals.shopper.one_return.open_link import opened
from wesupply_ui.portals.shopper.one_return.posted import Did
from wesupply_ui.portals.shopper.one_return.rows import ReturnRows
from wesupply_ui.portals.shopper.one_return.tell import told
from wesupply_ui.portals.shopper.rows import LostRow
from wesupply_ui.portals.shopper.words import LOST_RETURN, lost_row


class OneReturnState(rx.State):
    """One tab. The link is kept on the server, so that news is told to whoever holds it and to nobody else."""

    page: ReturnRows = ReturnRows()
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
            watch(self, *await self._tell())
        except (NotFound, TooMany):
            self._lose()

    @rx.event
    @audience(SHOPPER)
    async def refresh(self) -> None:
        """There is news of this return. A link that has ended meanwhile tells nothing more."""
        before = self.page
        if not self.found:
            return
        try:
            topics = await self._tell()
        except (NotFound, TooMany):
            self.reset()
            self._lose()
            return
        watch(self, *topics)  # another parcel may have come
        self.fresh = self.page.headline != before.headline
        self.said = self.page.spoken if self.page.spoken != before.spoken else self.said

    def _lose(self) -> None:
        with speaking(first_known(self.router.headers.accept_language)):
            self.lost, self.lost_words = True, lost_row(LOST_RETURN)

    async def _tell(self) -> tuple[str, ...]:
        """The topics on which there is news of what was shown."""
        site = await site_of_page(self)
        did, reader = Did.of(self.router.url.query_parameters), accepted(self.router.headers.accept_language)
        async with open_look(self) as db:
            shop = site.merchant_id if site else None
            scope, request = await opened(db, self._link, caller=address_of_page(self.router), shop=shop)
            self.page = await told(db, scope, request, token=self._link, now=clock.now(), reader=reader, did=did)
            return_topic = topic(request.id)
        self.found, self.lost = True, False
        return (return_topic, look_topic(scope.merchant_id), *(f"parcel:{each.key}" for each in self.page.parcels))
