"""What the invitation's page knows about it, and accepting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from wesupply_ui.domain.accounts.accept import accept_as_new, accept_signed_in, welcome
from wesupply_ui.domain.locations.queries import location_name
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.access import ANYONE, audience, open_look, open_work, session_token
from wesupply_ui.portals.problems import field_errors
from wesupply_ui.portals.site.callers import LINKS, caller
from wesupply_ui.portals.site.going_on import go_in, post


@dataclass(frozen=True)
class InvitationRow:
    """The invitation in words. `way`: as in `accept.Welcome`."""

    merchant: str = ""
    email: str = ""
    said: str = ""
    way: str = ""
    signed_in_as: str = ""
    sign_in_href: str = "/login"


class InviteState(rx.State):
    """One tab."""

    row: InvitationRow = InvitationRow()
    loaded: bool = False
    is_gone: bool = False
    problem: str = ""
    errors: dict[str, str] = {}

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """Say who asks, to what, and how to accept."""
        self.reset()
        await LINKS.take(caller(self.router))
        token = str(getattr(self, "token", ""))
        try:
            async with open_look(self) as db:
                found = await welcome(db, token, session=session_token(self), now=clock.now())
                store = await location_name(db, found.merchant_id, found.location_id)
        except NotFound:
            self.is_gone, self.loaded = True, True
            return
        words = {"who": found.invited_by or _("Somebody"), "role": _(found.role_name), "store": store}
        said = _("{who} asks you to work here as {role}, in the store {store}.", **words) if store else ""
        self.row = InvitationRow(
            merchant=found.merchant_name,
            email=found.email,
            said=said or _("{who} asks you to work here as {role}.", **words),
            way=found.way,
            signed_in_as=found.signed_in_as,
            sign_in_href=f"/login?{urlencode({'next': f'/invite/{token}'})}",
        )
        self.loaded = True

    @rx.event
    @audience(ANYONE)
    async def join(self, form: dict[str, Any]) -> Any:
        """Somebody new: name and password."""
        self.errors, self.problem = {}, ""
        await LINKS.take(caller(self.router))
        raw = {"name": form.get("name"), "password": form.get("password")}
        try:
            async with open_work(self) as db:
                ticket = await accept_as_new(db, str(getattr(self, "token", "")), raw, now=clock.now())
        except Invalid as wrong:
            self.errors = field_errors(wrong)
        except NotFound:
            self.is_gone = True
        except (NotAllowed, Conflict) as refused:
            self.problem = refused.message
        else:
            return go_in(ticket)
        return None

    @rx.event
    @audience(ANYONE)
    async def accept(self) -> Any:
        """Somebody known, who is signed in: they go on at the shop that asked."""
        self.problem = ""
        try:
            async with open_work(self) as db:
                slug = await accept_signed_in(db, str(getattr(self, "token", "")), session=session_token(self), now=clock.now())
        except NotFound:
            self.is_gone = True
        except (NotAllowed, Conflict) as refused:
            self.problem = refused.message
        else:
            return post("/api/switch-merchant", {"merchant": slug})
        return None
