"""Sentences that are said in more than one place, each the same wherever it is: strangers learn nothing from how they are refused."""

from __future__ import annotations

from wesupply_ui.kernel.language import N_, _
from wesupply_ui.portals.shopper.rows import LostRow

LOST = (
    N_("We can't find this order"),
    N_("The link may be incomplete or no longer valid. Open it again from your latest mail, or ask the shop for a new one."),
)
LOST_RETURN = (
    N_("We can't find this return"),
    N_("The link may be incomplete or no longer valid. Open it again from your latest mail, or ask the shop for a new one."),
)
NO_SHOP = (N_("There is no shop at this address"), N_("Check the address, or open the link in your confirmation mail."))
SPENT = (
    N_("Too many tries"),
    N_("Please wait a few minutes, then try again. The link in your confirmation mail works at any time."),
)
NO_RETURNS = (
    N_("This order can't be returned online"),
    N_("The shop has not said how it takes things back. Please write to it; the order's page says where."),
)
NOTHING_HERE = (N_("There is nothing at this address"), N_("Go to the start of this site."))


def lost_row(words: tuple[str, str]) -> LostRow:
    """One of the above in the language of this task."""
    return LostRow(_(words[0]), _(words[1]))
