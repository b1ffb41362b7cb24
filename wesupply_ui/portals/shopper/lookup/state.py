"""Whose look-up page was come to from within the site. The form itself is plain HTML and is answered by `pages_first.py`."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.accounts.profile import look_topic
from wesupply_ui.domain.branding.texts import accepted
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.portals.access import SHOPPER, audience, open_look
from wesupply_ui.portals.hosts import site_of_page
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.shopper.lookup.rows import LookupRows
from wesupply_ui.portals.shopper.lookup.shops import empty_form, shop_called


class LookupState(rx.State):
    """One tab."""

    form: LookupRows = LookupRows()
    found: bool = False
    lost: bool = False

    @rx.event
    @audience(SHOPPER)
    async def load(self) -> None:
        """Show the shop named in the address."""
        self.reset()
        slug = str(getattr(self, "merchant", ""))  # the route's argument, a var that Reflex makes
        site = await site_of_page(self)
        try:
            async with open_look(self) as db:
                shop = await shop_called(db, slug, site)
                self.form = empty_form(shop, accepted(self.router.headers.accept_language))
        except NotFound:
            self.lost = True
        else:
            self.found = True
            watch(self, look_topic(shop.id))

    @rx.event
    @audience(SHOPPER)
    async def refresh(self) -> None:
        """The shop looks otherwise."""
        await self.load.fn(self)  # type: ignore[attr-defined]
