"""What a page is: an address, who draws it, what loads it, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wesupply_ui.portals.marks import Who


@dataclass(frozen=True, slots=True)
class Page:
    """One address. `on_load` handlers are guarded by their own marks; `audience` says for whom the page is drawn."""

    route: str
    draw: Callable[[], rx.Component]
    title: str
    audience: Who = Who.ANYONE
    on_load: Sequence[Any] = ()
    description: str = ""
    meta: Sequence[dict[str, str]] = ()
