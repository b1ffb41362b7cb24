"""Labels that are sold here: what was asked for, what it would cost, what was sold, and what was given back.

Knows no provider's words: `doors.easypost` and `doors.shippo` put it on the wire. A label that is sold is a parcel at its carrier, which
waits until somebody brings it (`/_sim/advance`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.chance import chance

PROVIDERS = ("easypost", "shippo")

# Carrier, service, its token, cents to begin with, cents for each 100 g, days.
_SERVICES = (
    ("usps", "GroundAdvantage", "usps_ground_advantage", 582, 34, 3),
    ("usps", "Priority", "usps_priority", 741, 61, 2),
    ("ups", "Ground", "ups_ground", 864, 43, 4),
    ("fedex", "FEDEX_GROUND", "fedex_ground", 879, 41, 4),
)
_ABROAD = (
    ("usps", "PriorityMailInternational", "usps_priority_mail_international", 4120, 210, 9),
    ("dhl", "Express", "dhl_express", 5890, 320, 4),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One price. `cents` of US dollars."""

    id: str
    carrier: str
    service: str
    token: str
    cents: int
    days: int


@dataclass(slots=True)
class Draft:
    """What somebody may buy. `shopper` posts the parcel, `shop` gets it: addresses as they were told, with our keys."""

    id: str
    provider: str
    shopper: Mapping[str, str]
    shop: Mapping[str, str]
    grams: int
    reference: str
    wants_qr: bool
    is_return: bool
    made_at: datetime
    offers: tuple[Offer, ...]
    sale: Sale | None = None


@dataclass(slots=True)
class Sale:
    """A purchase, or one that failed. `status`: sold, refused, pending; `refund`: "" or asked. `forms`: made of the label so far."""

    id: str
    draft: Draft
    offer: Offer
    number: str
    reference: str
    sold_at: datetime
    status: str = "sold"
    words: str = ""
    refund: str = ""
    kind: str = "pdf"
    forms: set[str] = field(default_factory=set)


class LabelDesk:
    """Everything that label providers know, in memory. What one `series` makes (ids, numbers) no other makes again."""

    def __init__(self, series: str = "") -> None:
        self.series = series
        self.drafts: dict[str, Draft] = {}
        self.sales: dict[str, Sale] = {}
        self._offers: dict[str, Draft] = {}
        self._count = 0

    def name(self, prefix: str, length: int = 32) -> str:
        """A new id in the manner of the providers: hexadecimal digits, always the same in the same order."""
        self._count += 1
        place = (self.series, self._count) if self.series else (self._count,)
        return prefix + f"{chance('label', *place).getrandbits(length * 4):0{length}x}"

    def draft(self, provider: str, *, prefix: str, rate_prefix: str, now: datetime, **told: object) -> Draft:
        """Keep what is asked for, with a price of each service that goes there."""
        draft = Draft(self.name(prefix), provider, made_at=now, offers=(), **told)  # type: ignore[arg-type]
        abroad = draft.shopper.get("country") != draft.shop.get("country")
        draft.offers = tuple(
            Offer(self.name(rate_prefix), carrier, service, token, cents + each * -(-draft.grams // 100), days)
            for carrier, service, token, cents, each, days in (_ABROAD if abroad else _SERVICES)
        )
        self.drafts[draft.id] = draft
        self._offers |= {offer.id: draft for offer in draft.offers}
        return draft

    def offer(self, offer_id: str) -> tuple[Draft, Offer] | None:
        """The offer under an id, with what it is for."""
        draft = self._offers.get(offer_id)
        return (draft, next(each for each in draft.offers if each.id == offer_id)) if draft else None

    def sell(
        self, draft: Draft, offer: Offer, *, prefix: str, reference: str, now: datetime, status: str = "sold", words: str = ""
    ) -> Sale:
        """Sell, or note that it failed. The number is made in any case; it is told only of what was sold."""
        sale_id = self.name(prefix)
        number = numbers.make(offer.carrier, f"label {sale_id}")
        sale = Sale(sale_id, draft, offer, number, reference, now, status, words)
        self.sales[sale_id] = sale
        if status != "refused":
            draft.sale = sale
        return sale

    def remember(self, draft: Draft, offer: Offer, *, sale_id: str, number: str) -> Sale:
        """What an earlier desk sold, under the same names."""
        sale = Sale(sale_id, draft, offer, number, draft.reference, draft.made_at)
        draft.offers, draft.sale = (offer,), sale
        self.drafts[draft.id], self._offers[offer.id], self.sales[sale_id] = draft, draft, sale
        return sale

    def sold_for(self, offer_id: str) -> list[Sale]:
        """Every purchase of an offer, the newest first."""
        return [sale for sale in reversed(self.sales.values()) if sale.offer.id == offer_id]


def is_nowhere(address: Mapping[str, str]) -> bool:
    """An address that carriers don't know: with the postcode 00000, or in a street called Nowhere."""
    return address.get("postcode") == "00000" or "nowhere" in (address.get("line1") or "").casefold()
