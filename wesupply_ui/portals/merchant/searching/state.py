"""What the search knows: the hits for what was typed last. An answer that is overtaken by newer typing is not shown."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.domain.returns.waiting import returns_numbered
from wesupply_ui.domain.tracking.everywhere import look_everywhere
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.searching.rows import GroupRow, groups_of

MAX_TYPED = 200
_newest: dict[str, str] = {}
"""For each tab that is being answered, what it asked last."""


class SearchState(rx.State):
    """`answered`: what the groups are for. `told`: how many there are, for readers."""

    groups: list[GroupRow] = []
    answered: str = ""
    told: str = ""

    @rx.event(background=True)
    @audience(MERCHANT, may="orders.read")
    async def look_for(self, typed: str) -> None:
        """Answer what is typed now; what was typed before is dropped, also when its answer comes later."""
        typed, tab = str(typed)[:MAX_TYPED].strip(), self.router.session.client_token
        _newest[tab] = typed
        try:
            async with self:
                tell = await telling_of(self)
            async with look(self) as (db, scope):
                found, returns = await look_everywhere(db, scope, typed), await returns_numbered(db, scope, typed)
            groups = groups_of(found, typed, tell, scope.permissions, returns)
            async with self:
                if _newest.get(tab) == typed:
                    self.groups, self.answered = groups, typed
                    self.told = _told(typed, sum(len(group.hits) for group in groups))
        finally:
            if _newest.get(tab) == typed:
                del _newest[tab]

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def begin(self, _is_open: bool) -> None:
        """The search was opened or closed: it starts empty."""
        self.groups, self.answered, self.told = [], "", ""


def _told(typed: str, hits: int) -> str:
    if not typed:
        return ""
    return ngettext("{count} result", "{count} results", hits) if hits else _("Nothing found for “{typed}”", typed=typed)
