"""Drawing the shopper's pages on the server: the HTML that is there before any script, and where there is none at all."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent
ASSETS = _HERE.parents[2] / "assets"
_environment = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)


def drawn(template: str, **values: Any) -> str:
    """One template with these values, every one of them escaped."""
    return _environment.get_template(template).render(**values)


@lru_cache(maxsize=2)
def sheet(*, shadow: bool) -> str:
    """Tokens and the shopper's classes as one style sheet, to be written into a page; in a shadow root the tokens belong to its host."""
    css = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in ("tokens.css", "shopper.css"))
    return css.replace(":root", ":host") if shadow else css
