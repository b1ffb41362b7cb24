"""Every page of the site, audience by audience. Each audience keeps its own list; the composition root adds them all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import reflex as rx

from wesupply_ui.portals import site
from wesupply_ui.portals.kit import titled
from wesupply_ui.portals.marks import SHOPPER
from wesupply_ui.portals.merchant.pages import PAGES as MERCHANT_PAGES
from wesupply_ui.portals.page import Page
from wesupply_ui.portals.shopper.pages import PAGES as SHOPPER_PAGES
from wesupply_ui.portals.store.pages import PAGES as STORE_PAGES

PAGES: tuple[Page, ...] = (*site.PAGES, *SHOPPER_PAGES, *MERCHANT_PAGES, *STORE_PAGES)


def add_pages(app: rx.App) -> None:
    """Give every page to Reflex."""
    for page in PAGES:
        app.add_page(
            _named(page),
            route=page.route,
            title=page.title,
            description=page.description or None,
            on_load=list(page.on_load) or None,
            meta=list(page.meta),
        )


def _named(page: Page) -> Callable[[], rx.Component]:
    """The page, its name in the browser's tab said in the person's language; shoppers' pages name themselves."""

    @wraps(page.draw)
    def draw() -> rx.Component:
        return rx.fragment(page.draw(), titled(page.title))

    return page.draw if page.audience is SHOPPER else draw
