"""What people press. One primary button a screen; the rest is plain or default."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]
Look = Literal["default", "primary", "plain", "danger"]
Size = Literal["small", "medium", "large"]


def button(
    label: Text | rx.Component,
    *,
    look: Look = "default",
    size: Size = "medium",
    sign: str = "",
    busy: bool | rx.Var[bool] = False,
    **props: Any,
) -> rx.Component:
    """Does something here: `on_click=State.approve`. `sign` is an icon's name. While `busy` it can't be pressed again."""
    props.setdefault("type", "button")
    disabled = props.pop("disabled", False)
    inside = [icon(sign)] if sign else []
    return rx.el.button(
        *inside, label, class_name="button", data_look=look, data_size=size, disabled=_either(disabled, busy), aria_busy=busy, **props
    )


def icon_button(sign: str, label: Text, *, look: Look = "plain", size: Size = "medium", **props: Any) -> rx.Component:
    """A button of an icon alone; `label` is what readers hear and what hovering shows."""
    props.setdefault("type", "button")
    return rx.el.button(
        icon(sign), class_name="button", data_square="", data_look=look, data_size=size, aria_label=label, title=label, **props
    )


def link(label: Text | rx.Component, href: Text, **props: Any) -> rx.Component:
    """Goes to another page of ours, in place. Addresses of others: `outside_link`."""
    props.setdefault("class_name", "text-link")
    return ReactRouterLink.create(label, to=href, **props)


def outside_link(label: Text | rx.Component, href: Text, **props: Any) -> rx.Component:
    """Opens a page of others in a new tab, and says so to readers."""
    return rx.el.a(
        label,
        rx.el.span(" ", t("(opens a new tab)"), class_name="unseen"),
        href=href,
        target="_blank",
        rel="noopener noreferrer",
        class_name="text-link",
        **props,
    )


def link_button(label: Text, href: Text, *, look: Look = "default", size: Size = "medium", sign: str = "", **props: Any) -> rx.Component:
    """Goes to another page and looks like a button."""
    inside = [icon(sign)] if sign else []
    return ReactRouterLink.create(*inside, label, to=href, class_name="button", data_look=look, data_size=size, **props)


def copy_button(
    text: Text, *, label: Text | None = None, said: Text | None = None, size: Size = "small", look: Look = "plain"
) -> rx.Component:
    """Puts `text` on the clipboard without asking the server; a toast says `said`."""
    return rx.el.button(
        icon("copy"),
        t("Copy") if label is None else label,
        type="button",
        class_name="button",
        data_look=look,
        data_size=size,
        data_copy=text,
        data_copied=t("Copied") if said is None else said,
    )


def _either(disabled: bool | rx.Var[bool], busy: bool | rx.Var[bool]) -> Any:
    if isinstance(disabled, bool) and isinstance(busy, bool):
        return disabled or busy
    return rx.Var.create(disabled) | rx.Var.create(busy)
