"""Somebody with a websocket and no session: speaks to the event socket as a browser would, and keeps every answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import aiohttp

PROTOCOL = "0.10.1"  # Reflex names its version as the websocket's subprotocol
NAMESPACE = "/_event"


class Stranger:
    """One open socket. `call` sends an event; `answers` returns what came back until the line was quiet."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, path: str) -> None:
        self._socket = socket
        self._path = path

    async def call(self, name: str, payload: Mapping[str, Any] | None = None) -> None:
        """Call one handler by its full name."""
        router = {"pathname": self._path, "asPath": self._path, "query": {}}
        event = {"name": name, "payload": dict(payload or {}), "router_data": router}
        await self._socket.send_str(f"42{NAMESPACE}," + json.dumps(["event", event]))

    async def answers(self, quiet_seconds: float = 0.25) -> list[dict[str, Any]]:
        """Every update since the last time; ends when nothing came for a while."""
        found: list[dict[str, Any]] = []
        while True:
            try:
                message = await self._socket.receive(timeout=quiet_seconds)
            except TimeoutError:
                return found
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise AssertionError(f"The socket was closed: {message}")
            if message.data == "2":
                await self._socket.send_str("3")
            elif message.data.startswith(f"42{NAMESPACE},"):
                name, *rest = json.loads(message.data.removeprefix(f"42{NAMESPACE},"))
                found += [rest[0]] if name == "event" else []


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
