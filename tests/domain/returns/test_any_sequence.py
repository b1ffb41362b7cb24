"""Whatever is done to a return, in whatever order: no cent and no unit is made or lost, nothing is paid twice. Tried by many steps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from wesupply_ui.domain.returns.amount_of import AMOUNTS, money_of, paid_out, split_off
from wesupply_ui.domain.returns.answer import Money, summed
from wesupply_ui.domain.returns.held import move, tracks_of
from wesupply_ui.domain.returns.label import label_of
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle import settled
from wesupply_ui.domain.returns.standing import STATES, STEPS, standing_of
from wesupply_ui.domain.returns.tracks import MOVES, NotNow, Track

NOW = datetime(2026, 11, 16, tzinfo=UTC)
MOVES_OF_ALL = [(track, to) for track in Track for to in MOVES[track]]
picks = st.integers(0, 1_000)


class AnyReturn(RuleBasedStateMachine):
    """A few items that are moved along their tracks, parted and paid, by people who do not know what the others do."""

    @initialize(
        quantities=st.lists(st.integers(1, 9), min_size=1, max_size=3),
        amounts=st.lists(st.integers(0, 99_999), min_size=9, max_size=9),
        approved=st.booleans(),
    )
    def asked_for(self, quantities: list[int], amounts: list[int], approved: bool) -> None:
        self.items = [self._item(str(at), quantity, amounts, approved) for at, quantity in enumerate(quantities)]
        self.units, self.worth = sum(quantities), sum(each.worth_goods_minor + each.worth_tax_minor for each in self.items)
        self.quoted = summed(money_of(each) for each in self.items)
        self.paid: dict[str, Money] = {}

    @staticmethod
    def _item(line: str, quantity: int, amounts: list[int], approved: bool) -> ReturnItem:
        values: dict[str, Any] = dict(zip((*AMOUNTS, "worth_goods_minor", "worth_tax_minor"), amounts, strict=True))
        return ReturnItem(
            merchant_id="acme",
            return_id="r",
            line_id=line,
            quantity=quantity,
            authorisation="approved" if approved else "requested",
            **values,
        )

    @rule(pick=picks, units=st.integers(1, 8))
    def some_units_part_ways(self, pick: int, units: int) -> None:
        item = self.items[pick % len(self.items)]
        if units < item.quantity and item.settlement == "none":
            self.items.append(split_off(item, units))

    @rule(pick=picks, wanted=st.sampled_from(MOVES_OF_ALL))
    def somebody_moves_it(self, pick: int, wanted: tuple[Track, str]) -> None:
        item, (track, to) = self.items[pick % len(self.items)], wanted
        before = tracks_of(item)
        try:
            settled(item, to, now=NOW) if to in ("settled", "failed") and track is Track.SETTLEMENT else move(item, track, to)
        except NotNow:
            assert tracks_of(item) == before, "a refusal changes nothing"
            return
        if before.settlement == "settled" and track is Track.SETTLEMENT:
            del self.paid[item.id]  # the bank sent it back
        if to == "settled":
            assert item.id not in self.paid and before.authorisation == "approved"
            assert before.inspection != "rejected" or before.settlement == "pending"
            self.paid[item.id] = money_of(item)

    @invariant()
    def no_unit_and_no_cent_is_made_or_lost(self) -> None:
        assert sum(each.quantity for each in self.items) == self.units and all(each.quantity > 0 for each in self.items)
        assert summed(money_of(each) for each in self.items) == self.quoted
        assert sum(each.worth_goods_minor + each.worth_tax_minor for each in self.items) == self.worth

    @invariant()
    def no_more_is_paid_than_was_quoted(self) -> None:
        assert summed(self.paid.values()).gross <= self.quoted.gross
        assert paid_out(self.items).gross <= self.quoted.gross
        assert {each.id for each in self.items if each.settlement == "settled"} == set(self.paid)

    @invariant()
    def it_stands_somewhere_and_somebody_is_told(self) -> None:
        at = [tracks_of(each) for each in self.items]
        standing = standing_of(at)
        assert standing.state in STATES and standing.step in STEPS and (standing.is_closed or standing.step != "none")
        assert label_of([(each, None) for each in at], due_at=None, expires_at=None).next


TestAnyReturn = AnyReturn.TestCase
TestAnyReturn.settings = settings(max_examples=40, stateful_step_count=60, deadline=None)
