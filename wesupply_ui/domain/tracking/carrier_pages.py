"""What is a carrier called, and where does it show a parcel to people? Names, and public tracking pages as carriers link them."""

from __future__ import annotations

from urllib.parse import quote

_CARRIERS: dict[str, tuple[str, str]] = {
    "ups": ("UPS", "https://www.ups.com/track?tracknum={}"),
    "fedex": ("FedEx", "https://www.fedex.com/fedextrack/?trknbr={}"),
    "usps": ("USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={}"),
    "dhl": ("DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}"),
    "dhl_express": ("DHL Express", "https://www.dhl.com/global-en/home/tracking.html?submit=1&tracking-id={}"),
    "dhl_parcel_de": ("DHL", "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode={}"),
    "canada_post": ("Canada Post", "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={}"),
    "australia_post": ("Australia Post", "https://auspost.com.au/mypost/track/#/details/{}"),
    "royal_mail": ("Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/{}"),
    "la_poste": ("La Poste", "https://www.laposte.fr/outils/suivre-vos-envois?code={}"),
    "dpd": ("DPD", "https://tracking.dpd.de/status/en_US/parcel/{}"),
    "gls": ("GLS", "https://gls-group.com/GROUP/en/parcel-tracking?match={}"),
    "purolator": ("Purolator", "https://www.purolator.com/en/shipping/tracker?pins={}"),
    "amazon": ("Amazon", "https://track.amazon.com/tracking/{}"),
    "ontrac": ("OnTrac", "https://www.ontrac.com/tracking/?number={}"),
}


def carrier_name(code: str) -> str:
    """A carrier as people call it; of one that we have no name for, its code in words."""
    return _CARRIERS[code][0] if code in _CARRIERS else code.replace("_", " ").title()


def carrier_page(code: str, number: str) -> str:
    """The carrier's own page for a number; empty for carriers without a known one."""
    return _CARRIERS[code][1].format(quote(number, safe="")) if code in _CARRIERS else ""


_CLAIMS: dict[str, str] = {
    "ups": "https://www.ups.com/us/en/support/file-a-claim.page",
    "fedex": "https://www.fedex.com/en-us/customer-support/claims.html",
    "usps": "https://www.usps.com/help/claims.htm",
    "royal_mail": "https://www.royalmail.com/claims",
}


def claim_page(code: str) -> str:
    """Where the carrier takes claims; empty where we know of no such page."""
    return _CLAIMS.get(code, "")
