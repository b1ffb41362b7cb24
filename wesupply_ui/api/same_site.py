"""Does a request that a session's cookie may authorise come from a page of this site? Another site's page may not act with it.

ASGI middleware before every route, those of the pages included. Browsers say where a request comes from (Sec-Fetch-Site, else Origin,
else Referer); a program that says nothing holds no cookie that somebody else could misuse. A socket is stricter: browsers always name
the origin there, so that a session's cookie without one is refused.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from wesupply_ui.api.problems import problem
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel.settings import settings

_READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
EXEMPT = ("/api/v1/", "/api/webhooks/", "/s/")
"""Never authorised by a cookie: bearer tokens, partners' signatures, and the shoppers' look-up, which other sites' forms may use."""


class SameSite:
    """Refuses with 403 what comes from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and is_foreign_socket(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 4403})
        elif scope["type"] == "http" and _is_guarded(scope) and is_foreign(Headers(scope=scope)):
            await problem(403, "other_site", "This can only be sent from this site.")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that this comes from a page of another site."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    named = headers.get("origin", headers.get("referer"))
    return named is not None and not _is_ours(named, headers)


def is_foreign_socket(headers: Headers) -> bool:
    """As `is_foreign`, for a handshake; one with a session's cookie must name its origin."""
    origin = headers.get("origin")
    if origin is None:
        return _has_session(headers.get("cookie", ""))
    return not _is_ours(origin, headers)


def _is_guarded(scope: Scope) -> bool:
    return scope["method"] not in _READS and not scope["path"].startswith(EXEMPT)


def _is_ours(address: str, headers: Headers) -> bool:
    try:
        place = urlsplit(address).netloc.lower()
    except ValueError:
        return False
    return bool(place) and place in {headers.get("host", "").lower(), urlsplit(settings().base_url).netloc.lower()}


def _has_session(cookie: str) -> bool:
    try:
        return SESSION_COOKIE in SimpleCookie(cookie)
    except CookieError:
        return SESSION_COOKIE in cookie
