"""What a person tries the draft on: an order, what of it would come back and why; and what the draft answers, beside what is in force."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.listing import Filter, list_orders
from wesupply_ui.domain.orders.queries import lines_of, order_by_id
from wesupply_ui.domain.returns.editing.draft import KEY
from wesupply_ui.domain.returns.editing.outcomes import KINDS
from wesupply_ui.domain.returns.policy_drafts.check import check_draft
from wesupply_ui.domain.returns.policy_drafts.kept import kept
from wesupply_ui.domain.returns.try_one import try_one
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.returns.words import RESOLUTIONS
from wesupply_ui.portals.merchant.settings.returns.try_rows import AnswerRow, LineRow, answers, line_rows
from wesupply_ui.portals.merchant.settings.returns.world import world_of
from wesupply_ui.portals.regions import Option

MOST_FOUND = 5


class TryState(rx.State):
    """`found`: orders that fit what is typed. `deciding`: keys of the rules behind the answers."""

    found: list[Option] = []
    told: str = ""
    title: str = ""
    href: str = ""
    lines: list[LineRow] = []
    reasons: list[Option] = []
    resolutions: list[Option] = []
    reason: str = ""
    resolution: str = ""
    answers: list[AnswerRow] = []
    deciding: list[str] = []
    problem: str = ""
    _order: str = ""
    _external: str = ""

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def load(self) -> None:
        """Nothing is tried yet; the newest orders can be chosen at once."""
        self.reset()
        self.resolutions = [Option("", _("The first offered")), *(Option(each, _(RESOLUTIONS[each])) for each in KINDS)]
        await self._find("")

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def find(self, typed: str) -> None:
        """Orders by number, name or mail address."""
        await self._find(str(typed)[:200].strip())

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def choose(self, order_id: str) -> Any:
        """This order is tried."""
        async with look(self) as (db, scope):
            order = await order_by_id(db, scope, str(order_id))
            self.lines = line_rows(await lines_of(db, order))
        self._order, self._external, self.title, self.href = order.id, order.external_id, order.number, order_href(order.number, order.id)
        await self._try()

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def leave(self) -> None:
        """Another order is wanted."""
        self._order, self.title, self.lines, self.answers, self.deciding, self.problem = "", "", [], [], [], ""

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def ask_for(self, line: str, quantity: str) -> None:
        """So many of a line; none leaves it out."""
        self.lines = [LineRow(each.id, each.title, each.most, str(quantity)[:7]) if each.id == line else each for each in self.lines]
        await self._try()

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def because(self, reason: str) -> None:
        """Why it comes back: a reason, or one below it as "reason/sub"."""
        self.reason = str(reason)[:130]
        await self._try()

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def instead(self, resolution: str) -> None:
        """What the shopper would have."""
        self.resolution = resolution if resolution in KINDS else ""
        await self._try()

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def again(self) -> None:
        """The draft is another one."""
        if self._order:
            await self._try()

    async def _find(self, typed: str) -> None:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            page = await list_orders(db, scope, Filter(typed=typed), limit=MOST_FOUND) if scope.may("orders.read") else None
        self.found = [
            Option(each.id, " · ".join((each.number, each.name or each.email or "–", tell.day(tell.local(each.placed_at).date()))))
            for each in (page.items if page else ())
        ]
        self.told = "" if self.found else _("No order matches")

    async def _try(self) -> None:
        asked = [
            {"line_external_id": each.id, "quantity": int(each.quantity)}
            for each in self.lines
            if each.quantity.isdecimal() and int(each.quantity)
        ]
        reason, _slash, sub = self.reason.partition("/")
        why = ({"reason": reason} if reason else {}) | ({"sub_reason": sub} if sub else {})
        raw = {"order_external_id": self._external, "lines": [each | why for each in asked]}
        raw |= {"resolution": self.resolution} if self.resolution else {}
        async with look(self) as (db, scope):
            there = await kept(db, scope)
            found = await check_draft(db, scope, there.draft)
            world = await world_of(db, scope, there.draft)
            self._offer(there.draft["reasons"])
            if found.by_key is None or not asked:
                self.answers, self.deciding = [], []
                self.problem = _("Mend what is marked in the draft, then it can be tried.") if asked else _("Choose what comes back.")
                return
            try:
                draft, standing = await try_one(db, scope, found.by_key, raw, now=clock.now())
                lines = await lines_of(db, await order_by_id(db, scope, self._order))
            except (Invalid, NotFound) as problem:
                self.answers, self.deciding, self.problem = [], [], problem.message
                return
        told = answers(draft, standing, lines, {rule[KEY]: rule["name"] for rule in there.draft["rules"]}, world)
        self.answers, self.deciding, self.problem = told.rows, told.deciding, ""

    def _offer(self, reasons: list[dict[str, Any]]) -> None:
        self.reasons = [Option("", _("No reason"))]
        for each in reasons:
            self.reasons.append(Option(each["code"], each["label"]))
            self.reasons += [Option(f"{each['code']}/{sub['code']}", f"{each['label']} › {sub['label']}") for sub in each.get("sub") or ()]
        if all(self.reason != each.value for each in self.reasons):
            self.reason = ""
