"""Which words stand on every return's page? Said for the reader here, because the page itself is built once for everybody."""

from __future__ import annotations

from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.shopper.one_return.rows import ReturnLabels
from wesupply_ui.portals.shopper.tracking.labels import labels_of as labels_of_order


def labels_of(shop: str) -> ReturnLabels:
    """In the language of this task."""
    parcel = labels_of_order(shop)
    return ReturnLabels(
        language=language(),
        return_=_("Return"),
        order=parcel.order,
        papers=_("To print or to keep"),
        goods=_("What goes back"),
        money=_("Money"),
        talk=_("What was said"),
        more=_("What else you can do"),
        help=parcel.help,
        hours=_("Opening hours"),
        map=_("Show on a map"),
        parcel=parcel,
    )
