"""What is at an address under /api where there is nothing? A problem document, not the page that people get."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from starlette.routing import BaseRoute, Match

from wesupply_ui.api.admission import for_anyone
from wesupply_ui.api.problems import problem

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def add_nowhere(app: FastAPI) -> None:
    """Add the last route. The pages are mounted behind it and would answer everything else, wrong methods included."""

    somewhere = tuple(app.routes)

    async def nowhere(request: Request) -> Response:
        allowed = _allowed(somewhere, request)
        if allowed:
            return problem(405, "method_not_allowed", "This address does not take this method.", headers={"Allow": ", ".join(allowed)})
        return problem(404, "not_found", "There is nothing at this address.")

    app.add_api_route("/api/{path:path}", nowhere, methods=_METHODS, include_in_schema=False, dependencies=[for_anyone("is nowhere")])


def _allowed(routes: Sequence[BaseRoute], request: Request) -> list[str]:
    """The methods that this address does take."""
    scopes = {method: {**request.scope, "method": method} for method in _METHODS}
    return [method for method, scope in scopes.items() if any(route.matches(scope)[0] is Match.FULL for route in routes)]
