"""What is wrong with a parcel, who caused it, what would help, and why a carrier gave no answer: in words for staff."""

from __future__ import annotations

from typing import Protocol

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel.language import N_, _, ngettext

_PARTIES = {
    "carrier": N_("caused by the carrier"),
    "shopper": N_("caused by the shopper"),
    "merchant": N_("caused by us"),
    "customs": N_("caused by customs"),
    "weather": N_("caused by the weather"),
}
_ADVICE = {
    "choose_new_day": N_("The shopper can choose a new day at the carrier."),
    "give_access": N_("The shopper has to tell the carrier how to get in."),
    "correct_address": N_("Ask the shopper for the right address and tell the carrier."),
    "pay": N_("The shopper has to pay on delivery."),
    "collect": N_("The shopper has to collect it."),
    "give_document": N_("The shopper has to give customs a document."),
    "pay_duties": N_("The shopper has to pay duties."),
    "contact_merchant": N_("The shopper will ask us; decide on a replacement or a refund."),
    "contact_carrier": N_("Ask the carrier."),
    "replace_or_refund": N_("Send a replacement or refund, and claim from the carrier."),
    "hand_over": N_("Check whether the parcel has left the house."),
}
FAILURES = {
    "not_found": N_("does not know this number yet"),
    "unauthorised": N_("refused our account"),
    "rate_limited": N_("asked us to slow down"),
    "unavailable": N_("could not be reached"),
    "malformed": N_("answered something unreadable"),
    "suspended": N_("is not being asked for a moment, after several failures"),
    "no_account": N_("cannot be asked: no account is set up"),
    "unsupported": N_("cannot be asked by us yet"),
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
    party = reason.responsible.value
    is_said = party not in _PARTIES or party in reason.words.lower() or (party == "merchant" and "us" in reason.words.lower())
    return _(reason.words) + ("" if is_said else f" ({_(_PARTIES[party])})"), _(_ADVICE.get(reason.action or "", ""))


def failure_of(carrier: str, code: str | None, message: str | None, times: int = 1) -> str:
    """Why asking failed the last time; empty when it did not."""
    if not code:
        return ""
    said = _(FAILURES.get(code, N_("could not be asked")))
    detail = f": {message}" if message and code not in ("no_account", "unsupported") else ""
    often = " (" + ngettext("{count} time in a row", "{count} times in a row", times) + ")" if times > 1 else ""
    return f"{carrier_name(carrier)} {said}{detail}{often}"
