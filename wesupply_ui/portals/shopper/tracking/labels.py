"""Which words stand on every order's page? Said for the reader here, because the page itself is built once for everybody."""

from __future__ import annotations

from wesupply_ui.kernel.language import _, language
from wesupply_ui.portals.shopper.tracking.rows import LabelsRow


def labels_of(shop: str) -> LabelsRow:
    """In the language of this task."""
    return LabelsRow(
        language=language(),
        order=_("Order"),
        before=_("Before:"),
        lines=_("In this order"),
        returns=_("Returns of this order"),
        beside=_("Delivery and help"),
        going_to=_("Going to"),
        ordered=_("Ordered"),
        help=_("Help from {shop}", shop=shop),
        number=_("Tracking number"),
        copied=_("Tracking number copied"),
        new_tab=_("(opens a new tab)"),
        give_back=_("Return something"),
    )
