"""Drawing the shopper's pages on the server: the HTML that is there before any script, and where there is none at all."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from wesupply_ui.kernel.language import language
from wesupply_ui.portals.content_policy import policy

_HERE = Path(__file__).parent
_ASSETS = _HERE.parents[2] / "assets"
_environment = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)
# What every answer to a shopper says: nothing is indexed, kept by caches, framed elsewhere or told to the next site.
_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding, Accept-Language",
}


def drawn(template: str, **values: Any) -> Markup:
    """One template with these values, every one of them escaped."""
    return Markup(_environment.get_template(template).render(**values))  # noqa: S704  (the environment escapes)


def document(
    template: str, *, title: str, sheets: tuple[str, ...] = (), referrer: str = "no-referrer", script: str = "", **values: Any
) -> str:
    """A whole page that needs no script. A `page` of somebody's brings its preview, its sign and whose it is.

    `sheets`: style sheets of its own; `script`: the address of one that makes it more pleasant.
    """
    page = values.get("page")
    own = {"preview": page.preview, "site": page.brand.name, "sign": page.brand.logo_url} if page else {"preview": None, "sign": ""}
    return drawn(
        "document.html",
        title=title,
        sheet=sheet(*sheets, shadow=False),
        referrer=referrer,
        script=script,
        body=drawn(template, **values),
        language=page.labels.language if page and page.labels.language else language(),
        **own,
    )


@lru_cache(maxsize=8)
def sheet(*more: str, shadow: bool) -> Markup:
    """Tokens and the shopper's classes as one style sheet, with `more` of them, to be written into a page.

    In a shadow root the tokens belong to its host.
    """
    css = "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in ("tokens.css", "shopper.css", *more))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return Markup(css.replace(":root", ":host") if shadow else css)  # noqa: S704  (our own file)


@lru_cache(maxsize=1)
def takeover() -> Markup:
    """The script that ends the server's drawing once the live page stands."""
    return Markup((_HERE / "takeover.js").read_text(encoding="utf-8"))  # noqa: S704  (our own file)


def answer(
    request: Request,
    html: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    hashes: Iterable[str] = (),
    within: Iterable[str] = (),
) -> Response:
    """The page as a response, compressed where the browser takes it. `hashes`: of the inline scripts that it may run; `within`: the sites
    that may show it, beside this one."""
    allowed = policy(hashes, frame_ancestors=("'self'", *within), posts_home=False)
    body, said = html.encode(), _HEADERS | {"Content-Security-Policy": allowed} | (headers or {})
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, said = gzip.compress(body, 6, mtime=0), said | {"Content-Encoding": "gzip"}
    return Response(body, status, said, media_type="text/html")
