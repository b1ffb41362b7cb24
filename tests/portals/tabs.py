"""A visitor's tab without a browser: events go through the guard as on the server, and answers are kept."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import dataclass, field
from typing import Any

import reflex as rx
from reflex_base.event import Event, EventHandler, EventSpec
from reflex_base.utils.format import format_event_handler

from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel.errors import Situation
from wesupply_ui.portals.access import Guard
from wesupply_ui.portals.problems import answer_to


@dataclass
class Answer:
    """What one event brought: whether the handler ran, and the events for the browser (redirects, toasts), as name → arguments."""

    ran: bool
    events: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def redirected_to(self) -> str | None:
        """The path of a redirect, if there was one; else where the tab goes when its browser has no newer session."""
        gone = re.search(r"goOn \?\? .*\)\)\((\".*?\"), ", self.said)
        return next((arguments["path"] for name, arguments in self.events if name == "_redirect"), json.loads(gone[1]) if gone else None)

    @property
    def said(self) -> str:
        """The script of toasts, to look for words in."""
        return " ".join(arguments.get("javascript_code", "") for name, arguments in self.events if name == "_call_script")


class Tab:
    """One tab: `session` is a session token, `params` are the route's arguments and the query."""

    def __init__(self, session: str | None = None, *, path: str = "/", token: str = "a-tab", **params: str) -> None:
        self._guard = Guard()
        self.root: Any = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]
        cookie = {"cookie": f"{SESSION_COOKIE}={session}"} if session else {}
        headers = {"origin": "http://localhost", **cookie}
        self._route = {
            "pathname": path,
            "asPath": path,
            "query": params,
            "token": token,
            "sid": "sid",
            "ip": "127.0.0.1",
            "headers": headers,
        }
        self._set_route()

    def sign_out(self) -> None:
        """The cookie is gone, as after signing out in this browser."""
        self._route["headers"] = {"origin": "http://localhost"}
        self._set_route()

    def go(self, path: str, **params: str) -> None:
        """Another address in the same tab; what its `on_load` does has to be called."""
        self._route |= {"pathname": path, "asPath": path, "query": params}
        self._set_route()

    async def state(self, cls: type[rx.State]) -> Any:
        """The State of this tab, to look at its vars."""
        return await self.root.get_state(cls)

    async def call(self, handler: Any, /, **payload: Any) -> Answer:
        """Call a handler by its class attribute: `await tab.call(OrdersState.poll, number="#5001")`."""
        return await self.send(format_event_handler(handler), handler=handler, **payload)

    async def send(self, name: str, /, *, handler: EventHandler | None = None, **payload: Any) -> Answer:
        """Send an event by its full name; without a handler only the guard is asked."""
        update = await self._guard.preprocess(None, self.root, Event(name=name, payload=payload))  # type: ignore[arg-type]
        if update is not None or handler is None:
            return Answer(ran=update is None, events=_readable(update.events if update else []))
        state = await self.root.get_state(handler.state)
        return Answer(ran=True, events=_readable(await _run(handler, state, payload)))

    def _set_route(self) -> None:
        before = self.root.router_data
        self.root.router_data = self.root._update_router_vars(dict(self._route), before)


async def _run(handler: EventHandler, state: Any, payload: dict[str, Any]) -> list[Any]:
    try:
        outcome = handler.fn(state, **payload)
        if inspect.isasyncgen(outcome):
            return [each async for each in outcome if each is not None]
        answer = await outcome
    except Situation as situation:
        answer = answer_to(situation)
    return [] if answer is None else list(answer) if isinstance(answer, list | tuple) else [answer]


def _readable(events: list[Any]) -> list[tuple[str, dict[str, str]]]:
    return [_one(each) for each in events]


def _one(event: Any) -> tuple[str, dict[str, str]]:
    found = Event.from_event_type(event)[0] if isinstance(event, EventSpec | EventHandler) else event
    return found.name, {name: str(value) for name, value in found.payload.items()}
