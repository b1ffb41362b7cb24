"""Journeys run in a real browser on the production build: `served_app` is the product, `page` a tab of a fresh visitor.

A journey is a plain function (not async), marked `pytest.mark.journey`; it arranges data with `served_app.inside(async_function)` or
over the API, and finds things by role and name first, by test id second. What the console complains about fails the journey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests import chromium
from tests.paths import PROJECT
from tests.served import Served, serving
from wesupply_ui.serving.build import ensure_built

PICTURES = PROJECT / "test-results"
expect.set_options(timeout=30_000)  # a busy machine may take its time; what passes waits for nothing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def built_pages() -> None:
    """The production build, made once and only when its sources changed."""
    ensure_built(print)


@pytest.fixture(scope="session")
def served_app(built_pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The product on a random port with an empty database and no jobs: tests decide what happens."""
    with serving(tmp_path_factory.mktemp("data")) as served:
        yield served


@pytest.fixture
def serve_app(built_pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Start another server in this test: `serve_app(jobs=True, environment={"WESUPPLY_CARRIER_UPS_URL": …})`."""
    with ExitStack() as open_ones:
        yield lambda **how: open_ones.enter_context(serving(tmp_path_factory.mktemp("data"), **how))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all journeys; closed before asynchronous tests follow."""
    with chromium.running() as found:
        yield found


@pytest.fixture
def complaints() -> list[str]:
    """What consoles of this test's tabs said as errors. A test that expects one takes it out."""
    return []


@pytest.fixture
def visitor(
    browser: Browser, served_app: Served, complaints: list[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Open another person's browser: `visitor(viewport={"width": 360, "height": 780}, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def open_one(**how: object) -> BrowserContext:
        context = browser.new_context(**({"base_url": served_app.url, "viewport": {"width": 1280, "height": 900}, "locale": "en-US"} | how))  # type: ignore[arg-type]
        context.on("console", lambda message: _listen(message, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield open_one
    for at, context in enumerate(contexts):
        if complaints or _failed(request.node):
            _keep_pictures(context, f"{request.node.name}-{at}")
        context.close()
    assert not complaints, f"The console complained: {complaints}"


@pytest.fixture
def page(visitor: Callable[..., BrowserContext]) -> Page:
    """A fresh visitor's tab on a desk-sized screen; addresses may start with a slash."""
    return visitor().new_page()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    outcome = yield
    if call.when == "call":
        item.stash[_FAILED] = outcome.get_result().failed


_FAILED = pytest.StashKey[bool]()


def _failed(item: pytest.Item) -> bool:
    return item.stash.get(_FAILED, True)


def _listen(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type == "error":
        complaints.append(f"{message.text} ({message.location.get('url', '')})")


def _keep_pictures(context: BrowserContext, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    for at, tab in enumerate(context.pages):
        tab.screenshot(path=PICTURES / f"{name}-{at}.png", full_page=True)
