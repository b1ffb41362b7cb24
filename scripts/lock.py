"""Writes down what is installed and needed: `requirements.lock` (plain pins) and `reflex.lock` without download addresses."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
# The build backend of the editable install, which pip would otherwise look for by itself.
BUILD = ("setuptools",)


def wanted() -> list[Requirement]:
    """What `pyproject.toml` asks for, tests and checks included."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"], *BUILD)]


def pins() -> list[str]:
    """`name==version` of these and all that they need here, sorted. What else lies in the environment is left out."""
    found: dict[str, str] = {}
    open_: list[tuple[Requirement, frozenset[str]]] = [(each, frozenset(each.extras)) for each in wanted()]
    seen: set[tuple[str, frozenset[str]]] = set()
    while open_:
        requirement, extras = open_.pop()
        name = canonicalize_name(requirement.name)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = distribution(requirement.name)
        except PackageNotFoundError:
            raise SystemExit(f"{requirement} is not installed: run make install, or pip install it first") from None
        if not requirement.specifier.contains(package.version, prereleases=True):
            raise SystemExit(f"{name} {package.version} is installed, {requirement} is wanted")
        found[name] = package.version
        for line in package.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras | {""}):
                open_.append((needed, frozenset(needed.extras)))
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def without_addresses(lock: dict) -> dict:
    """An npm lock file whose packages name version and checksum, not where they were fetched."""
    for package in lock.get("packages", {}).values():
        package.pop("resolved", None)
    return lock


if __name__ == "__main__":
    (PROJECT / "requirements.lock").write_text("\n".join(pins()) + "\n", encoding="utf-8")
    npm_lock = PROJECT / "reflex.lock" / "package-lock.json"
    npm_lock.write_text(json.dumps(without_addresses(json.loads(npm_lock.read_text(encoding="utf-8"))), indent=2) + "\n", encoding="utf-8")
