"""What just happened, told for a few seconds at the edge of the page."""

from __future__ import annotations

import json
from typing import Any

import reflex as rx


def toast(text: str, *, tone: str = "done", seconds: int = 6) -> Any:
    """Return it from a handler: `return toast("Return approved")`. Problems stay longer."""
    stay = max(seconds, 10) if tone == "problem" else seconds
    return rx.call_script(f"globalThis.wesupply?.toast({_literal(text)}, {_literal(tone)}, {stay})")


def _literal(text: str) -> str:
    """A JavaScript string literal that can't break out of a script."""
    return json.dumps(text).replace("<", "\\u003c")
