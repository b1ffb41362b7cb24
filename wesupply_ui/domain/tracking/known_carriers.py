"""Which carriers' codes do we know? A code outside of these is a slip of the pen or a house of its own that nobody can ask."""

from __future__ import annotations

from functools import lru_cache

from wesupply_ui.domain.tracking.formats import FORMATS
from wesupply_ui.domain.tracking.posts import POSTS
from wesupply_ui.kernel.language import _

CARRIERS = (
    "ups", "fedex", "usps", "dhl", "dhl_express", "dhl_parcel_de", "canada_post", "australia_post", "royal_mail", "la_poste", "dpd", "gls",
    "purolator", "amazon", "ontrac",
)  # fmt: skip
AGGREGATORS = ("easypost", "shippo", "karrio")
"""Services that know parcels of many carriers."""


@lru_cache(maxsize=1)
def _issuers() -> frozenset[str]:
    """Also the smaller ones whose numbers we recognise, and the world's posts."""
    return frozenset({*CARRIERS, *AGGREGATORS, *POSTS.values(), *(each.carrier for each in FORMATS if each.carrier)})


def is_known(code: str) -> bool:
    """Whether this is a code of ours."""
    return code in _issuers()


def said_of_unknown(code: str) -> str:
    """What a shop is told that names another one, to follow the field's name."""
    return _(
        "is “{code}”, which is no carrier we know; known are {choices}, and national posts",
        code=code,
        choices=", ".join((*CARRIERS, *AGGREGATORS)),
    )
