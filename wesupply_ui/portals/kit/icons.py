"""Pictures that go with words: lucide outlines, hidden from readers unless they stand alone."""

from __future__ import annotations

import reflex as rx
from reflex_components_lucide.icon import Icon

Text = str | rx.Var[str]


def icon(name: str, *, label: Text = "", class_name: str = "") -> rx.Component:
    """A lucide icon by its name with underscores ("truck"). With `label` it speaks for itself; without, the words beside it do."""
    spoken = {"role": "img", "aria-label": label} if isinstance(label, rx.Var) or label else {"aria-hidden": "true"}
    return Icon.create(name, class_name=f"icon {class_name}".strip(), custom_attrs=spoken)
