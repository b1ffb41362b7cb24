"""What kinds of cases, their ends and the parties behind them are called. Literals are marked here and said where they are used."""

from __future__ import annotations

from wesupply_ui.domain.tracking.status import Party
from wesupply_ui.kernel.language import N_

KINDS: dict[str, tuple[str, str]] = {
    "lost": (N_("Lost"), "problem"),
    "damaged": (N_("Damaged"), "problem"),
    "returning": (N_("On its way back"), "problem"),
    "action_needed": (N_("Somebody must act"), "attention"),
    "attempt_failed": (N_("Attempt failed"), "attention"),
    "held": (N_("On hold"), "attention"),
    "silent": (N_("No news"), "attention"),
    "late": (N_("Late"), "attention"),
    "cancelled": (N_("Label cancelled"), "quiet"),
}
"""Kind of case → word and tone."""

GROUP_WORDS: dict[str, str] = {"exception": N_("Exceptions on the way")} | {kind: words for kind, (words, _tone) in KINDS.items()}
"""Kinds as a filter calls them."""

PARTIES: dict[str, str] = {
    Party.CARRIER: N_("the carrier"),
    Party.SHOPPER: N_("the shopper"),
    Party.MERCHANT: N_("us"),
    Party.CUSTOMS: N_("customs"),
    Party.WEATHER: N_("the weather"),
    Party.UNKNOWN: N_("nobody knows whom"),
}
"""Who caused it, to stand behind "caused by"."""

AGES: dict[str, str] = {"1": N_("1 day"), "3": N_("3 days"), "7": N_("7 days"), "14": N_("14 days")}

REASONS: dict[str, str] = {
    "shopper_told": N_("The shopper knows and waits"),
    "carrier_handles_it": N_("The carrier handles it"),
    "address_corrected": N_("The address is corrected"),
    "nothing_to_do": N_("There is nothing to do"),
    "mistake": N_("It was no trouble after all"),
}
"""Why a person closes a case."""

ENDS: dict[str, str] = REASONS | {
    "delivered": N_("The parcel was delivered"),
    "came_back": N_("The parcel came back"),
    "moved_on": N_("The parcel moved on"),
    "resend": N_("To be sent again"),
    "refund": N_("To be refunded"),
    "became_lost": N_("The parcel is lost now"),
    "became_damaged": N_("The parcel is damaged now"),
    "became_returning": N_("The parcel is on its way back now"),
    "became_action_needed": N_("Somebody must act now"),
    "became_attempt_failed": N_("A delivery has failed now"),
    "became_held": N_("The parcel is on hold now"),
    "became_silent": N_("There is no news any more"),
    "became_late": N_("The parcel is late now"),
    "became_cancelled": N_("The label was cancelled"),
}
"""How a case ended."""

DEEDS: dict[str, str] = {
    "snoozed": N_("{who} snoozed it until {until}"),
    "assigned": N_("{who} assigned it to {to}"),
    "resolved": N_("{who} resolved it: {end}"),
    "resend_decided": N_("{who} decided to send again"),
    "refund_decided": N_("{who} decided to refund"),
    "shopper_contacted": N_("{who} wrote to the shopper"),
    "carrier_asked": N_("{who} asked the carrier"),
    "put_back": N_("{who} took the last step back"),
    "woke": N_("The snooze is over"),
    "returned": N_("The trouble came back"),
}
"""What was done about a case, for its story; its own ends are in `ENDS`."""
