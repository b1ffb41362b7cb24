"""How is it going, in a word? A tone has a colour, an icon and a word, so that colour never speaks alone."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.icons import icon

TONES = ("moving", "done", "attention", "problem", "quiet")
_ICONS = {"moving": "truck", "done": "circle_check", "attention": "clock_alert", "problem": "triangle_alert", "quiet": "circle_dashed"}

Text = str | rx.Var[str]


def tone_icon(tone: Text) -> Any:
    """The icon of a tone, also when the tone is only known in the browser."""
    if isinstance(tone, str):
        return icon(_ICONS.get(tone, _ICONS["quiet"]))
    return rx.match(tone, *((name, icon(_ICONS[name])) for name in TONES if name != "quiet"), icon(_ICONS["quiet"]))


def badge(word: Text, tone: Text = "quiet", **props: Any) -> rx.Component:
    """A small state in a list or beside a title. `tone` is one of `TONES`, as a string or a row's field."""
    return rx.el.span(tone_icon(tone), word, class_name="badge", data_tone=tone, **props)


def notice(*children: rx.Component | Text, tone: Text = "quiet", **props: Any) -> rx.Component:
    """A paragraph that wants attention inside a page. For something that just happened to the person use `toast`."""
    return rx.el.div(tone_icon(tone), rx.el.div(*children), class_name="notice", data_tone=tone, **props)


def count(number: Text | int | rx.Var[int]) -> rx.Component:
    """A number in a pill, beside a tab or a navigation word."""
    return rx.el.span(number, class_name="count")
