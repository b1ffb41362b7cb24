"""The frame of a portal: navigation at the side on a desk, below the thumb on a phone, and a way past it for keyboards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from wesupply_ui.portals.kit.badges import count
from wesupply_ui.portals.kit.buttons import link
from wesupply_ui.portals.kit.forms import plain_form
from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.overlays import drawer_with_trigger
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]
ON_PHONE = 4  # what fits below a thumb beside "More"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. `number` is a Var of waiting things, drawn when it is not empty; `heading` starts a group.

    `shown`: a Var that decides whether this person sees it; None: everybody. `keys`: what to press to go there ("g o").
    """

    href: str
    sign: str
    label: Text
    number: Any = None
    heading: Text = ""
    shown: Any = None
    keys: str = ""


def shell(
    *children: rx.Component,
    places: Sequence[Place],
    current: str,
    name: Text,
    account: rx.Component | None = None,
    corner: rx.Component | None = None,
    tools: Sequence[rx.Component] = (),
) -> rx.Component:
    """A portal's whole page. `places[:4]` are on the phone's bar; `current`: the href of the place we are in; `name`: the merchant's.

    `corner`: what stands where the name would; `tools`: what is at hand above every screen.
    """
    return rx.el.div(
        _skip(),
        rx.el.aside(
            corner or _brand(name),
            _navigation(places, current),
            rx.el.div(account or rx.fragment(), class_name="mt-auto pt-4"),
            class_name="side",
        ),
        rx.el.div(
            rx.el.header(
                rx.el.div(corner or _brand(name), class_name="top-name"),
                *([rx.el.div(*tools, class_name="tools")] if tools else []),
                class_name="top",
            ),
            rx.el.main(*children, id="content", tab_index=-1),
            class_name="frame",
        ),
        _bottom_bar(places, current, account),
        class_name="shell",
        data_nav="",
    )


def open_shell(*children: rx.Component, head: rx.Component | None = None, foot: rx.Component | None = None, **props: Any) -> rx.Component:
    """A page without navigation: for shoppers and for signing in. `props` may carry `style` and `class_name` of a brand."""
    class_name = f"shell {props.pop('class_name', '')}".strip()
    return rx.el.div(
        _skip(),
        rx.el.div(
            *([rx.el.header(head, class_name="top")] if head is not None else []),
            rx.el.main(*children, id="content", tab_index=-1),
            *([rx.el.footer(foot, class_name="p-4 text-faint text-small")] if foot is not None else []),
            class_name="frame",
        ),
        class_name=class_name,
        **props,
    )


def account_menu(name: Text, role: Text, *entries: rx.Component, sign_out: str = "/sign-out") -> rx.Component:
    """Who is signed in, `entries` of the portal, the theme, and the way out (a plain form: the session's cookie belongs to HTTP)."""
    themes = (("system", t("As my system")), ("light", t("Light")), ("dark", t("Dark")))
    return rx.el.details(
        rx.el.summary(
            icon("circle_user"),
            rx.el.span(name, class_name="truncate"),
            icon("chevrons_up_down", class_name="ms-auto"),
            class_name="nav-link",
        ),
        rx.el.div(
            rx.el.p(role, class_name="px-3 py-2 text-small text-faint"),
            link(rx.fragment(icon("user_cog"), t("Your account")), "/app/account", class_name="nav-link w-full"),
            *entries,
            *(rx.el.button(word, type="button", class_name="nav-link w-full", data_choose_theme=choice) for choice, word in themes),
            plain_form(rx.el.button(icon("log_out"), t("Sign out"), type="submit", class_name="nav-link w-full"), action=sign_out),
        ),
        class_name="menu",
        data_side="up",
    )


def _skip() -> rx.Component:
    # Not `rx.el.a`, a router's link: that one names the page once more, and is then no skip link to readers.
    return A.create(t("Skip to content"), href="#content", class_name="button skip")


def _brand(name: Text) -> rx.Component:
    return rx.el.div(
        rx.el.span(icon("package_check"), class_name="avatar"),
        rx.el.strong(name, class_name="truncate"),
        class_name="flex items-center gap-3 px-1 py-2 min-w-0",
    )


def _navigation(places: Sequence[Place], current: str) -> rx.Component:
    entries: list[rx.Component] = []
    for place in places:
        if isinstance(place.heading, rx.Var) or place.heading:
            entries.append(rx.el.p(place.heading, class_name="nav-heading"))
        entries.append(_entry(place, current, "nav-link"))
    return rx.el.nav(*entries, aria_label=t("Main"), class_name="flex flex-col gap-1")


def _entry(place: Place, current: str, class_name: str) -> rx.Component:
    here = {"aria_current": "page"} if place.href == current else {}
    if place.keys:
        here |= {"data_key": place.keys, "aria_keyshortcuts": place.keys}
    number = [] if place.number is None else [rx.cond(place.number, count(place.number), rx.fragment())]
    inside = rx.fragment(icon(place.sign), rx.el.span(place.label, class_name="truncate"), *number)
    entry = link(inside, place.href, class_name=class_name, **here)
    return entry if place.shown is None else rx.cond(place.shown, entry, rx.fragment())


def _bottom_bar(places: Sequence[Place], current: str, account: rx.Component | None) -> rx.Component:
    more = drawer_with_trigger(
        rx.el.button(icon("menu"), rx.el.span(t("More")), type="button"),
        _navigation(places, current),
        *([account] if account is not None else []),
        title=t("Everything"),
        side="bottom",
    )
    return rx.el.nav(
        *(_entry(place, current, "min-w-0") for place in places[:ON_PHONE]), more, aria_label=t("Main, short"), class_name="bottom"
    )
