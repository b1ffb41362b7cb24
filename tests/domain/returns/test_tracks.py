"""The four tracks of an item: what may follow what, that nothing gets stuck, and the one word that a shopper is told."""

from __future__ import annotations

from itertools import product

import pytest

from wesupply_ui.domain.returns.label import label_of
from wesupply_ui.domain.returns.standing import CLOSED, STATES, STEPS, standing_of, state_of
from wesupply_ui.domain.returns.tracks import BLOCKED, MOVES, NotNow, Track, Tracks, moved, why_not

EVERY = [Tracks(*each) for each in product(*(MOVES[track] for track in Track))]
FIRST = [Tracks(), Tracks("approved"), Tracks("requested", "kept_by_shopper"), Tracks("approved", "kept_by_shopper")]


def after(at: Tracks) -> list[Tracks]:
    return [moved(at, track, to) for track in Track for to in MOVES[track] if why_not(at, track, to) is None]


def reachable() -> set[Tracks]:
    found, waiting = set(FIRST), list(FIRST)
    while waiting:
        fresh = [each for each in after(waiting.pop()) if each not in found]
        found.update(fresh)
        waiting += fresh
    return found


def test_no_return_gets_stuck_whatever_happened_to_it() -> None:
    every = reachable()
    ends = {at for at in every if state_of(at) in CLOSED}
    while True:
        more = {at for at in every - ends if any(each in ends for each in after(at))}
        if not more:
            break
        ends |= more
    assert every - ends == set()


def test_every_standing_has_a_state_a_step_and_words_for_the_shopper() -> None:
    for at in EVERY:
        standing = standing_of([at])
        assert standing.state in STATES and standing.step in STEPS
        label = label_of([(at, "refund")], due_at=None, expires_at=None)
        assert label.code == standing.state and label.title and label.next
        assert standing.is_closed or standing.step != "none", f"nobody would do anything about {at}"


def test_goods_that_were_not_accepted_and_returns_that_were_not_approved_are_never_paid() -> None:
    for at in reachable():
        if at.settlement != "pending" and (at.authorisation != "approved" or at.inspection == "rejected"):
            assert not any(why_not(at, Track.SETTLEMENT, to) is None for to in ("pending", "settled"))
        if at.settlement in ("pending", "settled"):
            assert at.authorisation == "approved", at


def test_a_parcel_can_be_received_without_paying_and_paid_without_receiving_it() -> None:
    received = moved(Tracks("requested"), Track.LOGISTICS, "received")
    assert (received.settlement, state_of(moved(received, Track.AUTHORISATION, "declined"))) == ("none", "in_question")
    paid = moved(moved(Tracks("approved"), Track.SETTLEMENT, "pending"), Track.SETTLEMENT, "settled")
    assert (paid.logistics, state_of(paid)) == ("awaiting", "paid_ahead")
    assert state_of(moved(moved(paid, Track.LOGISTICS, "received"), Track.INSPECTION, "accepted")) == "done"


def test_what_is_settled_is_never_settled_again() -> None:
    settled = Tracks("approved", "received", "accepted", "settled")
    for to in ("none", "pending", "settled"):
        with pytest.raises(NotNow):
            moved(settled, Track.SETTLEMENT, to)
    assert why_not(settled, Track.SETTLEMENT, "settled") == "done_already"
    assert standing_of([moved(settled, Track.SETTLEMENT, "failed")]).step == "retry", "the bank sent it back"


def test_a_refusal_says_why() -> None:
    assert BLOCKED[why_not(Tracks("approved", "received"), Track.AUTHORISATION, "withdrawn") or ""] == "It is here already."
    assert BLOCKED[why_not(Tracks("approved"), Track.INSPECTION, "accepted") or ""] == "It has not been received yet."
    assert BLOCKED[why_not(Tracks(), Track.SETTLEMENT, "pending") or ""] == "It has to be approved first."
    with pytest.raises(NotNow, match="paid out"):
        moved(Tracks("approved", settlement="pending"), Track.AUTHORISATION, "declined")


def test_what_nobody_knows_is_no_move() -> None:
    for track in Track:
        assert why_not(Tracks(), track, "teleported") == "no_way"


def test_a_return_is_where_its_least_settled_item_is() -> None:
    done, waiting, declined = Tracks("approved", "received", "accepted", "settled"), Tracks("approved"), Tracks("declined")
    assert standing_of([done, waiting, declined]).state == "waiting"
    assert (standing_of([done, declined]).state, standing_of([done, declined]).step) == ("done", "none")
    failed = Tracks("approved", "received", "accepted", "failed")
    assert standing_of([waiting, failed]).step == "retry", "money that failed is never waited over"
