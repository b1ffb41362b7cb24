"""What the two pages about a forgotten password know. The answer to who asks is always the same."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.forgot import ask_for_reset, check_reset, reset
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound, TooMany
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.access import ANYONE, audience, open_look, open_work
from wesupply_ui.portals.problems import field_errors
from wesupply_ui.portals.site.callers import LINKS, RESETS, caller, may_mail


class ForgotState(rx.State):
    """One tab that asks for the link."""

    sent: bool = False
    problem: str = ""
    errors: dict[str, str] = {}

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """Start empty."""
        self.reset()

    @rx.event
    @audience(ANYONE)
    async def ask(self, form: dict[str, Any]) -> None:
        """Have a link mailed, if somebody has this address."""
        self.errors, self.problem = {}, ""
        email = form.get("email")
        try:
            await RESETS.take(caller(self.router))
            await may_mail(email)
            async with open_work(self) as db:
                await ask_for_reset(db, email, now=clock.now())
        except Invalid as wrong:
            self.errors = field_errors(wrong)
        except TooMany as refused:
            self.problem = _(refused.message)
        else:
            self.sent = True


class ResetState(rx.State):
    """One tab that came by the link."""

    loaded: bool = False
    is_gone: bool = False
    is_done: bool = False
    errors: dict[str, str] = {}

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """Whether the link still works."""
        self.reset()
        await LINKS.take(caller(self.router))
        try:
            async with open_look(self) as db:
                await check_reset(db, str(getattr(self, "token", "")), now=clock.now())
        except NotFound:
            self.is_gone = True
        self.loaded = True

    @rx.event
    @audience(ANYONE)
    async def submit(self, form: dict[str, Any]) -> None:
        """Set the password."""
        self.errors = {}
        await LINKS.take(caller(self.router))
        try:
            async with open_work(self) as db:
                await reset(db, str(getattr(self, "token", "")), form.get("password"), now=clock.now())
        except NotFound:
            self.is_gone = True
        except Invalid as wrong:
            self.errors = field_errors(wrong)
        else:
            self.is_done = True
