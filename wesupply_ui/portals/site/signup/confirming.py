"""Confirming a mail address: the link of the mail opens this page, and the button does it, since programs open links too."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.confirm import check_confirm, confirm
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import ANYONE, audience, open_look, open_work
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.site.callers import LINKS, caller
from wesupply_ui.portals.site.going_on import go_in
from wesupply_ui.portals.site.login.card import card_page


class ConfirmingState(rx.State):
    """One tab."""

    loaded: bool = False
    is_gone: bool = False

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """Whether the link still works."""
        self.reset()
        await LINKS.take(caller(self.router))
        try:
            async with open_look(self) as db:
                await check_confirm(db, str(getattr(self, "token", "")), now=clock.now())
        except NotFound:
            self.is_gone = True
        self.loaded = True

    @rx.event
    @audience(ANYONE)
    async def confirm(self) -> Any:
        """Confirm, and go in."""
        try:
            async with open_work(self) as db:
                ticket = await confirm(db, str(getattr(self, "token", "")), now=clock.now())
        except NotFound:
            self.is_gone = True
            return None
        return go_in(ticket)


def confirming() -> rx.Component:
    """The whole page."""
    S = ConfirmingState
    button = kit.button(t("Confirm and go on"), look="primary", size="large", on_click=S.confirm)
    gone = rx.fragment(
        rx.el.p(t("Sign in, or ask for a new password: its mail confirms your address as well.")),
        kit.link_button(t("Sign in"), "/login", look="primary", size="large"),
    )
    shown = rx.cond(S.loaded, rx.cond(S.is_gone, gone, button), kit.skeleton(lines=1, height=44))
    about = rx.cond(S.is_gone, t("This link was used already, or has expired."), t("One click shows that the mail reached you."))
    return card_page(t("Confirm your mail address"), about, shown)
