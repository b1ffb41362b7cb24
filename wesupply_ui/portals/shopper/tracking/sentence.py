"""What a headline is made of: the sentence, how it looks, and which parcels it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.language import N_

# Why a driver left with the parcel, by reason.
TRIED = {
    "nobody_home": N_("nobody was home"),
    "business_closed": N_("the business was closed"),
    "no_access": N_("the driver could not get to the door"),
    "bad_address": N_("the address did not work"),
    "signature_needed": N_("somebody has to sign for it"),
    "payment_due": N_("a payment is due"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence with its tone and picture. `about`: the parcels it is true of; empty where it speaks of none."""

    words: str
    tone: str
    icon: str
    about: tuple[Parcel, ...] = ()
