"""What the screen of a new return knows: the order, what was filled in, and the answer that would hold. It is made as it was answered."""

from __future__ import annotations

from typing import Any

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_OVERRULE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import lines_of, order_by_id
from wesupply_ui.domain.returns.bench import bench
from wesupply_ui.domain.returns.eligibility import FIRM, UNANNOUNCED
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.quote import quote
from wesupply_ui.domain.returns.receiving.announce import announce
from wesupply_ui.domain.returns.receiving.find_orders import orders_meant
from wesupply_ui.domain.returns.receiving.match_box import match_box
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.domain.returns.versions import NoPolicy
from wesupply_ui.kernel import clock, money
from wesupply_ui.kernel.errors import Conflict, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import to_major
from wesupply_ui.portals import problems
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.new_return.rows import AnswerRow, LineRow, OrderChoice, answer_rows, line_row, own_words, raw_of
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.returns.address import return_href


class NewReturnState(rx.State):
    """`answer`: what was worked out last, and would be made. `can_overrule`: this person may, and the policy says no to some of it."""

    typed: str = ""
    orders: list[OrderChoice] = []
    searched: bool = False
    order: OrderChoice = OrderChoice("", "", "")
    lines: list[LineRow] = []
    reasons: list[OptionRow] = []
    is_here: bool = False
    box: str = ""
    answer: list[AnswerRow] = []
    total: str = ""
    is_refused: bool = False
    is_firm: bool = False
    may_overrule: bool = False
    problem: str = ""
    loaded: bool = False
    form_key: int = 0
    _external_id: str = ""
    _raw: dict[str, Any] = {}
    _expected: str = ""

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def load(self) -> None:
        """With the order that the address names, or none yet."""
        self.reset()
        query = self.router.url.query_parameters
        self.is_here, self.box = str(query.get("here", "")) == "1", str(query.get("box", ""))[:64]
        wanted = str(query.get("order", ""))[:64]
        if wanted:
            await self._open(wanted)
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def search(self, form: dict[str, Any]) -> None:
        """Orders by number, name, mail address or tracking number."""
        self.typed = str(form.get("q", "") if isinstance(form, dict) else "").strip()[:200]
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found = await orders_meant(db, scope, self.typed)
        self.searched = bool(self.typed)
        self.orders = [
            OrderChoice(
                each.id, each.number, " · ".join(filter(None, (each.name or each.email, tell.near(tell.local(each.placed_at).date()))))
            )
            for each in found
        ]

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def choose(self, order_id: str) -> None:
        """This order."""
        await self._open(str(order_id)[:64])

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def choose_another(self) -> None:
        """Not this one."""
        self.order, self.lines, self.answer, self.problem, self.form_key = OrderChoice("", "", ""), [], [], "", self.form_key + 1

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def work_out(self, form: dict[str, Any]) -> None:
        """What would be the answer to this?"""
        self.answer, self.problem, self._raw = [], "", {}
        raw = raw_of(form, self.lines, self._external_id)
        if not raw["lines"]:
            self.problem = _("Choose at least one item.")
            return
        try:
            async with look(self) as (db, scope):
                asked = raw | {"lines": [each if "reason" in each else each | self._unannounced() for each in raw["lines"]]}
                told = await quote(db, scope, asked, now=clock.now(), overruled=scope.may(RETURNS_OVERRULE))
        except (Invalid, NoPolicy, NotFound) as situation:
            self.problem = next(iter(problems.field_errors(situation).values()), "") or situation.message
            return
        titles = {row.id: row.title for row in self.lines}
        self.answer, self._raw, self._expected = answer_rows(told, titles), asked, to_major(told.money.total, told.currency)
        self.total = money.shown(told.money.total, told.currency)
        codes = {reason.code for item in told.items for reason in item.reasons}
        self.is_refused, self.is_firm = any(row.verdict == "no" for row in self.answer), bool(codes & FIRM)

    @rx.event
    @audience(MERCHANT, may="returns.decide")
    async def make(self, form: dict[str, Any]) -> Any:
        """As it was answered, or not at all."""
        if not self._raw or not isinstance(form, dict):
            return None
        own = own_words(form)
        if self.is_refused and self.may_overrule and not own.get("overrule"):
            self.problem = _("Say why it comes back although the policy says no.")
            return None
        raw = self._raw | own | {"expected_total": self._expected}
        try:
            async with work(self) as (db, scope):
                number = await self._made(db, scope, raw)
        except (Invalid, Conflict, NotFound) as situation:
            self.problem = next(iter(problems.field_errors(situation).values()), "") or situation.message
            return None
        return rx.redirect(f"/app/returns/receive?scan={number}" if self.is_here else return_href(number))

    async def _made(self, db: AsyncSession, scope: Scope, raw: dict[str, Any]) -> str:
        if not self.is_here:
            return (await open_return(db, scope, raw, now=clock.now())).request.number
        held = await announce(db, scope, raw, now=clock.now())
        if self.box:
            await match_box(db, scope, self.box, {"return": held.request.number}, now=clock.now())
        return held.request.number

    def _unannounced(self) -> dict[str, str]:
        return {"reason": UNANNOUNCED} if self.is_here else {}

    async def _open(self, order_id: str) -> None:
        tell, self.problem, self.answer = await telling_of(self), "", []
        try:
            async with look(self) as (db, scope):
                order = await order_by_id(db, scope, order_id)
                lines = await lines_of(db, order)
                judge = await bench(db, scope, order, at=clock.now())
                self.may_overrule = scope.may(RETURNS_OVERRULE)
        except (NotFound, NoPolicy) as situation:
            self.problem = situation.message
            return
        told = judge.asked([AskedLine(line.external_id) for line in lines])
        pairs = zip(lines, told.items, strict=True)
        self.lines = [line_row(line, item, judge.left(line.external_id), tell) for line, item in pairs]
        self.reasons = [OptionRow("", _("Came unannounced") if self.is_here else _("No reason given")), *_reasons(judge.reasons)]
        self.order, self._external_id = OrderChoice(order.id, order.number, order.name or order.email or ""), order.external_id
        self.form_key += 1


def _reasons(policys: Any) -> list[OptionRow]:
    rows: list[OptionRow] = []
    for reason in policys:
        code, label = str(reason.get("code")), str(reason.get("label"))
        rows.append(OptionRow(code, label))
        rows += [OptionRow(f"{code}/{sub.get('code')}", f"{label}: {sub.get('label')}") for sub in reason.get("sub") or []]
    return rows
