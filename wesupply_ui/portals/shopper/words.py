"""Sentences that are said in more than one place, each the same wherever it is: strangers learn nothing from how they are refused."""

from __future__ import annotations

LOST = (
    "We can't find this order",
    "The link may be incomplete or no longer valid. Open it again from your latest mail, or ask the shop for a new one.",
)
NO_SHOP = ("There is no shop at this address", "Check the address, or open the link in your confirmation mail.")
SPENT = ("Too many tries", "Please wait a few minutes, then try again. The link in your confirmation mail works at any time.")
