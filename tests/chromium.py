"""Where the tests' browser is, and how it is started: quiet, without a sandbox, without calling home."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """An installed Chromium; None lets Playwright use its own."""
    named = os.environ.get("WESUPPLY_CHROMIUM")
    if named and Path(named).is_file():
        return named
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@contextmanager
def running() -> Iterator[Browser]:
    """A browser for the block. Playwright's loop ends with it: asynchronous tests may follow in the same process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
