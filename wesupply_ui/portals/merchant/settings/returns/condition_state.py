"""What a person does with the conditions of the rule that is open."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals.access import MERCHANT, audience
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState


class ConditionState(rx.State):
    """Holds nothing: the draft is `PolicyState`'s."""

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def join(self, path: str, join: str) -> Any:
        """How the parts of a group go together."""
        return await self._edit("join_parts", path, join=str(join))

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def add(self, path: str) -> Any:
        """One more condition in a group."""
        return await self._edit("add_condition", path)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def add_group(self, path: str) -> Any:
        """One more group in a group."""
        return await self._edit("add_group", path)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def remove(self, path: str) -> Any:
        """A condition or a group less."""
        return await self._edit("remove_part", path)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def ask_for(self, path: str, field: str) -> Any:
        """Another field."""
        return await self._edit("ask_for_field", path, field=field)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def ask_for_own(self, path: str, begin: str, name: str) -> Any:
        """The name of an attribute or option."""
        return await self._edit("ask_for_field", path, field=f"{begin}{str(name).strip()}")

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def compare(self, path: str, op: str) -> Any:
        """Another operator."""
        return await self._edit("compare_by", path, op=op)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def value(self, path: str, value: str) -> Any:
        """The value."""
        return await self._edit("set_value", path, value=value)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def end(self, path: str, at: int, value: str) -> Any:
        """One of two ends."""
        return await self._edit("set_value", path, value=value, at=1 if at == 1 else 0)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def more(self, path: str, value: str) -> Any:
        """One more of several values; typed ones may be several at once, with commas between."""
        answer: Any = None
        for each in str(value)[:2000].split(",")[:50]:
            if each.strip():
                answer = await self._edit("add_value", path, value=each)
        return answer

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def less(self, path: str, value: str) -> Any:
        """One of several values less."""
        return await self._edit("remove_value", path, value=value)

    async def _edit(self, edit: str, path: str, /, **arguments: Any) -> Any:
        page = await self.get_state(PolicyState)
        return await page._edit(edit, rule=page.opened, path=str(path)[:200], **arguments) if page.opened else None
