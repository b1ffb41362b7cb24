"""What tracking numbers look like, as data: a shape, how its check character is made, and how sure a fit makes us.

`detect.py` interprets the table. Shapes see a tidied number (capitals, no spaces or dashes). Named groups: `body` is what
the check character covers, `check` that character, `kind` selects the service from `services`.
Facts: USPS Publication 199, the UPS and FedEx label guides, DPD's parcel label specification, UPU S10, and numbers seen in the field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wesupply_ui.domain.tracking.checksums import Check, alternating, gs1, gs1_plus, luhn, mod_37_36, s10, seven, weighted

LONGEST = 41  # characters of the longest shape below, DHL eCommerce


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of number. `sure` from 0 to 1: near 1 for a telling prefix with a check character, below 0.5 for a loose shape.

    `carrier` "" means: read it from the country letters of the group `country` (S10).
    """

    name: str
    carrier: str
    service: str | None
    sure: float
    shapes: tuple[re.Pattern[str], ...]
    check: Check | None = None
    services: Mapping[str, str] = field(default_factory=dict)


def _format(name: str, carrier: str, service: str | None, sure: float, *shapes: str, check: Check | None = None,
            services: Mapping[str, str] | None = None) -> Format:  # fmt: skip
    return Format(name, carrier, service, sure, tuple(re.compile(shape, re.ASCII) for shape in shapes), check, services or {})


def _routed(body: str) -> tuple[str, str, str]:
    """A USPS package barcode with nothing, with 420 and a ZIP Code, or with 420 and a ZIP+4 before it."""
    return (body, "420[0-9]{5}" + body, "420[0-9]{9}" + body)


def _checked(*bodies: str) -> str:
    return f"(?P<body>{'|'.join(bodies)})(?P<check>[0-9])"


def _codes(services: Mapping[str, str]) -> dict[str, str]:
    """Service names with their codes, turned into code -> name."""
    return {code: name for name, codes in services.items() for code in codes.split()}


_UPS_SERVICES = _codes(
    {
        "Next Day Air": "01 44 A2",
        "Next Day Air Early": "15 32 33 41 A0 A1 A9 AA",
        "Next Day Air Saver": "13",
        "2nd Day Air": "02",
        "3 Day Select": "12",
        "Ground": "03 42 72 A8",
        "Ground Returns": "22 78 90",
        "Worldwide Express": "66",
        "Standard": "68",
        "SurePost": "YW",
    }
)
_USPS_20 = _codes(
    {
        "Delivery Confirmation": "01 02 03 04 05 06 07 08 14",
        "Signature Confirmation": "21 22 23 24 25 26 34",
        "Certified Mail": "70 71",
        "Insured Mail": "73",
        "Registered Mail": "77",
        "Merchandise Return": "81 82 83 85",
    }
)
_USPS_TYPES = {"94": "Online label", "92": "Commercial", "93": "Commercial", "95": "Retail"}
_FEDEX_12 = weighted((3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1))
_FEDEX_13 = weighted((1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1))

# USPS package barcode (IMpb): two digits of application, three of service, a mailer of nine digits that starts with 9 or of six that
# doesn't, a serial number, a check digit: 22, 26 or (94 only) 30 digits.
_IMPB_ONLINE = "(?P<kind>94)(?:[0-9]{19}|[0-9]{23}|[0-9]{3}9[0-9]{23})"
_IMPB_OTHER = "(?P<kind>92(?=[0-9]{3}9)|93(?=[0-9]{3}[0-8])|95)(?:[0-9]{19}|[0-9]{23})"

