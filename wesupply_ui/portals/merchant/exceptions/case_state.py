"""What the open case knows, and what staff do about it or about all that are ticked: each deed with an undo."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions import contact
from wesupply_ui.domain.exceptions.assign import assign
from wesupply_ui.domain.exceptions.deed import Before
from wesupply_ui.domain.exceptions.one import one
from wesupply_ui.domain.exceptions.outlook import outlook
from wesupply_ui.domain.exceptions.put_back import put_back
from wesupply_ui.domain.exceptions.resolve import decide, resolve
from wesupply_ui.domain.exceptions.snooze import snooze
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals import kit, problems
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.exceptions.rows import OpenCase
from wesupply_ui.portals.merchant.exceptions.saying import open_case, title_of
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling

ASKS = ("snooze", "assign", "resolve", "mail", "carrier", "resend", "refund")


class CaseState(rx.State):
    """One case, the question that is being asked about it, and what can be undone."""

    case: OpenCase = OpenCase()
    is_missing: bool = False
    asking: str = ""
    asking_about: str = ""
    recipient: str = ""
    subject: str = ""
    text: str = ""
    draft_key: int = 0
    errors: dict[str, str] = {}
    done_words: str = ""
    _about: list[str] = []
    _undo: list[Before] = []
    _undo_message: str = ""

    async def _tell(self, db: AsyncSession, scope: Scope, case_id: str, tell: Telling) -> None:
        """Show this case; nothing without one."""
        self.is_missing = False
        if not case_id:
            self.case = OpenCase()
            return
        try:
            found = await one(db, scope, case_id)
        except NotFound:
            self.case, self.is_missing = OpenCase(), True
            return
        usual = await outlook(db, scope, kind=found.row.kind, carrier=found.row.carrier, but=found.row.id, now=tell.now)
        self.case = open_case(found, usual, tell)

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def ask(self, what: str, case_id: str = "") -> None:
        """Open a question: about the ticked cases where several can be meant, else about the one that was drawn when it was asked."""
        from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState

        ticked = list((await self.get_state(ExceptionsState)).ticked) if what in ASKS[:3] else []
        one_id = str(case_id) or self.case.id
        self._about = ticked or ([one_id] if one_id else [])
        self.errors = {}
        if what not in ASKS or not self._about:
            self.asking = ""
            return
        if not ticked:
            async with look(self) as (db, scope):
                title = title_of(await one(db, scope, one_id))
        if what == "mail":
            async with work(self) as (db, scope):
                found = await contact.draft(db, scope, one_id, now=clock.now())
            self.recipient, self.subject, self.text = found.recipient, found.subject, found.text
            self.draft_key += 1
        self.asking = what
        self.asking_about = ngettext("{count} case", "{count} cases", len(ticked)) if ticked else title

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def set_asking(self, is_open: bool) -> None:
        """The question was closed without an answer."""
        if is_open is not True:
            self.asking = ""

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def snooze_until(self, until: str) -> Any:
        """Put aside: "day", "promised" or a day."""
        return await self._snooze(str(until))

    async def _snooze(self, until: str) -> Any:
        zone = (await telling_of(self)).zone

        async def deed(db: AsyncSession, scope: Scope) -> Sequence[Before]:
            return await snooze(db, scope, self._about, until, zone=zone, now=clock.now())

        return await self._do(deed, lambda count: ngettext("Snoozed", "{count} cases snoozed", count), goes_on=True)

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def snooze_form(self, form: dict[str, Any]) -> Any:
        """Put aside until the day that was picked."""
        return await self._snooze(str(form.get("until", "")))

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def assign_to(self, person_id: str) -> Any:
        """Give to somebody; "me" is whoever asks, nothing is nobody."""

        async def deed(db: AsyncSession, scope: Scope) -> Sequence[Before]:
            whom = scope.actor.removeprefix("person:") if person_id == "me" else str(person_id)
            return await assign(db, scope, self._about, whom, now=clock.now())

        return await self._do(deed, lambda count: ngettext("Assigned", "{count} cases assigned", count))

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def resolve_as(self, reason: str) -> Any:
        """Close with a reason."""

        async def deed(db: AsyncSession, scope: Scope) -> Sequence[Before]:
            return await resolve(db, scope, self._about, str(reason), now=clock.now())

        return await self._do(deed, lambda count: ngettext("Resolved", "{count} cases resolved", count), goes_on=True)

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def decide_to(self, decision: str) -> Any:
        """Send again, or refund: recorded here, done in the shop."""

        async def deed(db: AsyncSession, scope: Scope) -> Sequence[Before]:
            return [await decide(db, scope, self._about[0] if self._about else "", str(decision), now=clock.now())]

        return await self._do(deed, lambda _count: _("Recorded. Now do it in your shop."), goes_on=True)

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def carrier_asked(self) -> Any:
        """Somebody asked the carrier."""

        async def deed(db: AsyncSession, scope: Scope) -> Sequence[Before]:
            return [await contact.carrier_asked(db, scope, self._about[0] if self._about else "", now=clock.now())]

        return await self._do(deed, lambda _count: _("Noted that the carrier was asked"))

    @rx.event
    @audience(MERCHANT, may="messages.send")
    async def send_mail(self, form: dict[str, Any]) -> Any:
        """Write to the shopper."""
        sent: list[str] = []

        async def deed(db: AsyncSession, scope: Scope) -> Sequence[Before]:
            about = self._about[0] if self._about else ""
            subject, text = str(form.get("subject", "")), str(form.get("text", ""))
            written = await contact.contact_shopper(db, scope, about, subject=subject, text=text, now=clock.now())
            sent.append(written.message_id)
            return [written.before]

        answer = await self._do(deed, lambda _count: _("The mail leaves in half a minute"))
        self._undo_message = sent[0] if sent else ""
        return answer

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def undo(self) -> Any:
        """Take the last deed back."""
        if not self._undo:
            return None
        befores, message, self._undo, self._undo_message = self._undo, self._undo_message, [], ""
        self.done_words = ""
        async with work(self) as (db, scope):
            await put_back(db, scope, befores, message_id=message, now=clock.now())
        await self._show_anew()
        return [kit.toast(_("Taken back")), _focus(befores[0].case_id)]

    async def _do(
        self, deed: Callable[[AsyncSession, Scope], Awaitable[Sequence[Before]]], words: Callable[[int], str], *, goes_on: bool = False
    ) -> Any:
        """Do it and say so; with `goes_on` the next case is opened, for this one is done."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                befores = list(await deed(db, scope))
        except Invalid as situation:
            if not situation.problems:
                raise
            self.errors = problems.field_errors(situation)
            return None
        self.asking, self._undo, self._undo_message = "", befores, ""
        self.done_words = words(len(befores)) if befores else _("Nothing to change")
        await self._show_anew(forget_ticks=len(self._about) > 1)
        if goes_on and self._about == [self.case.id]:
            return rx.call_script(f"globalThis.wesupplyInbox?.goOn({json.dumps(self.case.id)})")
        return None

    async def _show_anew(self, *, forget_ticks: bool = False) -> None:
        from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState

        listed = await self.get_state(ExceptionsState)
        if forget_ticks:
            listed.ticked = []
        await listed._show()


def _focus(case_id: str) -> Any:
    return rx.call_script(f"globalThis.wesupplyInbox?.focusOn({json.dumps(case_id)})")
