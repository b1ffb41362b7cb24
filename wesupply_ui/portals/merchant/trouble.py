"""What is wrong with a parcel, who caused it, what would help, and why a carrier gave no answer: in words for staff."""

from __future__ import annotations

from typing import Protocol

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Milestone

_PARTIES = {"carrier": "the carrier", "shopper": "the shopper", "merchant": "us", "customs": "customs", "weather": "the weather"}
_ADVICE = {
    "choose_new_day": "The shopper can choose a new day at the carrier.",
    "give_access": "The shopper has to tell the carrier how to get in.",
    "correct_address": "Ask the shopper for the right address and tell the carrier.",
    "pay": "The shopper has to pay on delivery.",
    "collect": "The shopper has to collect it.",
    "give_document": "The shopper has to give customs a document.",
    "pay_duties": "The shopper has to pay duties.",
    "contact_merchant": "The shopper will ask us; decide on a replacement or a refund.",
    "contact_carrier": "Ask the carrier.",
    "replace_or_refund": "Send a replacement or refund, and claim from the carrier.",
    "hand_over": "Check whether the parcel has left the house.",
}
FAILURES = {
    "not_found": "does not know this number yet",
    "unauthorised": "refused our account",
    "rate_limited": "asked us to slow down",
    "unavailable": "could not be reached",
    "malformed": "answered something unreadable",
    "suspended": "is not being asked for a moment, after several failures",
    "no_account": "cannot be asked: no account is set up",
    "unsupported": "cannot be asked by us yet",
}
"""Why asking failed, after the carrier's name."""


class Troubled(Protocol):
    """What of a parcel is asked for."""

    @property
    def milestone(self) -> str: ...

    @property
    def condition(self) -> str: ...

    @property
    def reason(self) -> str | None: ...


def trouble_of(parcel: Troubled) -> tuple[str, str]:
    """What is wrong with the party that caused it, and what would help; both empty when nothing is."""
    reason = REASONS.get(parcel.reason or "")
    if reason is None or parcel.condition == "ok" or parcel.milestone == Milestone.DELIVERED:
        return "", ""
    party = _PARTIES.get(reason.responsible.value, "")
    is_said = not party or party.removeprefix("the ") in reason.words.lower()
    return reason.words + ("" if is_said else f" (caused by {party})"), _ADVICE.get(reason.action or "", "")


def failure_of(carrier: str, code: str | None, message: str | None, times: int = 1) -> str:
    """Why asking failed the last time; empty when it did not."""
    if not code:
        return ""
    said = FAILURES.get(code, "could not be asked")
    detail = f": {message}" if message and code not in ("no_account", "unsupported") else ""
    return f"{carrier_name(carrier)} {said}{detail}" + (f" ({times} times in a row)" if times > 1 else "")
