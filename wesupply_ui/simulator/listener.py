"""HTTP/1.1, as little of it as carriers' clients need: keep-alive, pipelining and bodies with a length; no chunks, no TLS.

Written on a bare asyncio protocol because the simulator is also the other side of benchmarks: an answer costs about 0.1 ms of one
core here, twice that behind a web framework, and what it costs is missing from the side being measured.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

MAX_HEAD = 64 * 1024
MAX_BODY = 64 * 1024 * 1024
"""Bytes. A hundred thousand parcels fit into one registration."""

_REASONS = {status.value: status.phrase for status in HTTPStatus}


class Request:
    """One call. `path` is decoded and without the query; header names are lower case."""

    def __init__(self, method: str, target: str, headers: dict[str, str], body: bytes, peer: str) -> None:
        self.method, self.headers, self.body, self.peer = method, headers, body, peer
        path, _, self._query = target.partition("?")
        self.path = unquote(path) if "%" in path else path

    @cached_property
    def query(self) -> dict[str, str]:
        """The first value of each query parameter."""
        return {name: values[0] for name, values in parse_qs(self._query, keep_blank_values=True).items()}

    @cached_property
    def form(self) -> dict[str, str]:
        """The first value of each field of a form body; empty when the body is no text."""
        try:
            return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}
        except UnicodeDecodeError:
            return {}


class Reply(NamedTuple):
    """What to answer. `delay` in seconds before it is sent; `hang_up`: close instead of answering."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0
    hang_up: bool = False
    content_type: str = "application/json"


def rendered(reply: Reply) -> bytes:
    """A reply as bytes on the wire."""
    extra = "".join(f"{name}: {value}\r\n" for name, value in reply.headers)
    head = (
        f"HTTP/1.1 {reply.status} {_REASONS.get(reply.status, '')}\r\nContent-Type: {reply.content_type}\r\n"
        f"Content-Length: {len(reply.body)}\r\n{extra}\r\n"
    )
    return head.encode("latin-1") + reply.body


class Connection(asyncio.Protocol):
    """One client's connection. Requests are answered in the order they came, one at a time."""

    def __init__(self, handle: Callable[[Request], Reply], open_connections: set[Connection]) -> None:
        self._handle = handle
        self._open = open_connections
        self._buffer = bytearray()
        self._waiting: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self._expects: tuple[int, str, str, dict[str, str]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._peer = (transport.get_extra_info("peername") or ("",))[0]
        self._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.discard(self)
        if self._waiting:
            self._waiting.cancel()

    def close(self) -> None:
        """Drop the client, whatever it waits for."""
        if self._transport:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._pump()

    def _pump(self) -> None:
        while self._waiting is None:
            request = self._next_request()
            if request is None:
                return
            self._answer(request)

    def _next_request(self) -> Request | None:
        if self._expects is None:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return self._refuse(431) if len(self._buffer) > MAX_HEAD else None
            head = bytes(self._buffer[:end])
            del self._buffer[: end + 4]
            if not self._read_head(head):
                return None
        assert self._expects is not None
        length, method, target, headers = self._expects
        if len(self._buffer) < length:
            return None
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        self._expects = None
        return Request(method, target, headers, body, self._peer)

    def _read_head(self, head: bytes) -> bool:
        first, *lines = head.decode("latin-1").split("\r\n")
        parts = first.split(" ")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = headers.get("content-length", "0")
        if len(parts) != 3 or not length.isdigit():
            self._refuse(400)
        elif "transfer-encoding" in headers:
            self._refuse(411)
        elif int(length) > MAX_BODY:
            self._refuse(413)
        else:
            self._expects = (int(length), parts[0], parts[1], headers)
            if headers.get("expect", "").lower() == "100-continue" and self._transport:
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            return True
        return False

    def _refuse(self, status: int) -> None:
        self._buffer.clear()
        if self._transport and not self._transport.is_closing():
            self._transport.write(rendered(Reply(status, b"{}", (("Connection", "close"),))))
            self._transport.close()

    def _answer(self, request: Request) -> None:
        reply = self._handle(request)
        if reply.delay > 0:
            self._waiting = asyncio.get_running_loop().call_later(reply.delay, self._send_late, reply, request)
        else:
            self._send(reply, request)

    def _send_late(self, reply: Reply, request: Request) -> None:
        self._waiting = None
        self._send(reply, request)
        self._pump()

    def _send(self, reply: Reply, request: Request) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if reply.hang_up:
            self._transport.abort()
            return
        self._transport.write(rendered(reply))
        if request.headers.get("connection", "").lower() == "close":
            self._transport.close()
