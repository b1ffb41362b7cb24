"""What is a shopper told of a return? One title, what happens next and by when, in the task's language; derived from the four tracks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wesupply_ui.domain.returns.standing import state_of
from wesupply_ui.domain.returns.tracks import Tracks
from wesupply_ui.kernel.language import N_, _

_ORDER = (
    "under_review", "waiting", "on_its_way", "checking", "in_question", "payment_failed", "to_be_paid", "paying", "paid_ahead",
    "done", "not_accepted", "declined", "expired", "withdrawn",
)  # fmt: skip
"""A shopper is told of the item that is least far."""

_SAID: dict[str, tuple[str, str]] = {
    "under_review": (N_("We are looking at your return"), N_("Somebody decides and tells you. You need not send anything yet.")),
    "waiting": (N_("Waiting for your parcel"), N_("Please send it back, or bring it.")),
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
}
_GOODS_ONLY: dict[str, tuple[str, str]] = {
    "to_be_paid": (N_("Accepted"), N_("We are about to send what you get for it.")),
    "paying": (N_("Being sent to you"), N_("What you get for it is on its way.")),
}
_GOODS = frozenset({"exchange", "replacement", "repair"})


@dataclass(frozen=True, slots=True)
class Label:
    """`code`: of `standing.STATES`; `next`: what happens now; `by`: until when, None where there is no day for it."""

    code: str
    title: str
    next: str
    by: datetime | None


def label_of(items: Iterable[tuple[Tracks, str | None]], *, due_at: datetime | None, expires_at: datetime | None) -> Label:
    """A whole return's, or one item's. `items`: tracks and resolution of each; `due_at`, `expires_at`: the request's."""
    items = list(items)
    states = {state_of(tracks) for tracks, _resolution in items}
    code = next((each for each in _ORDER if each in states), "withdrawn")
    is_goods = bool(items) and all(resolution in _GOODS for _tracks, resolution in items)
    title, after = (_GOODS_ONLY if is_goods else {}).get(code) or _SAID[code]
    by = expires_at if code in ("waiting", "paid_ahead") else due_at if code in ("under_review", "checking", "to_be_paid") else None
    return Label(code, _(title), _(after), by)
