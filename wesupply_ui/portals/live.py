"""Which open pages want to hear what? Keeps topic → pages for this process and refreshes those pages when news is published.

A screen calls `watch(self, "order:<id>")` in its `on_load` handler and has a marked handler `refresh`; that is all. A tab also hears the
end of its own session: it is emptied and sent to sign in, wherever the session was ended.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import reflex as rx
import structlog
from reflex.state import StateUpdate
from reflex_base.event import Event

from wesupply_ui.domain.accounts.sign_in import MOVED, SESSION, moved_topic, session_topic
from wesupply_ui.kernel import live as topics_of
from wesupply_ui.kernel.errors import NotAllowed, SignInNeeded
from wesupply_ui.kernel.secrets import fingerprint
from wesupply_ui.portals.go_on import MUCH, PATIENCE, SIGN_IN, go_on
from wesupply_ui.portals.marks import Who, mark_of

# A burst of news (a poll of many parcels) becomes one redraw each quarter of a second.
SECONDS_BETWEEN_REFRESHES = 0.25
# Refreshing reads the database: so many pages at once, the others wait.
PAGES_AT_ONCE = 16
# A page reads first and watches then. What was told in between is remembered for so long, lest the page stay as it was read.
SECONDS_REMEMBERED = 60.0

_log = structlog.get_logger(__name__)
_began: ContextVar[float | None] = ContextVar("began", default=None)


def begin() -> None:
    """A handler is about to run: what is told from now on is news to the page it may make watch."""
    _began.set(time.monotonic())


class Watchers:
    """The open pages of one process, each with its State and topics."""

    def __init__(self, app: rx.App) -> None:
        self._app = app
        self._pages: dict[str, dict[type[rx.State], frozenset[str]]] = {}  # by client token: the screen's State, and its frame's
        self._by_topic: dict[str, set[str]] = {}
        self._refreshing: dict[str, asyncio.Task[None]] = {}
        self._news: dict[str, set[type[rx.State]]] = {}  # what is to be drawn anew
        self._last: dict[str, float] = {}
        self._room = asyncio.Semaphore(PAGES_AT_ONCE)
        self._heard: OrderedDict[str, float] = OrderedDict()  # when each topic last had news, latest last

    def watch(self, token: str, page: type[rx.State], topics: frozenset[str], *, read_since: float | None = None) -> None:
        """From now on `page` in this tab wants these topics, and no others.

        `read_since` (of `time.monotonic`) is when it began to read what it shows: news since then is drawn at once.
        """
        former = self._pages.setdefault(token, {}).get(page, frozenset())
        self._pages[token][page] = topics
        for topic in topics:
            self._by_topic.setdefault(topic, set()).add(token)
        self._unlist(token, former - frozenset().union(*self._pages[token].values()))
        if read_since is not None and any(self._heard.get(topic, 0.0) >= read_since for topic in topics):
            self._plan(token, {page})

    def forget(self, token: str) -> None:
        """The tab shows something else, or is gone."""
        self._unlist(token, frozenset().union(*self._pages.pop(token, {}).values()))
        self._last.pop(token, None)
        self._news.pop(token, None)

    def _unlist(self, token: str, topics: frozenset[str]) -> None:
        for topic in topics:
            tokens = self._by_topic.get(topic, set())
            tokens.discard(token)
            if not tokens:
                self._by_topic.pop(topic, None)

    async def hear(self, topics: frozenset[str]) -> None:
        """News: plan a refresh of every page that watches one of these topics. Returns at once."""
        self._remember(topics)
        ended = {token for topic in topics if topic.startswith(SESSION) for token in self._by_topic.get(topic, ())}
        for token in ended:
            self._last.pop(token, None)  # whoever signed out waits for nothing
        moved = {token for topic in topics if topic.startswith(MOVED) for token in self._by_topic.get(topic, ())}
        for token in moved & set(self._connected()):
            await self._send_on(token, SIGN_IN, MUCH)  # what it shows may stay until the page is loaded anew: the same person goes on
        for token in {token for topic in topics for token in self._by_topic.get(topic, ())}:
            if token not in self._connected():
                self.forget(token)
                continue
            self._plan(token, {page for page, wanted in self._pages[token].items() if wanted & topics})

    def _plan(self, token: str, pages: set[type[rx.State]]) -> None:
        self._news.setdefault(token, set()).update(pages)
        if token not in self._refreshing:
            self._refreshing[token] = asyncio.create_task(self._refresh_until_quiet(token))

    def _remember(self, topics: frozenset[str]) -> None:
        at = time.monotonic()
        for topic in topics:
            self._heard[topic] = at
            self._heard.move_to_end(topic)
        while self._heard and next(iter(self._heard.values())) < at - SECONDS_REMEMBERED:
            self._heard.popitem(last=False)

    async def close(self) -> None:
        """End what is under way."""
        for task in list(self._refreshing.values()):
            task.cancel()
        await asyncio.gather(*self._refreshing.values(), return_exceptions=True)

    def _connected(self) -> Any:
        namespace = self._app.event_namespace
        return namespace.token_to_sid if namespace else {}

    async def _refresh_until_quiet(self, token: str) -> None:
        try:
            while True:
                await asyncio.sleep(max(0.0, self._last.get(token, 0.0) + self._pace(token) - time.monotonic()))
                for page in self._news.pop(token, set()):
                    async with self._room:
                        await self._refresh(token, page)
                if not self._news.get(token):
                    return
        except Exception as error:
            _log.warning("live.refresh_failed", error=repr(error))
        finally:
            del self._refreshing[token]

    def _pace(self, token: str) -> float:
        """A State may ask for longer pauses, by a class variable of this name: a list that reads more, and that news never stops for."""
        waiting = self._news.get(token) or ()
        return max((getattr(page, "seconds_between_refreshes", SECONDS_BETWEEN_REFRESHES) for page in waiting), default=0.0)

    async def _refresh(self, token: str, page: type[rx.State]) -> None:
        from wesupply_ui.portals.access import acting, sign_in_address

        if page not in self._pages.get(token, {}):
            return
        if token not in self._connected():
            self.forget(token)
            return
        handler = page.event_handlers["refresh"]
        admitted = True
        async with self._app.modify_state(rx.BaseStateToken(ident=token, cls=page)) as root:
            try:
                for each, state in ((handler, page), *_beside_of(handler)):
                    with acting(mark_of(each)):
                        await each.fn(await root.get_state(state))
            except (SignInNeeded, NotAllowed):
                admitted = False
                root.reset()  # what was on the page is no longer theirs to see
        if not admitted:
            await self._send_on(token, getattr(page, "when_signed_out", None) or sign_in_address(root))
        elif token in self._pages:
            self._last[token] = time.monotonic()

    async def _send_on(self, token: str, elsewhere: str, patience: int = PATIENCE) -> None:
        """This tab's session is over: it goes on with a newer one, if its browser has any, and hears no more until then."""
        self.forget(token)
        update = StateUpdate(events=Event.from_event_type(go_on(elsewhere, patience)))
        await self._app.event_namespace.emit_update(update, token)  # type: ignore[union-attr]


