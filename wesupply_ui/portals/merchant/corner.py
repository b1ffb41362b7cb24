"""The corner that says at which merchant one is, and for who works at several the way to the others."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.person import PersonState


def corner() -> rx.Component:
    """The merchant's name; a menu of all one's merchants when there is more than one."""
    here = rx.fragment(
        rx.el.span(kit.icon("package_check"), class_name="avatar"), rx.el.strong(PersonState.merchant, class_name="truncate")
    )
    alone = rx.el.div(here, class_name="flex items-center gap-3 px-1 py-2 min-w-0")
    return rx.cond(PersonState.workplaces.length() > 1, _switcher(here), alone)


def _switcher(here: rx.Component) -> rx.Component:
    return rx.el.details(
        rx.el.summary(here, kit.icon("chevrons_up_down", class_name="ms-auto"), class_name="nav-link"),
        rx.el.div(
            # A plain form: another merchant means another session's cookie, and that belongs to HTTP.
            kit.plain_form(
                rx.el.p(t("Go on at"), class_name="px-3 py-2 text-small text-faint"),
                rx.foreach(PersonState.workplaces, _workplace),
                action="/api/switch-merchant",
            ),
        ),
        class_name="menu switcher",
        aria_label=t("Merchants"),
    )


def _workplace(each: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(rx.el.strong(each.name, class_name="block truncate"), rx.el.span(each.role, class_name="text-small text-faint")),
        rx.cond(each.is_here, kit.icon("check", class_name="ms-auto"), rx.fragment()),
        type="submit",
        name="merchant",
        value=each.slug,
        class_name="nav-link w-full text-start",
        aria_current=rx.cond(each.is_here, "true", "false"),
        key=each.slug,
    )
