"""What a person does with the tree of reasons."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals.access import MERCHANT, audience
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState


class ReasonState(rx.State):
    """`asking`: the reason whose removal rules would notice, as code and the code that it is under."""

    asking: str = ""
    asking_label: str = ""
    asking_rules: str = ""
    _under: str = ""

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def add(self, form: dict[str, Any]) -> Any:
        """One more reason, or one below another."""
        label, under = str(form.get("label") or ""), str(form.get("under") or "")
        return await self._edit("add_reason", label=label, under=under)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def rename(self, code: str, under: str, label: str) -> Any:
        """Other words for it."""
        return await self._edit("name_reason", code=str(code), under=str(under), label=label)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def move(self, code: str, under: str, by: int) -> Any:
        """Before or after the one beside it."""
        return await self._edit("move_reason", code=str(code), under=str(under), by=-1 if by == -1 else 1)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def remove(self, code: str, under: str) -> Any:
        """Away; asks first when rules ask for it."""
        page = await self.get_state(PolicyState)
        rows = [row for tree in page.reasons for row in (tree.row, *tree.below)]
        row = next((each for each in rows if (each.code, each.under) == (code, under)), None)
        if row and row.asked:
            self.asking, self._under, self.asking_label, self.asking_rules = row.code, row.under, row.label, row.asked
            return None
        return await self._edit("remove_reason", code=str(code), under=str(under))

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def remove_anyway(self) -> Any:
        """Away, though rules ask for it: they are told as faults."""
        code, self.asking = self.asking, ""
        return await self._edit("remove_reason", code=code, under=self._under) if code else None

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def set_asking(self, is_open: bool) -> None:
        """The question was closed."""
        if is_open is not True:
            self.asking = ""

    async def _edit(self, edit: str, /, **arguments: Any) -> Any:
        return await (await self.get_state(PolicyState))._edit(edit, **arguments)
