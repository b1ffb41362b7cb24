"""What the security page knows: who was kept out of this merchant's doors, and what a person does about it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.blocks import block_by_hand, blocks_of, blocks_topic, unblock
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.security.rows import BlockRow, block_row
from wesupply_ui.portals.problems import field_errors


class BlocksState(rx.State):
    """One tab."""

    rows: list[BlockRow] = []
    loaded: bool = False
    errors: dict[str, str] = {}
    field_key: int = 0

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def load(self) -> None:
        """Show who was kept out."""
        self.errors = {}
        watch(self, blocks_topic(await self._show()))

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def refresh(self) -> None:
        """The list has changed."""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def block(self, form: dict[str, Any]) -> Any:
        """Keep an address out of the look-up."""
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                made = await block_by_hand(db, scope, form.get("address"), now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem)
            return None
        self.field_key += 1
        await self._show()
        return kit.toast(_("{address} is kept out of the look-up for thirty days", address=made.address))

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def let_in(self, key: str) -> Any:
        """Let an address in again."""
        async with work(self) as (db, scope):
            lifted = await unblock(db, scope, key, now=clock.now())
        await self._show()
        return kit.toast(_("{address} may come in again", address=lifted.address))

    async def _show(self) -> str:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found = await blocks_of(db, scope, now=clock.now())
        self.rows = sorted((block_row(block, tell) for block in found), key=lambda row: not row.holds)
        self.loaded = True
        return scope.merchant_id
