"""Writes down what is installed: `requirements.lock` (plain pins) and `reflex.lock` without download addresses."""

from __future__ import annotations

import json
from importlib.metadata import distributions
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
OURS = "wesupply-ui"
# pip and what comes with a bare virtual environment, besides the build backend of an editable install.
TOOLS = {"pip", "wheel"}


def pins() -> list[str]:
    """`name==version` of everything in this environment, sorted, without ourselves."""
    found = {(item.metadata["Name"].lower().replace("_", "-"), item.version) for item in distributions()}
    return [f"{name}=={version}" for name, version in sorted(found) if name not in TOOLS | {OURS}]


def without_addresses(lock: dict) -> dict:
    """An npm lock file whose packages name version and checksum, not where they were fetched."""
    for package in lock.get("packages", {}).values():
        package.pop("resolved", None)
    return lock


if __name__ == "__main__":
    (PROJECT / "requirements.lock").write_text("\n".join(pins()) + "\n", encoding="utf-8")
    npm_lock = PROJECT / "reflex.lock" / "package-lock.json"
    npm_lock.write_text(json.dumps(without_addresses(json.loads(npm_lock.read_text(encoding="utf-8"))), indent=2) + "\n", encoding="utf-8")
