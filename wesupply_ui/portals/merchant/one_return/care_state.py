"""Somebody is chosen who looks after the return that is open."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.assign import assign_return
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.access import MERCHANT, audience, work
from wesupply_ui.portals.merchant.one_return.state import ReturnState


class ReturnCareState(rx.State):
    """Holds nothing: the return is `ReturnState`'s."""

    @rx.event
    @audience(MERCHANT, may="returns.settle")
    async def give(self, person: str) -> Any:
        """To somebody, to oneself ("me"), or to nobody."""
        page = (await self.get_state(ReturnState)).page
        if not page.id:
            raise NotFound(_("There is no such return."))
        async with work(self) as (db, scope):
            await assign_return(db, scope, page.id, str(person)[:64], now=clock.now())
        return ReturnState.refresh
