"""Every page of the site, as data: which address, who draws it, what loads it, and for whom. The composition root adds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from wesupply_ui.portals.site.landing import landing
from wesupply_ui.portals.site.lost import lost


@dataclass(frozen=True, slots=True)
class Page:
    """One address. `on_load` handlers are guarded by their own marks; `audience` says for whom the page is meant."""

    route: str
    draw: Callable[[], rx.Component]
    title: str
    audience: str = "anyone"
    on_load: Sequence[Any] = ()
    description: str = ""
    meta: Sequence[dict[str, str]] = field(default_factory=tuple)


PAGES: tuple[Page, ...] = (
    Page("/", landing, "Post-purchase, under your own roof"),
    Page("/404", lost, "Page not found"),
)


def add_pages(app: rx.App) -> None:
    """Give every page to Reflex."""
    for page in PAGES:
        app.add_page(
            page.draw,
            route=page.route,
            title=page.title,
            description=page.description or None,
            on_load=list(page.on_load) or None,
            meta=list(page.meta),
        )
