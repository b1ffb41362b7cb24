"""What a person does with whole rules: add, move, copy, switch, name, remove and take back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.editing.draft import KEY, place_of
from wesupply_ui.domain.returns.policy_drafts.kept import kept
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState, kit_text


class RuleState(rx.State):
    """Holds nothing: the draft is `PolicyState`'s."""

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def add(self) -> Any:
        """One more rule, last, with its editor open."""
        page = await self.get_state(PolicyState)
        before = {row.key for row in page.rules}
        answer = await page._edit("add_rule", name="")
        new = [row.key for row in page.rules if row.key not in before]
        return [*(answer if isinstance(answer, list) else [answer]), *([PolicyState.open(new[0], "name")] if new else [])]  # type: ignore[operator]

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def put(self, moved: str) -> Any:
        """A rule goes to another place: "r4:0", its key and the place from 0."""
        key, _colon, place = str(moved).partition(":")
        if not place.lstrip("-").isdecimal() or len(place) > 6:
            return None
        page = await self.get_state(PolicyState)
        answer = await page._edit("move_rule", rule=key, to=int(place))
        row = next((each for each in page.rules if each.key == key), None)
        if row:
            page.said = _("“{name}” is rule {place} of {all} now", name=row.name, place=row.number, all=len(page.rules))
        return answer

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def duplicate(self, key: str) -> Any:
        """A copy behind it, switched off."""
        return await (await self.get_state(PolicyState))._edit("duplicate_rule", rule=str(key))

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def switch(self, key: str, on: bool) -> Any:
        """Off or on."""
        return await (await self.get_state(PolicyState))._edit("switch_rule", rule=str(key), on=on is True)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def rename(self, key: str, name: str) -> Any:
        """What it is called."""
        return await (await self.get_state(PolicyState))._edit("name_rule", rule=str(key), name=name)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def remove(self, key: str) -> Any:
        """Away, until somebody takes it back."""
        page = await self.get_state(PolicyState)
        async with look(self) as (db, scope):
            draft = (await kept(db, scope)).draft
        at = place_of(draft, str(key))
        answer = await page._edit("remove_rule", rule=str(key))
        if all(each.key != key for each in page.rules):
            rule = draft["rules"][at]
            page._removed, page.removed = (rule, at), rule["name"]
            page.said = _("“{name}” is removed", name=rule["name"])
        return [*(answer if isinstance(answer, list) else [answer]), rx.call_script("globalThis.wesupplyRules?.go('undo')")]

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def take_back(self) -> Any:
        """The rule that was removed last is there again."""
        page = await self.get_state(PolicyState)
        if page._removed is None:
            return None
        rule, at = page._removed
        answer = await page._edit("put_back_rule", rule=rule, at=at)
        page._removed, page.removed = None, ""
        back = rx.call_script(f"globalThis.wesupplyRules?.back({kit_text(rule[KEY])})")
        return [*(answer if isinstance(answer, list) else [answer]), back]

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def forget(self) -> None:
        """The word about what was removed goes away."""
        page = await self.get_state(PolicyState)
        page._removed, page.removed = None, ""
