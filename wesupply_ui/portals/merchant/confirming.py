"""Above every screen of somebody whose mail address is not confirmed yet: what waits for it, and a way to have the mail sent again."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.confirm import ask_again
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, who, work
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState

_AGAIN = Throttle("confirm-again", "3 per hour; 10 per day")


class ConfirmBannerState(rx.State):
    """The banner's button."""

    @rx.event
    @audience(MERCHANT)
    async def send_again(self) -> Any:
        """Have the link mailed once more to the person who asks."""
        await _AGAIN.take((await who(self)).person_id)
        async with work(self) as (db, scope):
            await ask_again(db, scope, now=clock.now())
        return kit.toast(_("A mail is on its way to you."))


def confirm_banner() -> rx.Component:
    """Nothing for a person who is confirmed."""
    words = t("Confirm your mail address: until then no mail goes out to shoppers, and you cannot invite anybody.")
    banner = kit.notice(
        rx.el.span(words, " "),
        kit.button(t("Send the link again"), size="small", on_click=ConfirmBannerState.send_again),
        tone="attention",
        data_testid="confirm-banner",
    )
    return rx.cond(PersonState.must_confirm, rx.el.div(banner, class_name="pb-4"), rx.fragment())