FORMATS: tuple[Format, ...] = (
    # -- telling prefix and a check character --------------------------------------------------------------------------------
    _format("ups_1z", "ups", None, 0.99, r"1Z(?P<body>[0-9A-Z]{6}(?P<kind>[0-9A-Z]{2})[0-9A-Z]{7})(?P<check>[0-9])",
            check=alternating(1, 2), services=_UPS_SERVICES),
    _format("fedex_ground_96", "fedex", "Ground", 0.97, r"96[0-9]{5}(?P<body>[0-9]{14})(?P<check>[0-9])", check=alternating(1, 3)),
    _format("fedex_ground_gsn", "fedex", "Ground", 0.97, r"96[0-9]{18}(?P<body>[0-9]{13})(?P<check>[0-9])", check=_FEDEX_13),
    _format("usps_impb_online", "usps", None, 0.97, *_routed(_checked(_IMPB_ONLINE)), check=gs1, services=_USPS_TYPES),
    _format("usps_impb", "usps", None, 0.96, *_routed(_checked(_IMPB_OTHER)), check=gs1, services=_USPS_TYPES),
    _format("usps_legacy_91", "usps", None, 0.95, *_routed(r"(?P<body>91(?P<kind>[0-9]{2})[0-9]{17})(?P<check>[0-9])"), check=gs1,
            services=_USPS_20),
    _format("usps_legacy_routed", "usps", None, 0.9, r"420[0-9]{5}(?:[0-9]{4})?(?P<body>(?P<kind>[0-9]{2})[0-9]{17})(?P<check>[0-9])",
            check=gs1_plus(28), services=_USPS_20),
    _format("s10", "", None, 0.95, r"(?P<kind>[A-Z])[A-Z](?P<body>[0-9]{8})(?P<check>[0-9])(?P<country>[A-Z]{2})", check=s10),
    _format("dhl_parcel_sscc", "dhl", "Parcel Germany", 0.96, r"00(?P<body>340434[0-9]{11})(?P<check>[0-9])", check=gs1),
    _format("dhl_parcel_sscc", "dhl_parcel_de", "Parcel", 0.95, r"00(?P<body>340434[0-9]{11})(?P<check>[0-9])", check=gs1),
    _format("ontrac", "ontrac", None, 0.95, r"(?P<body>[CD][0-9]{13})(?P<check>[0-9])", check=alternating(1, 2)),
    _format("ups_waybill", "ups", None, 0.9, r"(?P<kind>[AHJKTV])(?P<body>[0-9]{9})(?P<check>[0-9])", check=alternating(1, 2),
            services={"J": "Next Day Express", "K": "Ground", "V": "Worldwide Express Saver"}),
    _format("old_dominion", "old_dominion", "LTL", 0.85, r"(?P<body>(?:77[78]|072|780)[0-9]{7})(?P<check>[0-9])", check=luhn),
    _format("old_dominion_guaranteed", "old_dominion", "Guaranteed", 0.8, r"(?P<body>80[0-9]{8})(?P<check>[0-9])", check=luhn),
    _format("dpd_28", "dpd", None, 0.97, r"(?P<body>[0-9]{7}[0-9]{14}[0-9]{6})(?P<check>[0-9A-Z])", check=mod_37_36),
    _format("dpd_14", "dpd", None, 0.8, r"(?P<body>[0-9]{14})(?P<check>[0-9A-Z])", check=mod_37_36),
    # -- telling prefix only -------------------------------------------------------------------------------------------------
    _format("amazon", "amazon", "Logistics", 0.97, r"TB[ACM][0-9]{12}"),
    _format("gofo", "gofo", None, 0.97, r"GFUS[0-9]{14}"),
    _format("landmark", "landmark", "LTN", 0.97, r"LTN[0-9]{8}N1"),
    _format("yunexpress", "yunexpress", None, 0.95, r"YT[0-9]{16}"),
    _format("speedee", "speedee", None, 0.95, r"SP[0-9]{18}"),
    _format("yodel", "yodel", None, 0.85, r"JJ?D[0-9]{16}"),
    _format("lasership_lx", "lasership", None, 0.9, r"L[AEHINX][1-3][0-9]{7}"),
    _format("lasership_1ls7", "lasership", None, 0.95, r"1LS7[12][0-9]{10}", r"1LS7[12][0-9]{2}01[1-4][0-9]{6}1"),
    _format("lasership_1lscx", "lasership", None, 0.95, r"1LSCX[0-9A-Z]{10}"),
    _format("canpar", "canpar", None, 0.9, r"[CDKLSUXZ][0-9]{21}"),
    _format("dhl_express_piece", "dhl", "Express", 0.9, r"(?:JJD|JVGL)[0-9]{9,10}", r"JD[0-9]{18}"),
    _format("dhl_express_piece", "dhl_express", None, 0.89, r"(?:JJD|JVGL)[0-9]{9,10}", r"JD[0-9]{18}"),
    _format("dhl_ecommerce_gm", "dhl", "eCommerce", 0.9, r"GM(?=.*[0-9])[0-9A-Z]{10,39}"),
    _format("ups_mail_innovations", "ups", "Mail Innovations", 0.75, r"MI[0-9]{6}[0-9A-Z]{1,22}"),
    _format("colissimo", "la_poste", "Colissimo", 0.75, r"[0-9][A-Z][0-9]{11}"),
    # -- digits with a check digit: one number in ten fits by chance ---------------------------------------------------------
    _format("usps_20", "usps", None, 0.72, r"(?P<body>(?P<kind>0[1-8]|14|2[1-6]|34|7[0137]|8[1235])[0-9]{17})(?P<check>[0-9])",
            check=gs1, services=_USPS_20),
    _format("usps_20", "usps", None, 0.4, r"(?P<body>[0-9]{19})(?P<check>[0-9])", check=gs1),
    _format("fedex_34", "fedex", "Express", 0.85, r"[0-8][0-9]{19}(?P<body>[0-9]{13})(?P<check>[0-9])", check=_FEDEX_13),
    _format("fedex_astra", "fedex", "Express", 0.8, r"3[0-9]{15}(?P<body>[0-9]{11})(?P<check>[0-9])[0-9]{4}", check=_FEDEX_12),
    _format("fedex_12", "fedex", "Express", 0.75, r"(?P<body>[0-9]{11})(?P<check>[0-9])", check=_FEDEX_12),
    _format("fedex_ground_15", "fedex", "Ground", 0.75, r"(?P<body>[0-9]{14})(?P<check>[0-9])", check=alternating(1, 3)),
    _format("fedex_sscc", "fedex", "Ground", 0.6, r"(?P<body>[0-9]{17})(?P<check>[0-9])", check=gs1),
    _format("canada_post_16", "canada_post", None, 0.8, r"(?P<body>[0-9]{15})(?P<check>[0-9])", check=gs1),
    _format("purolator_12", "purolator", None, 0.65, r"(?P<body>[0-5][0-9]{10})(?P<check>[0-9])", check=luhn),
    _format("dhl_express_waybill", "dhl", "Express", 0.75, r"(?P<body>[0-9]{9,10})(?P<check>[0-9])", check=seven),
    _format("dhl_express_waybill", "dhl_express", None, 0.74, r"(?P<body>[0-9]{9,10})(?P<check>[0-9])", check=seven),
    _format("gls_12", "gls", None, 0.35, r"(?P<body>[0-9]{11})(?P<check>[0-9])", check=gs1_plus(1)),
    # -- the same barcode under another carrier, who hands it to USPS for the last mile --------------------------------------
    _format("fedex_economy", "fedex", "Ground Economy", 0.5, *_routed(_checked("92612999[0-9]{13}", "6129[0-9]{15}")), check=gs1),
    _format("dhl_ecommerce_usps", "dhl", "eCommerce", 0.45, *_routed(_checked("926129[0-9]{15}", "92748[0-9]{16}(?:[0-9]{4})?")),
            check=gs1),
    _format("ups_mail_innovations_usps", "ups", "Mail Innovations", 0.4, *_routed(_checked("92748[0-9]{16}(?:[0-9]{4})?")), check=gs1),
    # -- loose shapes: a last resort -----------------------------------------------------------------------------------------
    _format("purolator_alpha", "purolator", None, 0.6, r"[A-Z]{3}[0-9]{9}"),
    _format("dhl_express_piece_other", "dhl", "Express", 0.45, r"J[A-Z]{2,3}[0-9]{9,10}"),
    _format("dhl_express_piece_other", "dhl_express", None, 0.44, r"J[A-Z]{2,3}[0-9]{9,10}"),
    _format("amazon_international", "amazon", "International", 0.5, r"[ACF][0-9]{10}"),
    _format("dhl_ecommerce", "dhl", "eCommerce", 0.3, r"(?:LX|RX|UV|CN|SG|TH|IN|HK|MY)(?=.*[0-9])[0-9A-Z]{10,39}"),
    _format("dhl_ecommerce_14", "dhl", "eCommerce", 0.35, r"[0-9]{14}"),
    _format("dpd_14_unchecked", "dpd", None, 0.25, r"[0-9]{14}"),
)  # fmt: skip
