"""News reaches the pages that watch it, a burst becomes few redraws, and tabs that are gone are forgotten."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import reflex as rx

from tests.portals.tabs import Tab
from wesupply_ui.portals import live
from wesupply_ui.portals.access import MERCHANT, SHOPPER, audience, look, open_look


class ParcelState(rx.State):
    """A page that counts how often it was drawn anew."""

    drawn: int = 0
    slow: bool = False

    @rx.event
    @audience(SHOPPER)
    async def refresh(self) -> None:
        async with open_look(self):
            self.drawn += 1
        if self.slow:
            await asyncio.sleep(0.05)


class TwoTabs:
    """What `Watchers` needs of Reflex's app: who is connected, and a way into a tab's State."""

    def __init__(self, *tokens: str) -> None:
        self.tabs = {token: Tab(token=token) for token in tokens}
        self.sent: list[tuple[str, Any]] = []
        self.event_namespace = SimpleNamespace(token_to_sid=dict.fromkeys(tokens, "sid"), emit_update=self._send)

    async def _send(self, update: Any, token: str) -> None:
        self.sent.append((token, update))

    @asynccontextmanager
    async def modify_state(self, token: Any) -> AsyncIterator[Any]:
        yield self.tabs[token.ident].root

    async def drawn(self, token: str) -> int:
        return (await self.tabs[token].state(ParcelState)).drawn

    async def watch(self, watchers: live.Watchers, token: str, *topics: str) -> None:
        watchers.watch(token, ParcelState, frozenset(topics))


class BusinessState(rx.State):
    """A staff page that shows a figure; nobody is signed in any more when news comes."""

    figure: int = 0

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        async with look(self):
            self.figure += 1


@pytest.fixture
async def app(sqlite: object) -> TwoTabs:
    return TwoTabs("one", "two")


async def settled(watchers: live.Watchers) -> None:
    """Until no refresh is under way."""
    while watchers._refreshing:
        await asyncio.gather(*watchers._refreshing.values())


async def test_only_pages_that_watch_the_topic_are_refreshed(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    await app.watch(watchers, "one", "order:1")
    await app.watch(watchers, "two", "order:2")
    await watchers.hear(frozenset({"order:1"}))
    await settled(watchers)
    assert (await app.drawn("one"), await app.drawn("two")) == (1, 0)


async def test_a_burst_is_two_redraws_and_the_last_news_is_never_lost(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    await app.watch(watchers, "one", "order:1")
    (await app.tabs["one"].state(ParcelState)).slow = True
    for _ in range(50):
        await watchers.hear(frozenset({"order:1"}))
        await asyncio.sleep(0)
    await settled(watchers)
    assert 1 <= await app.drawn("one") <= 2
    before = await app.drawn("one")
    await watchers.hear(frozenset({"order:1"}))
    await settled(watchers)
    assert await app.drawn("one") == before + 1


async def test_news_that_came_while_the_page_was_read_is_drawn_when_it_begins_to_watch(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    await watchers.hear(frozenset({"order:2"}))
    began = time.monotonic()
    await watchers.hear(frozenset({"order:1"}))
    watchers.watch("one", ParcelState, frozenset({"order:1"}), read_since=began)
    watchers.watch("two", ParcelState, frozenset({"order:2"}), read_since=began)
    await settled(watchers)
    assert (await app.drawn("one"), await app.drawn("two")) == (1, 0)


async def test_a_tab_that_went_elsewhere_or_is_gone_is_forgotten(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    await app.watch(watchers, "one", "order:1")
    await app.watch(watchers, "one", "order:9")
    await app.watch(watchers, "two", "order:1")
    app.event_namespace.token_to_sid.pop("two")
    await watchers.hear(frozenset({"order:1"}))
    await settled(watchers)
    assert (await app.drawn("one"), await app.drawn("two")) == (0, 0)
    assert set(watchers._by_topic) == {"order:9"}
    watchers.forget("one")
    assert not watchers._by_topic and not watchers._pages


async def test_one_page_that_fails_does_not_stop_the_others(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    await app.watch(watchers, "one", "order:1")
    await app.watch(watchers, "two", "order:1")
    del app.tabs["one"]
    await watchers.hear(frozenset({"order:1"}))
    await settled(watchers)
    assert await app.drawn("two") == 1


async def test_a_page_whose_session_goes_on_under_another_token_is_not_emptied_but_loaded_anew(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    (await app.tabs["one"].state(BusinessState)).figure = 42
    watchers.watch("one", BusinessState, frozenset({"moved:abc", "session:abc", "merchant:1"}))
    watchers.watch("two", BusinessState, frozenset({"moved:def", "session:def"}))
    await watchers.hear(frozenset({"moved:abc"}))
    await settled(watchers)
    [(token, update)] = app.sent
    assert token == "one" and "goOn" in str(update.events) and (await app.tabs["one"].state(BusinessState)).figure == 42
    await watchers.hear(frozenset({"merchant:1"}))
    assert watchers._refreshing == {}, "it hears nothing more by the former token"


async def test_a_page_whose_session_has_ended_is_emptied_and_sent_to_sign_in(app: TwoTabs) -> None:
    watchers = live.Watchers(app)  # type: ignore[arg-type]
    (await app.tabs["one"].state(BusinessState)).figure = 42
    watchers.watch("one", BusinessState, frozenset({"session:abc"}))
    await watchers.hear(frozenset({"session:abc"}))
    await settled(watchers)
    assert (await app.tabs["one"].state(BusinessState)).figure == 0
    [(token, update)] = app.sent
    assert token == "one" and "/login" in str(update.events)
    await watchers.hear(frozenset({"session:abc"}))
    assert watchers._refreshing == {}
