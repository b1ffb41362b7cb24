"""What every endpoint of the API has in common on the way out: what is left of the caller's limit."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute


class _Door(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            response = await inner(request)
            response.headers.update(getattr(request.state, "rate_headers", {}))
            return response

        return handle


def door(**options: Any) -> APIRouter:
    """A router whose answers carry the RateLimit-* headers."""
    return APIRouter(route_class=_Door, **options)
