"""What the first steps know, and what a person does with them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.insights.first_steps import STEPS, first_steps
from wesupply_ui.domain.insights.mark_step import begin_mail, dismiss_steps, mark_mail, mark_previewed
from wesupply_ui.domain.notifications.ports import Outcome
from wesupply_ui.domain.notifications.trial_mail import trial_mail
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, who, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.welcome.rows import StepRow, progress_words, step_rows

OVERVIEW = "/app"


class WelcomeState(rx.State):
    """One tab."""

    steps: list[StepRow] = []
    done: int = 0
    all: int = len(STEPS)
    progress: str = ""
    preview_url: str = ""
    loaded: bool = False
    is_finished: bool = False
    is_dismissed: bool = False
    is_on_overview: bool = False
    is_mailing: bool = False

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """On the page of the first steps."""
        await self._show()
        async with look(self) as (_db, scope):
            watch(self, f"merchant:{scope.merchant_id}")

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def glance(self) -> None:
        """On the overview, which has news of its own to watch."""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def refresh(self) -> None:
        """There is news of the merchant: a step may be done."""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def dismiss(self, is_back: bool) -> Any:
        """Off the overview, or on it again."""
        async with work(self) as (db, scope):
            await dismiss_steps(db, scope, now=clock.now(), back=is_back is True)
        await self._show()
        return kit.toast(_("On the overview again") if is_back is True else _("Put aside; you find it under Settings"))

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def previewed(self) -> None:
        """A shopper's page was opened from the portal, here or on an order's page."""
        async with work(self) as (db, scope):
            await mark_previewed(db, scope, now=clock.now())
            can_see = scope.may("settings.read")
        if can_see and self.loaded:
            await self._show()

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def send_mail(self) -> AsyncIterator[Any]:
        """A mail to whoever asks, handed to the server with no transaction open."""
        person = await who(self)
        async with work(self) as (db, scope):
            await begin_mail(db, scope, now=clock.now())
            mail = trial_mail(await merchant_of(db, scope), person.email, now=clock.now())
        self.is_mailing = True
        yield
        try:
            async with runtime.mailer().session() as session:
                delivery = await session.send(mail)
        finally:
            self.is_mailing = False
        if delivery.outcome is not Outcome.SENT:
            yield kit.toast(_("The mail did not go out: {why}", why=delivery.detail), tone="problem")
            return
        if not settings().smtp_url:
            words = _("There is no mail server yet: mails are written to a folder. Whoever runs this sets WESUPPLY_SMTP_URL.")
            yield kit.toast(words, tone="attention")
            return
        async with work(self) as (db, scope):
            await mark_mail(db, scope, now=clock.now())
        await self._show()
        yield kit.toast(_("The mail is on its way to {address}", address=person.email))

    async def _show(self) -> None:
        async with look(self) as (db, scope):
            found = await first_steps(db, scope)
        self.steps, self.progress = step_rows(found, scope.permissions), progress_words(found)
        self.done, self.preview_url = len(found.done), found.preview_url or ""
        self.is_finished, self.is_dismissed = found.is_finished, found.is_dismissed
        self.is_on_overview = not (found.is_finished or found.is_dismissed)
        self.loaded = True
