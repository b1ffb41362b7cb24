"""Boxes for things that belong together: a plain card, one figure, a list of facts, faces and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.icons import icon

Text = str | rx.Var[str]
Part = rx.Component | str | rx.Var


def card(*children: Part, title: Text | None = None, actions: Sequence[rx.Component] = (), **props: Any) -> rx.Component:
    """A box with an optional heading and actions at its end."""
    head = (
        []
        if title is None
        else [rx.el.header(rx.el.h2(title, class_name="card-title"), *([rx.el.div(*actions, class_name="actions")] if actions else []))]
    )
    return rx.el.section(*head, *children, class_name=f"card {props.pop('class_name', '')}".strip(), **props)


def stat_card(name: Text, figure: Text, *, against: Text | rx.Component = "", tone: Text | None = None) -> rx.Component:
    """One figure with what to compare it with ("yesterday 41"). Ready-made text: formatting is the row's business."""
    colour: dict[str, Any] = {} if tone is None else {"style": {"color": f"var(--{tone})"}}
    return rx.el.dl(
        rx.el.dt(name), rx.el.dd(figure, class_name="figure", **colour), rx.el.dd(against, class_name="against"), class_name="card stat"
    )


def stat_row(*cards: rx.Component) -> rx.Component:
    """Figures side by side: two on a phone, four on a desk."""
    return rx.el.div(*cards, class_name="grid grid-cols-2 lg:grid-cols-4 gap-3")


def facts(*pairs: tuple[Text, Part]) -> rx.Component:
    """Names and values, one under the other."""
    return rx.el.dl(*(part for name, value in pairs for part in (rx.el.dt(name), rx.el.dd(value))), class_name="facts")


def facts_card(title: Text, *pairs: tuple[Text, Part], actions: Sequence[rx.Component] = ()) -> rx.Component:
    """A card of facts."""
    return card(facts(*pairs), title=title, actions=actions)


def avatar(initials: Text) -> rx.Component:
    """A face's stand-in. Decoration: the name stands beside it."""
    return rx.el.span(initials, class_name="avatar", aria_hidden="true")


def initials_of(name: str) -> str:
    """One or two letters of a name, for `avatar`; "?" for nobody."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def thumbnail(address: Text, *, about: Text = "", size: str = "medium") -> rx.Component:
    """A picture of an article (small 28, medium 40, large 72 pixels), or a box where there is none. `about` is for readers."""
    picture = rx.el.img(src=address, alt=about, loading="lazy", decoding="async")
    nothing = icon("package", label=about if isinstance(about, str) else "")
    return rx.el.span(rx.cond(address, picture, nothing), class_name="thumb", data_size=size)
