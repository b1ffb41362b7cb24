"""What did the caller send? Reads a request's body within a limit, and JSON with the place where it is broken."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Request, Response

from wesupply_ui.api.problems import Refused
from wesupply_ui.kernel.settings import settings


async def read_body(request: Request, most: int | None = None) -> bytes:
    """The body's bytes. 413 as soon as there are more than `most` (default: the setting), whatever Content-Length says."""
    most = most or settings().max_body_bytes
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise _too_large(most)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise _too_large(most)
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(most: int) -> Refused:
    return Refused(413, "too_large", f"The body is larger than {most} bytes; send it in parts.", limit_bytes=most)


async def read_json_bytes(request: Request) -> bytes:
    """A body that says it is JSON. 415 for another media type or a compressed body."""
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media != "application/json" and not media.endswith("+json"):
        raise Refused(415, "media_type", f"Send application/json, not {media[:80] or 'nothing'}.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(415, "media_type", "Send the body uncompressed.")
    return await read_body(request)


def parsed(body: bytes) -> Any:
    """The JSON value. 400 with line, column and byte offset when it is broken."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        _refuse_broken_text(body)
        place = {"line": error.lineno, "column": error.colno, "offset": error.pos}
        said = f"The body is not JSON: {error.msg.partition(':')[0]} at line {error.lineno}, column {error.colno}."
        raise Refused(400, "broken_json", said, **place) from error


def _refuse_broken_text(body: bytes) -> None:
    """Raises 400 with the place when the body is not UTF-8, of which the parser only says that it is so, somewhere."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        place = {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n"), "offset": error.start}
        said = f"The body is not UTF-8: byte 0x{body[error.start]:02x} at line {place['line']}, column {place['column']}."
        raise Refused(400, "broken_json", said, **place) from error


def as_object(value: Any) -> dict[str, Any]:
    """A JSON object. 422 for anything else."""
    if not isinstance(value, dict):
        raise Refused(422, "invalid", "Send a JSON object.")
    return value


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON that nobody on the way may keep."""
    return Response(orjson.dumps(value), status, {"Cache-Control": "no-store"} | (headers or {}), "application/json")
