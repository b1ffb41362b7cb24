"""What a headline is made of: the sentence, how it looks, and which parcels it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.tracking.models import Parcel

# Why a driver left with the parcel, by reason.
TRIED = {
    "nobody_home": "nobody was home",
    "business_closed": "the business was closed",
    "no_access": "the driver could not get to the door",
    "bad_address": "the address did not work",
    "signature_needed": "somebody has to sign for it",
    "payment_due": "a payment is due",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence with its tone and picture. `about`: the parcels it is true of; empty where it speaks of none."""

    words: str
    tone: str
    icon: str
    about: tuple[Parcel, ...] = ()
