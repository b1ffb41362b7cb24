"""Draws the ways to take a list along as a file: plain links, which the browser saves by itself."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.person import PersonState


def export_menu(name: str, query: Any, total: Any) -> rx.Component:
    """All that the filters let through. "e" opens it."""
    base = f"/api/exports/{name}.csv?" + query
    shown = "&cols=" + ViewsState.cols
    links = rx.el.div(
        rx.el.p(t("{count} rows, as they are filtered now", count=total), class_name="text-small text-faint"),
        _download(t("With the columns shown"), base + shown),
        _download(t("With every column"), base),
        _download(t("With every column, without the mark for spreadsheets"), base + "&mark=no"),
        class_name="view-menu",
        role="group",
        aria_label=t("Export"),
    )
    menu = rx.el.details(
        rx.el.summary(kit.icon("download"), t("Export"), class_name="button", data_export=""), links, class_name="menu menu-end"
    )
    return rx.cond(PersonState.permissions.contains("orders.export"), menu, rx.fragment())


def export_chosen(name: str, query: Any) -> rx.Component:
    """Those that are chosen."""
    every = f"/api/exports/{name}.csv?" + query
    these = f"/api/exports/{name}.csv?ids=" + BulkState.ticked.join(",")
    return _download(t("Export"), rx.cond(BulkState.is_all, every, these), look="default", sign="download")


def _download(words: Any, href: Any, *, look: Any = "plain", sign: str = "") -> rx.Component:
    """The browser asks for it itself: no page of ours stands behind this address."""
    return kit.link_button(words, href, look=look, size="small", sign=sign, reload_document=True, download=True)
