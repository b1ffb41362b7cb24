"""What did a browser send? Reads a form as it streams in, with or without files, within limits; what is too much is left out and noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from wesupply_ui.domain.returns.photos.develop import MOST_BYTES
from wesupply_ui.kernel.intake import storable

MOST_TEXT = 300_000
MOST_BODY = 60_000_000
MOST_PARTS = 2000
MOST_FILES = 20


@dataclass
class Sent:
    """A form. `files`: (field, content), empty for one that was too large. `is_cut`: more came than is read."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    is_cut: bool = False

    def text(self, name: str, most: int = 500) -> str:
        """A field, without what can't be stored."""
        value = self.fields.get(name, "")[:most]
        return value.strip() if storable(value) else ""


async def read_form(request: Request) -> Sent:
    """The whole form. Nothing is kept of what no browser sends."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    sent = Sent()
    if kind == b"multipart/form-data" and options.get(b"boundary"):
        await _read_parts(request, options[b"boundary"], sent)
        return sent
    body = await _read_all(request, sent)
    for name, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=None)[:MOST_PARTS]:
        sent.fields[name] = value
    return sent


async def _read_all(request: Request, sent: Sent) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) <= MOST_TEXT:
            body += chunk
        else:
            sent.is_cut = True
    return bytes(body) if not sent.is_cut else b""


class _Parts:
    """Collects what the parser finds."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value = bytearray(), bytearray()
        self._content = bytearray()
        self._is_large = False
        self._text = self._count = 0

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header,
            "on_part_data": lambda data, start, end: self._add(data[start:end]),
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._headers, self._content, self._is_large = {}, bytearray(), False

    def _header(self) -> None:
        self._headers[bytes(self._name).lower()] = bytes(self._value)
        self._name, self._value = bytearray(), bytearray()

    def _add(self, data: bytes) -> None:
        if len(self._content) + len(data) > MOST_BYTES:
            self._is_large, self._content = True, bytearray()
        if not self._is_large:
            self._content += data

    def _end(self) -> None:
        _kind, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", "replace")[:200]
        self._count += 1
        if not name or self._count > MOST_PARTS:
            return
        if b"filename" in options:
            # An input without a file sends a nameless, empty one.
            if (options[b"filename"] or self._content) and len(self.sent.files) < MOST_FILES:
                self.sent.files.append((name, bytes(self._content)))
            return
        self._text += len(self._content)
        if self._text <= MOST_TEXT:
            self.sent.fields[name] = self._content.decode("utf-8", "replace")
        else:
            self.sent.is_cut = True


async def _read_parts(request: Request, boundary: bytes, sent: Sent) -> None:
    parser = MultipartParser(boundary, _Parts(sent).callbacks())  # type: ignore[arg-type]
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_BODY:
                sent.is_cut = True
                return
            parser.write(chunk)
        parser.finalize()
    except FormParserError:
        sent.is_cut = True
