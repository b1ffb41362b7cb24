"""Which keys do what in the portal? The list that "?" opens; the keys themselves are `data-key` on what they press, heard by `kit.js`."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t

_EVERYWHERE = (
    (("/",), t("Search")),
    (("g", "h"), t("Overview")),
    (("g", "o"), t("Orders")),
    (("g", "s"), t("Shipments")),
    (("g", "e"), t("Exceptions")),
    (("g", "n"), t("Notifications")),
    (("?",), t("This list")),
    (("Esc",), t("Close what is open")),
)
_IN_LISTS = (
    (("j",), t("Next row")),
    (("k",), t("Row before")),
    (("Enter",), t("Open the row")),
    (("x",), t("Choose the row")),
)


def shortcuts() -> rx.Component:
    """The dialog and the button in the account menu that opens it."""
    button = rx.el.button(
        kit.icon("keyboard"), t("Keyboard shortcuts"), type="button", class_name="nav-link w-full", data_key="?", aria_keyshortcuts="?"
    )
    both = rx.el.div(_group(t("Everywhere"), _EVERYWHERE), _group(t("In lists"), _IN_LISTS), class_name="flex flex-col gap-4")
    return kit.dialog_with_trigger(
        button, both, title=t("Keyboard shortcuts"), about=t("They rest while you type, and while a dialog is open.")
    )


def _group(name: rx.Var, keys: tuple[tuple[tuple[str, ...], rx.Var], ...]) -> rx.Component:
    lines = (rx.el.div(rx.el.dt(words), rx.el.dd(*(rx.el.kbd(key) for key in pressed))) for pressed, words in keys)
    return rx.el.section(rx.el.h3(name, class_name="card-title"), rx.el.dl(*lines, class_name="keys"))
