"""What does the API say when something is wrong? RFC 9457 problem details, the same shape for every cause."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from wesupply_ui.kernel.errors import FieldProblem, Situation, TooMany
from wesupply_ui.kernel.room import has_no_room
from wesupply_ui.kernel.settings import settings

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger(__name__)

NO_ROOM = "The server could not keep this: its disk is full or cannot be written. Tell whoever runs this installation."
_TITLES = {
    400: "The request cannot be read",
    401: "Sign-in needed",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    415: "Media type not taken",
    422: "The input cannot be taken",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "Not ready",
    507: "No room",
}


class Refused(Situation):
    """A request that never reaches a use case, for a reason that HTTP has a number for."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status, self.code, self.more = status, code, more


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    problems: Iterable[FieldProblem] = (),
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """One problem document. `type` ends in the code, with hyphens; `problems` names fields; `more` are further members."""
    body: dict[str, Any] = {
        "type": f"{settings().base_url.rstrip('/')}/api/problems/{code.replace('_', '-')}",
        "title": _TITLES.get(status, "Problem"),
        "status": status,
        "detail": detail,
    }
    fields = [{"field": each.field, "message": each.message} for each in problems]
    body |= more | ({"problems": fields} if fields else {})
    return Response(orjson.dumps(body), status, {"Cache-Control": "no-store"} | (headers or {}), MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Every exception of this app becomes a problem document."""
    app.add_exception_handler(Situation, _situation)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _situation(request: Request, error: Exception) -> Response:
    assert isinstance(error, Situation)
    headers = dict(getattr(request.state, "rate_headers", {}))
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(ceil(error.retry_after))
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    headers |= getattr(error, "headers", {})
    return problem(error.status, error.code, error.message, problems=error.problems, headers=headers, **getattr(error, "more", {}))


async def _validation(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [FieldProblem(".".join(str(part) for part in each["loc"][1:]), each["msg"]) for each in error.errors()]
    return problem(422, "invalid", "The request has parameters that cannot be taken.", problems=found)


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not_found", 405: "method_not_allowed"}
    detail = {404: "There is nothing at this address.", 405: "This address does not take this method."}.get(error.status_code, error.detail)
    headers = dict(error.headers or {})
    return problem(error.status_code, codes.get(error.status_code, "problem"), detail, headers=headers)


async def _unforeseen(request: Request, error: Exception) -> Response:
    _log.error("api.unforeseen", path=request.url.path, error=type(error).__name__, exc_info=error)
    if has_no_room(error):
        return problem(507, "no_room", NO_ROOM)
    return problem(500, "internal", "Something went wrong here. It has been noted; try again later.")
