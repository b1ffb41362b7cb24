"""The composition root: one Reflex app out of pages, API, guard and jobs. Wiring only."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.api.app import create_app
from wesupply_ui.portals.pages import add_pages

app = rx.App(
    stylesheets=["/tokens.css"],
    reset_style=False,
    html_lang="en",
    toaster=None,
    api_transformer=[create_app()],
)
add_pages(app)