_watchers: Watchers | None = None
_beside: list[tuple[Who, type[rx.State]]] = []


def beside(who: Who, state: type[rx.State]) -> None:
    """From now on each refresh of a page made for `who` also runs `refresh` of this State: what stands in the frame of all of them."""
    _beside.append((who, state))


def _beside_of(handler: Any) -> list[tuple[Any, type[rx.State]]]:
    mark = mark_of(handler)
    return [(state.event_handlers["refresh"], state) for who, state in _beside if mark is not None and mark.who is who]


def watch(state: Any, *topics: str) -> None:
    """Call in an `on_load` handler: `refresh` of this State runs whenever one of the topics has news, until the tab goes elsewhere."""
    from wesupply_ui.portals.access import session_token

    if _watchers is not None:
        session = session_token(state)
        own = {each(fingerprint(session)) for each in (session_topic, moved_topic)} if session else set()
        _watchers.watch(state.router.session.client_token, type(state), frozenset(topics) | own, read_since=_began.get())


def forget(token: str) -> None:
    """The tab goes to another page."""
    if _watchers is not None:
        _watchers.forget(token)


@asynccontextmanager
async def watching(app: rx.App) -> AsyncIterator[None]:
    """For as long as the server runs: hear what is published and refresh the pages that watch it."""
    global _watchers
    _watchers = Watchers(app)
    stop = topics_of.subscribe(_watchers.hear)
    try:
        yield
    finally:
        stop()
        await _watchers.close()
        _watchers = None
