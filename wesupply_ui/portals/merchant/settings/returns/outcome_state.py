"""What a person does with what the open rule decides, or with what holds by default."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals.access import MERCHANT, audience
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState

_BEGIN = {"bonus_percent": "10", "bonus_amount": "5.00"}


class OutcomeState(rx.State):
    """Holds nothing: the draft is `PolicyState`'s."""

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def speak(self, aspect: str) -> Any:
        """Decide one more aspect."""
        answer = await self._edit("speak_of", aspect=str(aspect)) if aspect else None
        go = rx.call_script("globalThis.wesupplyRules?.go(" + repr(f"then.{str(aspect)[:30]}") + ")")
        return [*(answer if isinstance(answer, list) else [answer]), go] if answer and str(aspect).isidentifier() else answer

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def be_silent(self, aspect: str) -> Any:
        """Leave an aspect to others."""
        return await self._edit("be_silent_on", aspect=str(aspect))

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def change(self, aspect: str, member: str, value: str) -> Any:
        """Another value of an aspect."""
        return await self._edit("set_aspect", aspect=str(aspect), member=str(member), value=value)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def tick(self, aspect: str, value: str, on: bool) -> Any:
        """One of several is among them or not."""
        return await self._edit("tick", aspect=str(aspect), value=str(value), on=on is True)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def offer(self, kind: str) -> Any:
        """One more thing that shoppers can have."""
        return await self._edit("add_offer", kind=str(kind)) if kind else None

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def withdraw(self, kind: str) -> Any:
        """Shoppers can't have this."""
        return await self._edit("remove_offer", kind=str(kind))

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def move(self, kind: str, by: int) -> Any:
        """Offered before or after the one beside it."""
        return await self._edit("move_offer", kind=str(kind), by=-1 if by == -1 else 1)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def bonus(self, kind: str, bonus: str) -> Any:
        """What kind of bonus comes with it, or none."""
        member = bonus if bonus in _BEGIN else "bonus_percent"
        return await self._edit("set_offer", kind=str(kind), member=member, value=_BEGIN.get(bonus, ""))

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def with_it(self, kind: str, member: str, value: str | bool) -> Any:
        """How much bonus, its own window, also what is out of stock."""
        return await self._edit("set_offer", kind=str(kind), member=str(member), value=value)

    async def _edit(self, edit: str, /, **arguments: Any) -> Any:
        page = await self.get_state(PolicyState)
        return await page._edit(edit, place=page.opened, **arguments) if page.opened else None
