"""Makes sure that tests have a Chromium: an installed one, else Playwright's own, else the system's package manager's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """Path of a browser that can be used now, or None."""
    wanted = os.environ.get("WESUPPLY_CHROMIUM")
    if wanted and Path(wanted).is_file():
        return wanted
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _attempts() -> list[list[str]]:
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempts.append([*root, "apt-get", "update"])
        attempts.append([*root, "apt-get", "install", "-y", "--no-install-recommends", "chromium"])
    return attempts


def main() -> int:
    if found := installed():
        print(f"Browser for tests: {found}")
        return 0
    for command in _attempts():
        print("No browser yet; trying:", " ".join(command), flush=True)
        subprocess.run(command, check=False)
        if found := installed():
            print(f"Browser for tests: {found}")
            return 0
    print("No Chromium could be installed. Install one, or name it with WESUPPLY_CHROMIUM=/path/to/chromium", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
