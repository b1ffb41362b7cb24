"""How does a return stand, in one word, and who has to do what next? Derived from the four tracks of its items. Pure and total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from wesupply_ui.domain.returns.tracks import Tracks

STATES = (
    "under_review", "waiting", "on_its_way", "in_question", "checking", "payment_failed", "to_be_paid", "paying", "paid_ahead",
    "done", "not_accepted", "declined", "expired", "withdrawn",
)  # fmt: skip
"""What an item can be, and a return: the first of these that one of its items is in."""
NO_LABEL = "no_label"
"""What a return is that would wait to be sent, but for a label that could not be bought."""
CLOSED = frozenset({"done", "not_accepted", "declined", "expired", "withdrawn"})

_STEP_OF = {
    "payment_failed": "retry",
    "under_review": "approve",
    "in_question": "answer",
    "checking": "inspect",
    "to_be_paid": "settle",
    "paying": "confirm",
    "on_its_way": "receive",
    "waiting": "send",
    "paid_ahead": "send",
}
STEPS = ("retry", "approve", "answer", "inspect", "settle", "confirm", "receive", "reply", "send", "none")
"""What has to be done next, the most urgent first: the staff's but for "reply" and "send", the shopper's, and "confirm", the payer's."""
_CAN_WAIT = frozenset({"approve", "answer", "inspect", "settle", "none"})
"""What is not decided while a question waits for its answer."""

_PATIENCE = {
    "retry": timedelta(days=1),
    "approve": timedelta(days=2),
    "answer": timedelta(days=2),
    "inspect": timedelta(days=2),
    "settle": timedelta(days=3),
    "confirm": timedelta(days=3),
    "receive": timedelta(days=10),
    "reply": timedelta(days=7),
}
REMIND_AFTER = timedelta(days=7)
EXPIRE_AFTER = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` of `STATES`, `step` of `STEPS`."""

    state: str
    step: str

    @property
    def is_closed(self) -> bool:
        """Nothing is left to do."""
        return self.state in CLOSED


def state_of(at: Tracks) -> str:
    """An item's state. Money that failed or is due is told before where the goods are; a plain no ends it."""
    if at.authorisation in ("declined", "expired", "withdrawn"):
        # Goods that came all the same are looked at before the matter is closed.
        is_open = at.logistics == "received" and at.inspection in ("pending", "needs_person")
        return "in_question" if is_open else at.authorisation
    if at.authorisation == "requested":
        return "under_review"
    if at.settlement == "pending":
        return "paying"
    if at.inspection == "rejected":
        return "not_accepted"
    if at.settlement == "failed":
        return "payment_failed"
    return _paid(at) if at.settlement == "settled" else _on_the_way(at)


def _paid(at: Tracks) -> str:
    if at.logistics in ("awaiting", "in_transit"):
        return "paid_ahead" if at.logistics == "awaiting" else "on_its_way"
    if at.logistics == "received":
        return {"accepted": "done", "needs_person": "in_question"}.get(at.inspection, "checking")
    return "done"  # kept, lost, short or another thing: it was paid all the same


def _on_the_way(at: Tracks) -> str:
    match at.logistics:
        case "awaiting":
            return "waiting"
        case "in_transit":
            return "on_its_way"
        case "kept_by_shopper":
            return "to_be_paid"
        case "received":
            return {"accepted": "to_be_paid", "needs_person": "in_question"}.get(at.inspection, "checking")
    return "in_question"


def standing_of(
    items: Iterable[Tracks], *, turn: str | None = None, is_appealed: bool = False, lacks_label: bool = False, is_overdue: bool = False
) -> Standing:
    """A whole return's. `turn`: whose turn it is to say something; `is_appealed`: a no is called into question, which opens it again.

    `lacks_label`: what waits to be sent can't be, because a label could not be bought. `is_overdue`: whoever should have paid has said
    nothing for too long, so that somebody has to ask.
    """
    states = {state_of(each) for each in items}
    steps = {_STEP_OF.get(state, "none") for state in states}
    state = next((state for state in STATES if state in states), "withdrawn")
    step = next((step for step in STEPS if step in steps), "none")
    if lacks_label and step in ("receive", "send"):
        state, step = NO_LABEL, "retry"
    if is_overdue and step == "confirm":
        step = "retry"
    if turn == "staff" and step != "retry":
        step = "answer"
    elif turn == "shopper" and step in _CAN_WAIT:
        step = "reply"
    return Standing("in_question" if is_appealed and state in CLOSED else state, step)


def patience(step: str) -> timedelta | None:
    """How long a step may wait; None for those that have a day of their own, or none."""
    return _PATIENCE.get(step)
