"""What staff do with the order whose page is open. The page itself hears of it as of any other news."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.assign import assign
from wesupply_ui.domain.orders.delete_note import delete_note, restore_note
from wesupply_ui.domain.orders.tag import tag, untag
from wesupply_ui.domain.orders.write_note import edit_note, pin_note, write_note
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.portals.access import MERCHANT, audience, work
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.problems import field_errors


class OrderDeskState(rx.State):
    """The composer and what was just taken away."""

    note_key: int = 0  # changes when a note is kept, which empties the field
    editing: str = ""
    text: str = ""
    gone: str = ""
    tag_key: int = 0
    errors: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def give(self, person: str) -> Any:
        """To somebody, to oneself ("me"), or to nobody."""
        async with work(self) as (db, scope):
            await assign(db, scope, await self._order(), str(person), now=clock.now())
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def add_tag(self, form: dict[str, Any]) -> Any:
        """One more tag."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                await tag(db, scope, await self._order(), str(form.get("tag") or ""), now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return None
        self.tag_key += 1
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def remove_tag(self, text: str) -> Any:
        """One tag of the staff's less."""
        async with work(self) as (db, scope):
            await untag(db, scope, await self._order(), str(text), now=clock.now())
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def write(self, form: dict[str, Any]) -> Any:
        """Keep the note, a new one or the one that is being edited."""
        self.errors, text = {}, str(form.get("note") or "")
        try:
            async with work(self) as (db, scope):
                if self.editing:
                    await edit_note(db, scope, self.editing, text, now=clock.now())
                else:
                    await write_note(db, scope, await self._order(), text, now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return None
        self.editing, self.text, self.note_key = "", "", self.note_key + 1
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def edit(self, note_id: str) -> None:
        """Put one's own note into the field."""
        page = await self.get_state(OrderState)
        found = next((row for row in page.shown if row.note_id == note_id and row.is_mine), None)
        if found is not None:
            self.editing, self.text, self.note_key, self.errors = found.note_id, found.words, self.note_key + 1, {}

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def leave(self) -> None:
        """The note stays as it was."""
        self.editing, self.text, self.note_key, self.errors = "", "", self.note_key + 1, {}

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def pin(self, note_id: str, is_pinned: bool) -> Any:
        """A note stands first, or no longer."""
        async with work(self) as (db, scope):
            await pin_note(db, scope, str(note_id), is_pinned=is_pinned is True, now=clock.now())
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def delete(self, note_id: str) -> Any:
        """Take one's own note away; the page says so, with a way back."""
        async with work(self) as (db, scope):
            self.gone = (await delete_note(db, scope, str(note_id), now=clock.now())).id
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.note")
    async def restore(self) -> Any:
        """Bring the note back that was just deleted."""
        async with work(self) as (db, scope):
            await restore_note(db, scope, self.gone, now=clock.now())
        self.gone = ""
        return OrderState.refresh

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """A page opens: nothing is begun."""
        self.reset()

    async def _order(self) -> str:
        return (await self.get_state(OrderState))._order_id
