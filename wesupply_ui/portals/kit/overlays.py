"""What lies over the page: a dialog asks, a drawer shows more without leaving. Radix keeps focus inside and gives it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx
from reflex_components_radix.primitives.dialog import (
    DialogClose,
    DialogContent,
    DialogDescription,
    DialogOverlay,
    DialogPortal,
    DialogRoot,
    DialogTitle,
    DialogTrigger,
)

from wesupply_ui.portals.kit.buttons import icon_button
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]
Part = rx.Component | str | rx.Var
Side = Literal["end", "bottom"]


def dialog(
    *children: Part,
    title: Text,
    open: bool | rx.Var[bool],
    on_open_change: Any,
    about: Text | None = None,
    foot: Sequence[rx.Component] = (),
) -> rx.Component:
    """Asks something. Opened by State: `open=S.asking, on_open_change=S.set_asking` (a marked handler that takes a bool)."""
    return _root(_sheet("dialog", title, about, children, foot), open=open, on_open_change=on_open_change)


def dialog_with_trigger(
    trigger: rx.Component,
    *children: Part,
    title: Text,
    about: Text | None = None,
    foot: Sequence[rx.Component] = (),
    on_open_change: Any = None,
    class_name: str = "dialog",
) -> rx.Component:
    """As `dialog`, opened by its own button, without asking the server. `closing(button)` makes a button close it."""
    heard = {} if on_open_change is None else {"on_open_change": on_open_change}
    return _root(DialogTrigger.create(trigger, as_child=True), _sheet(class_name, title, about, children, foot), **heard)


def drawer(
    *children: Part,
    title: Text,
    open: bool | rx.Var[bool],
    on_open_change: Any,
    about: Text | None = None,
    foot: Sequence[rx.Component] = (),
    side: Side = "end",
) -> rx.Component:
    """Shows one thing beside the list it came from; from below with `side="bottom"`."""
    return _root(_sheet("drawer", title, about, children, foot, side), open=open, on_open_change=on_open_change)


def drawer_with_trigger(trigger: rx.Component, *children: Part, title: Text, side: Side = "end") -> rx.Component:
    """As `drawer`, opened by its own button."""
    return _root(DialogTrigger.create(trigger, as_child=True), _sheet("drawer", title, None, children, (), side))


def closing(button: rx.Component) -> rx.Component:
    """A button in the foot that also closes what it is in."""
    return DialogClose.create(button, as_child=True)


def _root(*children: rx.Component, **props: Any) -> rx.Component:
    return DialogRoot.create(*children, **props)


def _sheet(
    kind: str, title: Text, about: Text | None, children: Sequence[Part], foot: Sequence[rx.Component], side: str = "end"
) -> rx.Component:
    words = [] if about is None else [DialogDescription.create(about, class_name="text-soft")]
    head = rx.el.div(
        rx.el.div(DialogTitle.create(title), *words),
        DialogClose.create(icon_button("x", t("Close")), as_child=True),
        class_name="floating-head",
    )

    return DialogPortal.create(
        DialogOverlay.create(class_name="veil"),
        DialogContent.create(
            head,
            *children,
            *([rx.el.div(*foot, class_name="floating-foot")] if foot else []),
            class_name=kind,
            custom_attrs={"data-side": side},
        ),
    )
