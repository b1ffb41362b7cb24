"""What staff say to the shopper of the return whose page is open. The page itself hears of it as of any other news."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.talk.ask_shopper import ask_shopper
from wesupply_ui.domain.returns.talk.keep_no import keep_no
from wesupply_ui.domain.returns.talk.take_note import take_note
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, work
from wesupply_ui.portals.merchant.one_return.state import ReturnState
from wesupply_ui.portals.problems import field_errors

_SAYINGS = {"question": ask_shopper, "reply": keep_no}


class ReturnTalkState(rx.State):
    """The composer."""

    text_key: int = 0  # changes when something was sent, which empties the field
    problem: str = ""

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def write(self, form: dict[str, Any]) -> Any:
        """Ask the shopper, or keep a no that they see otherwise."""
        self.problem = ""
        use_case = _SAYINGS.get(str(form.get("as") or "question"), ask_shopper)
        try:
            async with work(self) as (db, scope):
                await use_case(db, scope, await self._return(), {"text": str(form.get("text") or "")}, now=clock.now())
        except (Invalid, Conflict) as situation:
            self.problem = field_errors(situation).get("text", "") or situation.message
            return None
        self.text_key += 1
        return [ReturnState.refresh, kit.toast(_("Sent to the shopper"))]

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def take_note(self) -> Any:
        """The answer was read, and there is nothing to say to it."""
        async with work(self) as (db, scope):
            await take_note(db, scope, await self._return(), now=clock.now())
        return ReturnState.refresh

    async def _return(self) -> str:
        return (await self.get_state(ReturnState)).page.id
