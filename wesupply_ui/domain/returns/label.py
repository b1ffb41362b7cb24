"""What is a shopper told of a return? One title, what happens next and by when, in the task's language; derived from the four tracks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wesupply_ui.domain.returns.standing import state_of
from wesupply_ui.domain.returns.tracks import Tracks
from wesupply_ui.kernel.language import N_, _

_NEXT_BY: dict[str, str] = {
    "under_review": N_("Somebody decides by {day} and tells you. You need not send anything yet."),
    "waiting": N_("Please send it back, or bring it, by {day}."),
    "checking": N_("We look at what you sent by {day}, then settle it."),
    "to_be_paid": N_("We settle it by {day}."),
    "paid_ahead": N_("You have been paid already. Please send the items back by {day}."),
    "asked": N_("Please answer below by {day}, so that we can go on."),
    "appealed": N_("Somebody reads what you wrote, and tells you by {day}."),
}
"""What happens next where there is a day for it."""
_ORDER = (
    "under_review", "waiting", "on_its_way", "checking", "in_question", "payment_failed", "to_be_paid", "paying", "paid_ahead",
    "done", "not_accepted", "declined", "expired", "withdrawn",
)  # fmt: skip
"""A shopper is told of the item that is least far."""

_SAID: dict[str, tuple[str, str]] = {
    "under_review": (N_("We are looking at your return"), N_("Somebody decides and tells you. You need not send anything yet.")),
    "waiting": (N_("Waiting for your items"), N_("Please send it back, or bring it.")),
    "on_its_way": (N_("On its way to us"), N_("We tell you when it has arrived.")),
    "checking": (N_("Arrived, being checked"), N_("We look at what you sent, then settle it.")),
    "in_question": (N_("We are looking into it"), N_("Something is not as expected. We get in touch if we need to know more.")),
    "to_be_paid": (N_("Accepted"), N_("We are about to settle it.")),
    "paying": (N_("Being settled"), N_("This can take some days at your bank.")),
    "payment_failed": (N_("Settling takes longer"), N_("It did not work at the first try. We are on it; you need not do anything.")),
    "paid_ahead": (N_("Settled; please send it back"), N_("You have been paid already. Please send the items back.")),
    "done": (N_("Done"), N_("Everything is settled.")),
    "not_accepted": (N_("Not accepted"), N_("We could not accept what arrived. Write to us if you see it otherwise.")),
    "declined": (N_("Declined"), N_("This can't be returned. Write to us if you see it otherwise.")),
    "expired": (N_("Expired"), N_("Nothing was sent in time. You can ask again while the return window is open.")),
    "withdrawn": (N_("Withdrawn"), N_("You need not do anything.")),
    "asked": (N_("We have a question"), N_("Please answer below, so that we can go on.")),
    "appealed": (N_("We are looking at it again"), N_("Somebody reads what you wrote, and tells you.")),
}
_GOODS_ONLY: dict[str, tuple[str, str]] = {
    "to_be_paid": (N_("Accepted"), N_("We are about to send what you get for it.")),
    "paying": (N_("Being sent to you"), N_("What you get for it is on its way.")),
}
_LABEL: dict[str, tuple[str, str]] = {
    "preparing": (N_("We are preparing your label"), N_("It is here in a moment. You need not do anything.")),
    "failed": (N_("Your label takes a little longer"), N_("We are on it, and tell you when it is here. You need not do anything.")),
}
"""What is told instead while there is no label yet, by the request's `label_state`."""
_IN_PART = (N_("Settled in part"), N_("What we accepted is settled. The rest was not accepted; write to us if you see it otherwise."))
_NOT_TAKEN = frozenset({"not_accepted", "declined"})
_DUE = ("under_review", "checking", "to_be_paid", "asked", "appealed")
_GOODS = frozenset({"exchange", "replacement", "repair"})


@dataclass(frozen=True, slots=True)
class Label:
    """`code`: of `standing.STATES`; `next`: what happens now; `by`: until when, None where there is no day for it."""

    code: str
    title: str
    next: str
    by: datetime | None

    def said(self, day: str) -> str:
        """What happens now, with this day in it where there is one."""
        return _(_NEXT_BY[self.code], day=day) if day and self.code in _NEXT_BY else self.next


def label_of(
    items: Iterable[tuple[Tracks, str | None]],
    *,
    due_at: datetime | None,
    expires_at: datetime | None,
    turn: str | None = None,
    is_appealed: bool = False,
    label_state: str = "",
) -> Label:
    """A whole return's, or one item's. `items`: tracks and resolution of each; the rest is the request's, left out for one item."""
    items = list(items)
    states = {state_of(tracks) for tracks, _resolution in items}
    code = next((each for each in _ORDER if each in states), "withdrawn")
    code = "asked" if turn == "shopper" else "appealed" if is_appealed else code
    is_goods = bool(items) and all(resolution in _GOODS for _tracks, resolution in items)
    title, after = (_GOODS_ONLY if is_goods else {}).get(code) or _SAID[code]
    lacks_label = code in ("waiting", "paid_ahead") and label_state in _LABEL
    if lacks_label:
        title, after = _LABEL[label_state]
    elif code == "done" and states & _NOT_TAKEN:
        title, after = _IN_PART
    by = expires_at if code in ("waiting", "paid_ahead") and not lacks_label else due_at if code in _DUE else None
    return Label(code, _(title), _(after), by)
