"""Draws the bell with its figure, and the drawer with the notices."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.inbox.state import InboxState as S


def bell() -> rx.Component:
    """The button and what it opens."""
    label = rx.cond(S.unread, t("Notifications, {count} unread", count=S.unread), t("Notifications"))
    button = rx.el.button(
        kit.icon("bell"),
        rx.cond(S.unread, rx.el.span(S.unread, class_name="count", aria_hidden="true"), rx.fragment()),
        type="button",
        class_name="button bell",
        data_square="",
        data_look="plain",
        data_key="g n",
        aria_label=label,
        aria_keyshortcuts="g n",
        on_click=S.set_open(True),
    )
    return rx.fragment(button, kit.drawer(_list(), title=t("Notifications"), open=S.is_open, on_open_change=S.set_open, foot=[_all_read()]))


def _all_read() -> rx.Component:
    return kit.button(t("Mark all as read"), sign="check_check", on_click=S.read_all, disabled=S.unread == "")


def _list() -> rx.Component:
    words = t("Lost, damaged and returned parcels, finished imports and the like are told here.")
    rows = rx.el.ul(rx.foreach(S.rows, _row), class_name="notices", aria_label=t("Notifications, newest first"))
    none = kit.empty_state(t("Nothing to know of"), words, sign="bell")
    return rx.cond(S.loaded, rx.cond(S.rows.length() > 0, rows, none), kit.skeleton(6, height=24))


def _row(row: Any) -> rx.Component:
    read = kit.icon_button("check", t("Mark as read"), size="small", on_click=S.read(row.id))
    words = kit.link(row.words, row.href, class_name="row-link", on_click=S.read(row.id))
    return rx.el.li(
        kit.tone_icon(row.tone),
        rx.el.div(
            rx.cond(row.is_read, rx.fragment(), rx.el.span(t("Unread"), ": ", class_name="unseen")),
            words,
            rx.el.p(row.detail, class_name="text-small text-faint"),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(row.is_read, rx.fragment(), read),
        data_read=rx.cond(row.is_read, "yes", "no"),
        data_tone=row.tone,
        key=row.id,
        data_testid="notice",
    )
