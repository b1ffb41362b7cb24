"""Where can a label go from where it is? Pure: one table of moves, whatever is not in it is refused."""

from __future__ import annotations

from enum import StrEnum

from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import N_, _


class State(StrEnum):
    """How far a label is."""

    WANTED = "wanted"  # nothing was asked yet, or it is to be tried anew
    BUYING = "buying"  # the offer is chosen and written down; it may be bought already
    BOUGHT = "bought"  # ours, not scanned yet
    USED = "used"  # the carrier has scanned it
    VOIDED = "voided"  # given back, or withdrawn before it was bought
    FAILED = "failed"  # it was not bought; `due_at` says when it is tried again, if by itself


MOVES: dict[State, frozenset[State]] = {
    State.WANTED: frozenset({State.BUYING, State.FAILED, State.VOIDED}),
    State.BUYING: frozenset({State.BOUGHT, State.FAILED}),
    State.BOUGHT: frozenset({State.USED, State.VOIDED}),
    State.FAILED: frozenset({State.WANTED, State.BUYING, State.FAILED, State.VOIDED}),
    State.VOIDED: frozenset({State.USED}),  # whoever keeps a print can still post it, and carriers charge for that
    State.USED: frozenset(),
}


def moved(before: str, after: State) -> str:
    """The new state's name. Conflict when there is no way there."""
    if after not in MOVES[State(before)]:
        raise Conflict(_("This label is {state}; that can't be done with it any more.", state=_(WORDS[State(before)])))
    return after.value


WORDS = {
    State.WANTED: N_("waiting to be bought"),
    State.BUYING: N_("being bought"),
    State.BOUGHT: N_("bought"),
    State.USED: N_("used"),
    State.VOIDED: N_("void"),
    State.FAILED: N_("not bought"),
}
