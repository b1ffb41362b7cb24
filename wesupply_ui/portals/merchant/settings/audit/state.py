"""What the audit log's page knows. What is asked for stands in the address; entries that come while it is open appear at once."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.accounts.audit import audit_topic
from wesupply_ui.domain.accounts.audit_queries import choices, entries, names_of
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.audit.address import Asked
from wesupply_ui.portals.merchant.settings.audit.rows import EntryRow, Option, entry_row, options_of
from wesupply_ui.portals.merchant.settings.audit.words import actor_words, deed_words

PAGE = 50
MOST = 500


class AuditState(rx.State):
    """One tab."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[EntryRow] = []
    people: list[Option] = []
    deeds: list[Option] = []
    loaded: bool = False
    is_narrowed: bool = False
    has_more: bool = False
    is_at_end: bool = False
    who: str = ""
    what: str = ""
    typed: str = ""
    since: str = ""
    until: str = ""
    field_key: int = 0
    export_query: str = ""
    _most: int = PAGE

    @rx.event
    @audience(MERCHANT, may="audit.read")
    async def load(self) -> None:
        """Show what the address asks for."""
        asked = Asked.of(self.router.url.query_parameters)
        if asked.q != self.typed:
            self.field_key += 1
        self._most = PAGE
        watch(self, audit_topic(await self._show(asked)))

    @rx.event
    @audience(MERCHANT, may="audit.read")
    async def refresh(self) -> None:
        """The log has grown."""
        await self._show(self._asked())

    @rx.event
    @audience(MERCHANT, may="audit.read")
    async def choose(self, name: str, value: str) -> Any:
        """Put a filter in force, or take it away with an empty value."""
        return rx.redirect(self._asked().changed(str(name), str(value)).href)

    @rx.event
    @audience(MERCHANT, may="audit.read")
    async def search_for(self, text: str) -> Any:
        """Narrow to what was typed; the address follows without a new entry in the browser's history."""
        asked = self._asked().changed("q", str(text).strip())
        await self._show(asked)
        return rx.call_script(f"history.replaceState(history.state, '', {json.dumps(asked.href)})")

    @rx.event
    @audience(MERCHANT, may="audit.read")
    async def clear(self) -> Any:
        """Everything again."""
        return rx.redirect(Asked().href)

    @rx.event
    @audience(MERCHANT, may="audit.read")
    async def show_more(self) -> None:
        """Older entries below."""
        self._most = min(self._most + PAGE, MOST)
        await self._show(self._asked())

    def _asked(self) -> Asked:
        asked = Asked.of(self.router.url.query_parameters)
        return asked if not self.loaded else asked.changed("q", self.typed)

    async def _show(self, asked: Asked) -> str:
        """Answer; the merchant's id, for those who watch."""
        tell = await telling_of(self)
        wanted = asked.wanted(tell.zone)
        async with look(self) as (db, scope):
            page = await entries(db, scope, wanted, limit=PAGE)
            found = list(page.items)
            while page.next_cursor and len(found) < self._most:
                page = await entries(db, scope, wanted, limit=PAGE, cursor=page.next_cursor)
                found += page.items
            actors, actions = await choices(db, scope)
            names = await names_of(db, scope, {*actors, *(entry.actor for entry in found)})
        self.rows = [entry_row(entry, names, tell) for entry in found]
        nouns = sorted({action.partition(".")[0] for action in actions})
        self.people = options_of(actors, lambda actor: actor_words(actor, names))
        self.deeds = options_of([*nouns, *actions], deed_words)
        self.has_more, self.is_at_end = bool(page.next_cursor) and self._most < MOST, bool(page.next_cursor) and self._most >= MOST
        self.who, self.what, self.typed, self.since, self.until = asked.who, asked.what, asked.q, asked.since, asked.until
        self.is_narrowed, self.export_query, self.loaded = asked.is_narrowed, asked.export_query(tell.zone), True
        return scope.merchant_id
