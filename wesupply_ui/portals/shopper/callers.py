"""From which address does a shopper come? The same answer for a page request and for an open page's socket."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from wesupply_ui.kernel.throttle import address_of


def address_of_request(request: Request) -> str:
    """Whom a page request is counted under."""
    return address_of(request.client.host if request.client else "", request.headers.get("x-forwarded-for", ""))


def address_of_page(router: Any) -> str:
    """Whom an event of an open page is counted under; `router` is the State's."""
    return address_of(router.session.client_ip, router.headers.raw_headers.get("x-forwarded-for", ""))
