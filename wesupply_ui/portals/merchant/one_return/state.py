"""What the page of a return knows and what staff do there. Who acts on what somebody else changed is told so, and nothing happens."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.as_seen import as_seen, mark_of
from wesupply_ui.domain.returns.held import topic
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit, problems
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.one_return.deeds import MAY, USE_CASES, raw_of
from wesupply_ui.portals.merchant.one_return.facts import asked_of, last_deed, page_of
from wesupply_ui.portals.merchant.one_return.find import Found, find
from wesupply_ui.portals.merchant.one_return.rows import NO_PHOTO, AskedRow, OneReturn, PhotoRow
from wesupply_ui.portals.merchant.one_return.words import DONE
from wesupply_ui.portals.merchant.person import telling_of

_WHOLE = ("reason", "location", "reference", "error")


class ReturnState(rx.State):
    """One return, and the question that is open about it."""

    page: OneReturn = OneReturn()
    found: bool = False
    lost: bool = False
    asking: str = ""
    """The deed that is asked about."""
    items: list[AskedRow] = []
    places: list[OptionRow] = []
    form_key: int = 0
    errors: dict[str, str] = {}
    problem: str = ""
    overtaken: str = ""
    """What somebody else did, told to who came second."""
    photo: PhotoRow = NO_PHOTO
    """The one that is shown large."""
    _id: str = ""
    _mark_asked: str = ""

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def load(self) -> None:
        """Open the return that the address names."""
        self.reset()
        number = str(getattr(self, "number", ""))[:64]  # the route's argument, a var that Reflex makes
        try:
            self._id = await self._draw(number)
        except NotFound:
            self.lost = True
            return
        watch(self, topic(self._id))

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def refresh(self) -> None:
        """There is news of this return."""
        if self._id:
            await self._draw(self._id)

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def ask(self, deed: str) -> None:
        """Open the question about a deed: it is about the return as it is drawn now."""
        self.asking, self.errors, self.problem, self.overtaken = "", {}, "", ""
        if deed not in MAY or not self._id:
            return
        async with look(self) as (db, scope):
            if not scope.may(MAY[deed]):
                return
            found = await find(db, scope, self._id)
        self.items = asked_of(found, deed)
        self.places = [OptionRow("", _("Not said")), *(OptionRow(own_id, name) for own_id, name in found.places.items())]
        self._mark_asked = mark_of(found.whole.request.updated_at)
        self.form_key += 1
        self.asking = deed if self.items else ""

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def set_asking(self, is_open: bool) -> None:
        """The question was closed without an answer."""
        if is_open is not True:
            self.asking = ""

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def decide(self, form: dict[str, Any]) -> Any:
        """Approve, decline or cancel."""
        return await self._do(form, ("approve", "decline", "cancel"))

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def take_in(self, form: dict[str, Any]) -> Any:
        """Receive or inspect."""
        return await self._do(form, ("receive", "inspect"))

    @rx.event
    @audience(MERCHANT, may="returns.settle")
    async def pay(self, form: dict[str, Any]) -> Any:
        """Ask for the payment, or say how it went."""
        return await self._do(form, ("settle", "paid", "failed"))

    async def _do(self, form: dict[str, Any], deeds: tuple[str, ...]) -> Any:
        deed, number = self.asking, self._id
        if deed not in deeds or not number or not isinstance(form, dict):
            return None
        raw = raw_of(deed, form, [each.id for each in self.items])
        self.errors, self.problem = {}, ""
        if not raw["items"]:
            self.problem = _("Choose at least one item.")
            return None
        try:
            async with work(self) as (db, scope):
                await as_seen(db, scope, number, self._mark_asked)
                await USE_CASES[deed](db, scope, number, raw, now=clock.now())
        except Invalid as situation:
            found = problems.field_errors(situation)
            self.errors = {name: found.get(name, "") for name in _WHOLE}
            self.problem = next((words for name, words in found.items() if name not in _WHOLE), "") or situation.message
            return None
        except Conflict as situation:
            self.asking = ""
            await self._draw(number, refused=situation.message)
            return None
        self.asking = ""
        await self._draw(number)
        return kit.toast(_(DONE[deed]))

    async def _draw(self, key: str, *, refused: str = "") -> str:
        """Show it as it is now; its id."""
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found: Found = await find(db, scope, key)
        self.page, self.found, self.lost = page_of(found, tell), True, False
        if refused:
            self.overtaken = " ".join(filter(None, (refused, last_deed(found, tell))))
        return found.whole.request.id
