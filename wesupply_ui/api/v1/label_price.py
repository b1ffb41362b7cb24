"""What a label costs now, before a quote or a return is judged: asked for with no transaction open, and not for long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wesupply_ui import runtime
from wesupply_ui.api.caller import reading
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.labelled.price import price_of, unpriced_for


async def label_price(caller: Scope, raw: Mapping[str, Any], *, now: datetime) -> int | None:
    """None where it does not matter, or where nobody knows."""
    async with reading() as db:
        found = await unpriced_for(db, caller, raw, now=now)
    return await price_of(runtime.label_quotes(), found, now=now)
