"""Over the raw socket, without a session: what is for staff answers nothing, and nothing of a business is sent to whoever connects."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import aiohttp
import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import json_dumps

import wesupply_ui.wesupply_ui  # noqa: F401  (registers every State)
from tests.portals.stranger import connected
from tests.served import Served, serving
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.portals.access import _INTERNAL
from wesupply_ui.portals.marks import mark_of
from wesupply_ui.portals.pages import PAGES

HYDRATE = "reflex___state____state.hydrate"
LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
# Values of any kind for arguments of any name: what a handler does with them must not matter.
ARGUMENTS = ("1", "", None, 7, True, {"email": "a@example.com"}, ["x"], "' or 1=1 --", "../../etc/passwd", "x" * 3000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("data"), pages=False) as served:
        yield served


def ours() -> dict[str, object]:
    """Every handler of our own States, and Reflex's setters on all of them, by full name."""
    handlers = RegistrationContext.get().event_handlers
    return {
        name: each.handler
        for name, each in handlers.items()
        if name not in _INTERNAL and not any(cls.__module__.startswith("tests") for cls in each.states)
    }


def closed_to_strangers() -> list[str]:
    return [name for name, handler in ours().items() if (mark := mark_of(handler)) is None or mark.for_staff]


async def test_every_handler_for_staff_and_every_setter_answers_a_stranger_with_nothing(server: Served) -> None:
    names = closed_to_strangers()
    assert len(names) > 3
    async with connected(server.url) as stranger:
        await stranger.call(HYDRATE)
        await stranger.answers()
        for name in names:
            await stranger.call(name, {"value": "forged", "var_name": "is_hydrated"})
        for update in await stranger.answers(quiet_seconds=1.0):
            assert not update.get("delta"), update
            assert all(event["name"] == "_redirect" and event["payload"]["path"] == "/login" for event in update.get("events") or [])


async def test_no_handler_breaks_on_odd_arguments(server: Served) -> None:
    async with connected(server.url) as stranger:
        await stranger.call(HYDRATE)
        await stranger.answers()
        for name, handler in ours().items():
            code = handler.fn.__code__  # type: ignore[attr-defined]
            for value in ARGUMENTS:
                await stranger.call(name, dict.fromkeys(code.co_varnames[1 : code.co_argcount], value))
        await stranger.answers(quiet_seconds=1.5)
        await stranger.call(HYDRATE)
        assert any("delta" in update for update in await stranger.answers(quiet_seconds=1.0)), "the socket still answers"


async def test_hydrating_sends_a_stranger_only_what_the_program_itself_starts_with(server: Served) -> None:
    """Every State's defaults, as written in the code, and not a value more."""
    defaults = json.loads(json_dumps(rx.State(_reflex_internal_init=True).dict()))  # type: ignore[call-arg]
    async with connected(server.url, path="/app") as stranger:
        await stranger.call(HYDRATE)
        deltas = [update["delta"] for update in await stranger.answers(quiet_seconds=0.5)]
    assert len(deltas) == 1
    for name, values in deltas[0].items():
        if name != "reflex___state____state":
            assert values == defaults[name], name


async def test_loading_a_page_for_staff_sends_a_stranger_nothing_of_its_state(server: Served) -> None:
    async def sent_at(route: str) -> set[str]:
        async with connected(server.url, path=route.replace("[", "").replace("]", "")) as stranger:
            await stranger.call(HYDRATE)
            while not await stranger.answers():  # a busy server takes its time
                pass
            await stranger.call(LOAD)
            return {name for update in await stranger.answers(quiet_seconds=0.5) for name in update.get("delta") or {}}

    routes = [page.route for page in PAGES if page.audience in ("merchant", "store")]
    found = dict(zip(routes, await asyncio.gather(*map(sent_at, routes)), strict=True))
    assert {route: names - {"reflex___state____state"} for route, names in found.items()} == {route: set() for route in routes}


async def test_a_page_of_another_site_may_not_open_the_socket(server: Served) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with connected(server.url, origin="https://elsewhere.example"):
            pass


async def test_a_session_that_does_not_say_from_which_page_opens_no_socket(server: Served) -> None:
    """Browsers always say; what holds a cookie and says nothing is no page of ours."""
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with connected(server.url, cookie=f"{SESSION_COOKIE}=anything", origin=""):
            pass


async def test_the_session_cookie_never_comes_back_over_the_socket_nor_into_the_log(server: Served) -> None:
    secret = "a-session-token-nobody-may-see"
    async with connected(server.url, cookie=f"{SESSION_COOKIE}={secret}") as stranger:
        await stranger.call(HYDRATE)
        await stranger.call("no.such.handler", {"password": secret})
        await stranger.call(LOAD)
        while not (answers := await stranger.answers(quiet_seconds=0.5)):  # a busy server takes its time
            pass
    assert secret not in json.dumps(answers)
    assert "no.such.handler" in server.log
    assert secret not in server.log
