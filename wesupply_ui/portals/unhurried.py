"""How long does an answer take at least? Longer than the work behind it, so that its small differences cannot be seen from outside."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def unhurried(seconds: float) -> AsyncIterator[None]:
    """The block takes this long at least, whatever it did."""
    started = time.monotonic()
    try:
        yield
    finally:
        await asyncio.sleep(max(0.0, started + seconds - time.monotonic()))
