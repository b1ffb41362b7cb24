"""Whose look-up page was come to from within the site. The form itself is plain HTML and is answered by `pages_first.py`."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.accounts.profile import look_topic
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import accepted, first_known, speaking
from wesupply_ui.portals.access import SHOPPER, audience, open_look
from wesupply_ui.portals.hosts import site_of_page
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.shopper.lookup.rows import LookupRows
from wesupply_ui.portals.shopper.lookup.shops import empty_form, shop_called, takes_back
from wesupply_ui.portals.shopper.rows import LostRow
from wesupply_ui.portals.shopper.words import NO_SHOP, lost_row


class LookupState(rx.State):
    """One tab."""

    form: LookupRows = LookupRows()
    found: bool = False
    lost: bool = False
    lost_words: LostRow = LostRow()

    @rx.event
    @audience(SHOPPER)
    async def load(self) -> None:
        """Show the shop named in the address."""
        self.reset()
        slug = str(getattr(self, "merchant", ""))  # the route's argument, a var that Reflex makes
        site = await site_of_page(self)
        languages = self.router.headers.accept_language
        try:
            async with open_look(self) as db:
                shop = await shop_called(db, slug, site)
                returns = await takes_back(db, shop)
                with speaking(first_known(languages)):
                    self.form = empty_form(shop, accepted(languages), takes_back=returns)
        except NotFound:
            with speaking(first_known(languages)):
                self.lost, self.lost_words = True, lost_row(NO_SHOP)
        else:
            self.found = True
            watch(self, look_topic(shop.id))

    @rx.event
    @audience(SHOPPER)
    async def refresh(self) -> None:
        """The shop looks otherwise."""
        await self.load.fn(self)  # type: ignore[attr-defined]
