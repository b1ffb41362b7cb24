"""What is there under a shop's own host? Its look-up, its orders, and the files that pages are made of; nothing for staff or machines."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from wesupply_ui.domain.hosts.queries import Site
from wesupply_ui.kernel.language import first_known, speaking
from wesupply_ui.portals.shopper.drawing import answer, document
from wesupply_ui.portals.shopper.words import NOTHING_HERE, lost_row

NOTHING = "nothing"
RETURN, RETURNS = "return", "returns"
_FILES = ("/assets/", "/media/", "/demo/", "/_event")
_KINDS = (".css", ".js", ".svg", ".png", ".ico", ".webmanifest")


def address_under(scope: Scope, site: Site) -> tuple[str, str]:
    """("s", slug), ("t", token), (RETURN, the rest), (RETURNS, slug), ("r", token or token/file), or `NOTHING`; ("", "") for files and
    the live page's socket."""
    path: str = scope["path"]
    if scope["type"] == "websocket":
        return ("", "") if path.startswith("/_event") else (NOTHING, "")
    parts = path.strip("/").split("/")
    if parts == [RETURNS] or (len(parts) == 3 and (parts[0], parts[2]) == ("s", RETURNS) and parts[1]):
        return RETURNS, site.slug if len(parts) == 1 else parts[1]
    if path == "/" or parts == ["track"]:
        return "s", site.slug
    if len(parts) == 2 and parts[0] in ("s", "t") and parts[1]:
        return parts[0], parts[1]
    if is_return(parts):
        return RETURN, rest_of(parts)
    if parts[0] == "r" and len(parts) in (2, 3) and all(parts):
        return "r", "/".join(parts[1:])
    is_file = path.startswith(_FILES) or (len(parts) == 1 and path.endswith(_KINDS))
    return ("", "") if is_file else (NOTHING, "")


def is_return(parts: list[str]) -> bool:
    """Whether an address is one of an order's return: /t/<token>/return and what is below it."""
    return len(parts) >= 3 and parts[0] == "t" and bool(parts[1]) and parts[2] == RETURN


def rest_of(parts: list[str]) -> str:
    """Its token and what comes after the word."""
    return "/".join([parts[1], *parts[3:]])


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    """404, with a way to the look-up; a socket is not opened."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4404})
        return
    request = Request(scope, receive)
    with speaking(first_known(request.headers.get("accept-language", ""))):
        row = lost_row(NOTHING_HERE)
        html = document("lost.html", title=row.headline, headline=row.headline, words=row.words)
    await answer(request, html, status=404)(scope, receive, send)
