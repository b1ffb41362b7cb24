"""What the card of own fields knows, and what staff type there."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.custom.fill_in import fill_in
from wesupply_ui.domain.orders.custom.queries import fields_of, values_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.merchant.order_fields.rows import OwnRow, own_rows
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.beside import told_beside


class OrderFieldsState(rx.State):
    """One order's own fields. `order_id` is looked up through the scope whenever it is used."""

    rows: list[OwnRow] = []
    is_editing: bool = False
    errors: dict[str, str] = {}
    _order_id: str = ""

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """After the order's page found its order."""
        self.reset()
        self._order_id = (await self.get_state(OrderState))._order_id
        await self._show()

    @rx.event
    @audience(MERCHANT, may="orders.write")
    async def edit(self, is_editing: bool) -> None:
        """Open the form, or leave it as it was."""
        self.is_editing, self.errors = is_editing is True, {}
        await self._show()

    @rx.event
    @audience(MERCHANT, may="orders.write")
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep what was typed."""
        typed = {row.key: form[row.name] for row in self.rows if row.name in form}
        try:
            async with work(self) as (db, scope):
                await fill_in(db, scope, self._order_id, typed, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, {row.name: row.label for row in self.rows})
            return None
        self.is_editing, self.errors = False, {}
        await self._show()
        return kit.toast(_("Saved"))

    async def _show(self) -> None:
        if not self._order_id:
            return
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            values = (await values_of(db, scope, [self._order_id])).get(self._order_id, {})
            self.rows = own_rows(await fields_of(db, scope), values, tell)
