"""What the list of unmatched boxes knows, and what staff do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.locations.queries import names_by_own_id
from wesupply_ui.domain.returns.receiving.boxes import list_boxes
from wesupply_ui.domain.returns.receiving.match_box import dispose_of_box, match_box
from wesupply_ui.domain.returns.receiving.models import StrayBox
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit, problems
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True)
class BoxRow:
    """One box that waits."""

    id: str
    number: str
    what: str
    sender: str
    carrier_number: str
    where: str
    since: str
    note: str
    make_href: str
    is_wanted: bool


class BoxesState(rx.State):
    """Those that wait, the oldest first. `at`: the box that a problem is about."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[BoxRow] = []
    loaded: bool = False
    has_more: bool = False
    at: str = ""
    problem: str = ""
    form_key: int = 0

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def load(self) -> None:
        """All that wait."""
        self.at, self.problem = "", ""
        watch(self, f"merchant:{await self._draw()}")

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def refresh(self) -> None:
        """There is news."""
        await self._draw()

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def match(self, form: dict[str, Any]) -> Any:
        """It is of this return: on to the bench, where what is in it is received."""
        key, wanted = str(form.get("box", ""))[:64], str(form.get("return", "")).strip()
        try:
            async with work(self) as (db, scope):
                _box, request = await match_box(db, scope, key, {"return": wanted} if wanted else {}, now=clock.now())
                number = request.number
        except (Invalid, Conflict, NotFound) as situation:
            self._wrong(key, situation)
            return None
        return rx.redirect(f"/app/returns/receive?scan={number}")

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def dispose(self, form: dict[str, Any]) -> Any:
        """It is nobody's, or goes elsewhere."""
        key = str(form.get("box", ""))[:64]
        raw = {name: value for name in ("outcome", "note") if (value := str(form.get(name, "")).strip())}
        try:
            async with work(self) as (db, scope):
                box = await dispose_of_box(db, scope, key, raw, now=clock.now())
        except (Invalid, Conflict, NotFound) as situation:
            self._wrong(key, situation)
            return None
        self.at, self.problem = "", ""
        await self._draw()
        return kit.toast(_("{number} waits no longer", number=box.number))

    def _wrong(self, key: str, situation: Any) -> None:
        self.at, self.problem = key, next(iter(problems.field_errors(situation).values()), "") or situation.message

    async def _draw(self) -> str:
        tell, wanted = await telling_of(self), str(self.router.url.query_parameters.get("box", "")).upper()
        async with look(self) as (db, scope):
            page, places = await list_boxes(db, scope, limit=100), await names_by_own_id(db, scope)
            merchant_id = scope.merchant_id
        rows = [_row(each, places, tell, wanted) for each in page.items]
        self.rows, self.has_more, self.loaded = sorted(rows, key=lambda row: not row.is_wanted), page.next_cursor is not None, True
        return merchant_id


def _row(box: StrayBox, places: dict[str, str], tell: Telling, wanted: str) -> BoxRow:
    place = places.get(box.location or "", box.location or "")
    of_order = f"order={box.order_id}&" if box.order_id else ""
    return BoxRow(
        id=box.id,
        number=box.number,
        what=box.contents or _("Nobody wrote down what is in it"),
        sender=box.sender,
        carrier_number=box.carrier_number,
        where=", ".join(filter(None, (box.place, place))),
        since=tell.away(box.found_at),
        note=box.note,
        make_href=f"/app/returns/new?{of_order}here=1&box={box.number}",
        is_wanted=box.number == wanted,
    )
