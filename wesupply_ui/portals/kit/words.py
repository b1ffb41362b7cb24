"""Words that a page draws by itself, in the language of whoever looks."""

from __future__ import annotations

from typing import Any

import reflex as rx


def t(text: str, **values: Any) -> Any:
    """The English text, said in the person's language; `{name}` is filled from `values`, which may be Vars."""
    if not values:
        return text
    parts: list[Any] = [text]
    for name, value in values.items():
        before, _, after = str(parts[-1]).partition("{" + name + "}")
        parts[-1:] = [before, value, after]
    said: Any = rx.Var.create("")
    for part in parts:
        said = said + (rx.Var.create(part).to(str) if not isinstance(part, rx.Var) else part.to(str))
    return said
