"""What the list of locations knows, and what a person looks for there."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.locations.archive import archive_location
from wesupply_ui.domain.locations.queries import count_kinds, search_locations
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.settings.locations.rows import KINDS, KindChip, LocationRow, location_row

ARCHIVED = "archived"


class LocationsState(rx.State):
    """One tab."""

    rows: list[LocationRow] = []
    kinds: list[KindChip] = []
    kind: str = ""
    typed: str = ""
    loaded: bool = False
    has_any: bool = False

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """All that are in use."""
        self.kind, self.typed = "", ""
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def search(self, typed: str) -> None:
        """By name, id, town or postcode."""
        self.typed = str(typed)[:100]
        await self._show()

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def narrow(self, kind: str) -> None:
        """To one kind, or to those that are archived; the same again shows all."""
        self.kind = kind if kind in (*KINDS, ARCHIVED) and kind != self.kind else ""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="locations.write")
    async def restore(self, location_id: str) -> Any:
        """In use again."""
        async with work(self) as (db, scope):
            location = await archive_location(db, scope, str(location_id), now=clock.now(), back=True)
        await self._show()
        return kit.toast(_("{name} is in use again", name=location.name))

    async def _show(self) -> None:
        is_archived = self.kind == ARCHIVED
        async with look(self) as (db, scope):
            kind = "" if is_archived else self.kind
            found = await search_locations(db, scope, typed=self.typed, kind=kind, archived=is_archived)
            counts = await count_kinds(db, scope)
        now = clock.now()
        self.rows = [location_row(each, now) for each in found]
        words = KINDS | {ARCHIVED: N_("Archived")}
        self.kinds = [KindChip(name, f"{_(said)} {counts[name]}") for name, said in words.items() if counts.get(name)]
        self.has_any = bool(counts)
        if is_archived and not counts.get(ARCHIVED):
            self.kind = ""
