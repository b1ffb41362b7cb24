"""How pages and their parts leave the house: under the address that was asked for, cached as long as is right, with safe headers."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.content_policy import BuiltPolicies, policy

BUILT_PAGES = Path(".web/build/client")
# Names under /assets carry a hash of their content, so what they name never changes. Pages are asked for anew, and answered "not modified".
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), serial=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
}
# What only makes sense over TLS: elsewhere browsers pass over the one and complain about the other.
SAFE_OVER_TLS = {
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Delivery:
    """ASGI middleware around pages and API. Headers that an answer has already are left alone."""

    def __init__(self, app: ASGIApp, pages: Path = BUILT_PAGES) -> None:
        self._app = app
        self._policies = BuiltPolicies(pages)
        self._safe = SAFE | (SAFE_OVER_TLS if settings().is_https else {})
        self._plain = (
            frozenset(f"/{path.relative_to(pages).with_suffix('')}" for path in pages.rglob("*.html")) if pages.is_dir() else frozenset()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = asked = scope["path"]
        if scope["method"] in ("GET", "HEAD") and path in self._plain:
            # Static files would send "/login" to "/login/"; every link would cost a round trip more.
            scope = {**scope, "path": f"{path}.html", "raw_path": f"{path}.html".encode()}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._safe.items():
                    headers.setdefault(name, value)
                # "Not modified" has no type, and its policy takes the place of the one that the browser kept with the page.
                is_page = headers.get("content-type", "text/html").startswith("text/html")
                headers.setdefault("Content-Security-Policy", self._policies.of(asked) if is_page else policy())
                if path.startswith("/assets/") and message["status"] in (200, 304):
                    headers["Cache-Control"] = FOREVER
                else:
                    headers.setdefault("Cache-Control", ASK_AGAIN)
            await send(message)

        await self._app(scope, receive, send_with_headers)
