"""Where does an order's page live? Numbers are as shops write them ("#5001", "A/17"), so they are made safe for addresses."""

from __future__ import annotations

from urllib.parse import quote, urlencode

# What can't be one step of a path, or is another screen's.
_UNFIT = frozenset({"", ".", "..", "-", "import"})


def order_href(number: str, order_id: str, *, is_shared: bool = False) -> str:
    """`/app/orders/%235001`; with the order's id behind it when the number alone does not name it (`is_shared`: several orders have it)."""
    unfit = number.strip() in _UNFIT or "/" in number or "\\" in number
    path = "/app/orders/" + ("-" if unfit else quote(number, safe=""))
    return f"{path}?{urlencode({'id': order_id})}" if unfit or is_shared else path
