"""What the page of label accounts says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.labels.accounts import Standing
from wesupply_ui.domain.labels.models import LabelPreference
from wesupply_ui.domain.locations.lacking import Receiver
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.merchant.telling import Telling

NAMES = {"easypost": "EasyPost", "shippo": "Shippo"}
FIELDS = {
    "api_key": N_("The API key"),
    "length_mm": N_("The length"),
    "width_mm": N_("The width"),
    "height_mm": N_("The height"),
    "packaging_grams": N_("The packaging's weight"),
    "item_grams": N_("An item's weight"),
    "carriers": N_("Carriers"),
    "services": N_("Services"),
    "form": N_("The form"),
}
_OUTCOMES = {
    "works": (N_("Works"), "done"),
    "wrong_credentials": (N_("The provider does not accept this key"), "problem"),
    "unreachable": (N_("The provider could not be reached"), "attention"),
    "rate_limited": (N_("The provider asks for fewer calls; the key may be right"), "attention"),
    "refused": (N_("The provider refused for another reason"), "problem"),
    "odd_answer": (N_("The provider answered in a way we don't know"), "attention"),
}
_WHOSE = {"own": (N_("Your own account"), "done"), "platform": (N_("Connected by us"), "done"), "none": (N_("Not connected"), "quiet")}
_PARTS = {"line1": N_("street and number"), "city": N_("city"), "postcode": N_("postcode"), "country": N_("country")}


@dataclass(frozen=True)
class ProviderCard:
    """One provider, and how the merchant stands with it."""

    provider: str
    name: str
    whose: str
    whose_words: str
    whose_tone: str
    is_own: bool
    is_chosen: bool
    set_words: str
    check_words: str
    check_tone: str
    check_when: str


@dataclass(frozen=True)
class LikesRow:
    """The form of preferences, as text."""

    length_mm: str = ""
    width_mm: str = ""
    height_mm: str = ""
    packaging_grams: str = ""
    item_grams: str = ""
    carriers: str = ""
    services: str = ""
    form: str = "pdf"


@dataclass(frozen=True)
class PlaceRow:
    """A place that returns go to."""

    href: str
    name: str
    city: str
    words: str
    tone: str


def provider_card(standing: Standing, tell: Telling) -> ProviderCard:
    """From how it stands to its card."""
    whose, tone = _WHOSE[standing.whose]
    outcome, outcome_tone = _OUTCOMES.get(standing.outcome, (N_("Not tested yet"), "quiet"))
    return ProviderCard(
        provider=standing.provider,
        name=NAMES[standing.provider],
        whose=standing.whose,
        whose_words=_(whose),
        whose_tone=tone,
        is_own=standing.whose == "own",
        is_chosen=standing.is_chosen,
        set_words=_("Set: {when}", when=tell.moment(standing.set_at)) if standing.set_at else "",
        check_words=_(outcome),
        check_tone=outcome_tone,
        check_when=tell.moment(standing.checked_at),
    )


def likes_row(likes: LabelPreference) -> LikesRow:
    """As it is typed."""
    figures = {name: str(getattr(likes, name)) for name in ("length_mm", "width_mm", "height_mm", "packaging_grams", "item_grams")}
    return LikesRow(**figures, carriers=", ".join(likes.carriers), services=", ".join(likes.services), form=likes.form)


def place_row(place: Receiver) -> PlaceRow:
    """Whether a label can be made to it."""
    lacks = ", ".join(_(_PARTS[each]) for each in place.lacks)
    words = _("Missing: {what}", what=lacks) if lacks else _("Address complete")
    return PlaceRow(f"/app/settings/locations/{place.id}", place.name, place.city, words, "problem" if lacks else "done")
