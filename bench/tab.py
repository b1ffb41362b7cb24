"""A staff member's tab over the real socket: how long is it from a click until the server has answered all that the click leads to?"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from reflex_base.utils.format import format_event_handler

from tests.portals.stranger import Stranger, connected
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE

HYDRATE = "reflex___state____state.hydrate"
LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
_ROOT = "reflex___state____state"
_IS_LOADED = "is_hydrated_rx_state_"
Update = dict[str, Any]


class Tab:
    """`went_to` is the address where the last redirect led."""

    def __init__(self, socket: Stranger) -> None:
        self._socket = socket
        self.went_to = ""

    async def load(self, path: str) -> float:
        """Seconds until everything of that page has come."""
        begun = time.perf_counter()
        self._socket.go(path)
        await self._socket.call(LOAD)
        await self._until(lambda update: bool(update.get("delta", {}).get(_ROOT, {}).get(_IS_LOADED)))
        return time.perf_counter() - begun

    async def follow(self, handler: Any, **payload: Any) -> float:
        """Seconds until a click has led to another address, and that address has loaded."""
        begun = time.perf_counter()
        await self._socket.call(format_event_handler(handler), payload)
        update = await self._until(lambda update: _event(update, "_redirect") is not None)
        self.went_to = (_event(update, "_redirect") or {})["path"]
        return time.perf_counter() - begun + await self.load(self.went_to)

    async def ask(self, handler: Any, ends: Callable[[Update], bool] | None = None, **payload: Any) -> float:
        """Seconds until a handler has answered in place: with the script that writes its address, or as `ends` says."""
        begun = time.perf_counter()
        await self._socket.call(format_event_handler(handler), payload)
        await self._until(
            ends or (lambda update: _event(update, "_call_script") is not None or _event(update, "_call_function") is not None)
        )
        return time.perf_counter() - begun

    async def rest(self) -> None:
        """Hear what still comes, so that it is not taken for the next answer."""
        await self._socket.answers(0.05)

    @property
    def received(self) -> int:
        """Characters that came so far."""
        return self._socket.received

    async def _until(self, ends: Callable[[Update], bool]) -> Update:
        while True:
            update = await self._socket.answer()
            if ends(update):
                return update


def values_of(update: Update, state: Any) -> dict[str, Any]:
    """What an update says of a State; names without Reflex's mark."""
    found = update.get("delta", {}).get(state.get_full_name(), {})
    return {name.removesuffix("_rx_state_"): value for name, value in found.items()}


def _event(update: Update, name: str) -> dict[str, Any] | None:
    return next((event["payload"] for event in update.get("events") or [] if event["name"] == name), None)


@asynccontextmanager
async def signed_in(url: str, token: str) -> AsyncIterator[Tab]:
    """A tab with a session's cookie, on the overview."""
    async with connected(url, path="/app", cookie=f"{SESSION_COOKIE}={token}") as socket:
        await socket.call(HYDRATE)
        await socket.answers()
        tab = Tab(socket)
        await tab.load("/app")
        await tab.rest()
        yield tab
