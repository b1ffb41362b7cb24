"""Which photo of a return is shown large? Opened by a click, turned by the arrow keys."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.access import MERCHANT, audience
from wesupply_ui.portals.merchant.one_return.rows import NO_PHOTO
from wesupply_ui.portals.merchant.one_return.state import ReturnState

_STEPS = {"ArrowRight": 1, "ArrowLeft": -1}


class ReturnPhotoState(rx.State):
    """Holds nothing: the return and its open photo are `ReturnState`'s."""

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def show(self, photo: str) -> None:
        """This one."""
        page = await self.get_state(ReturnState)
        page.photo = next((each for each in page.page.photos if each.id == photo), NO_PHOTO)

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def turn(self, key: str) -> None:
        """The one after or before it, by the name of an arrow key; after the last comes the first."""
        page = await self.get_state(ReturnState)
        photos = page.page.photos
        at = next((at for at, each in enumerate(photos) if each.id == page.photo.id), None)
        if at is not None and key in _STEPS:
            page.photo = photos[(at + _STEPS[key]) % len(photos)]

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def set_open(self, is_open: bool) -> None:
        """The dialog was closed."""
        if is_open is not True:
            (await self.get_state(ReturnState)).photo = NO_PHOTO
