"""How is a database told which index not to take? SQLite keeps no statistics, and believes that a merchant has ten rows."""

from __future__ import annotations

from typing import Any


def unled(column: Any) -> Any:
    """The text column's value, said so that no index answers it: for conditions beside a few ids, which shall lead.

    With `merchant_id = ? AND id IN (…)` SQLite would walk every row of the merchant in some index that begins with it.
    """
    return column.concat("")
