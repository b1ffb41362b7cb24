"""Somebody with a websocket and no session: speaks to the event socket as a browser would, and keeps every answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import aiohttp

PROTOCOL = "0.10.1"  # Reflex names its version as the websocket's subprotocol
NAMESPACE = "/_event"


class Stranger:
    """One open socket. `call` sends an event; `answers` returns what came back until the line was quiet. `received`: characters so far."""

    received = 0

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, path: str) -> None:
        self._socket = socket
        self.go(path)

    def go(self, path: str) -> None:
        """Another address, query included; what its `on_load` does has to be called."""
        self._path, _, query = path.partition("?")
        self._query = dict(parse_qsl(query))

    async def call(self, name: str, payload: Mapping[str, Any] | None = None) -> None:
        """Call one handler by its full name."""
        shown = f"{self._path}?{urlencode(self._query)}" if self._query else self._path
        router = {"pathname": self._path, "asPath": shown, "query": self._query}
        event = {"name": name, "payload": dict(payload or {}), "router_data": router}
        await self._socket.send_str(f"42{NAMESPACE}," + json.dumps(["event", event]))

    async def answers(self, quiet_seconds: float = 0.25) -> list[dict[str, Any]]:
        """Every update since the last time; ends when nothing came for a while."""
        found: list[dict[str, Any]] = []
        while True:
            try:
                found.append(await self.answer(quiet_seconds))
            except TimeoutError:
                return found

    async def answer(self, seconds: float = 10.0) -> dict[str, Any]:
        """The next update; TimeoutError when the line is quiet for that long."""
        while True:
            message = await self._socket.receive(timeout=seconds)
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise AssertionError(f"The socket was closed: {message}")
            if message.data == "2":
                await self._socket.send_str("3")
            elif message.data.startswith(f"42{NAMESPACE},"):
                self.received += len(message.data)
                name, *rest = json.loads(message.data.removeprefix(f"42{NAMESPACE},"))
                if name == "event":
                    return rest[0]


@asynccontextmanager
async def connected(base_url: str, *, path: str = "/", cookie: str = "", origin: str | None = None) -> AsyncIterator[Stranger]:
    """Open the socket as a page at `path` would. `cookie` is the header's text; an empty `origin` is not sent."""
    address = f"{base_url.replace('http', 'ws', 1)}{NAMESPACE}/?token={uuid4()}&EIO=4&transport=websocket"
    named = {"Origin": base_url if origin is None else origin} if origin != "" else {}
    headers = named | ({"Cookie": cookie} if cookie else {})
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.ws_connect(address, protocols=[PROTOCOL], headers=headers, timeout=aiohttp.ClientWSTimeout(ws_close=2)) as socket,
    ):
        await socket.receive(timeout=5)
        await socket.send_str(f"40{NAMESPACE},")
        async with asyncio.timeout(5):
            while not (await socket.receive()).data.startswith(f"40{NAMESPACE}"):
                pass
        yield Stranger(socket, path)
