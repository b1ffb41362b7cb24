"""Builds the pages for production, once for each state of their sources. A second start finds the build and does nothing."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wesupply_ui.serving.places import BUILT_PAGES, NOTES, PROJECT, child_environment

STAMP = NOTES / "pages.json"
LOG = NOTES / "pages.log"

# What can change a page. Doors and partners (api, jobs, adapters, simulator) can't: nothing they hold is drawn.
_SOURCES = ("wesupply_ui/portals", "wesupply_ui/domain", "wesupply_ui/kernel", "wesupply_ui/locale", "assets")
_SINGLE_SOURCES = ("wesupply_ui/wesupply_ui.py", "rxconfig.py", "requirements.lock")
_LOCK = ("reflex.lock/package-lock.json", "reflex.lock/package.json")


class BuildFailed(Exception):
    """The pages could not be built; the message carries the end of the log."""


def ensure_built(say: Callable[[str], None]) -> bool:
    """Build when needed; True when it did. Safe when several start at once: the others wait and find it done."""
    NOTES.mkdir(exist_ok=True)
    with _alone():
        sources = _fingerprint(_source_files())
        if _stamp() == {"sources": sources, "lock": _lock_fingerprint()} and (BUILT_PAGES / "index.html").is_file():
            return False
        say("Building the pages (a minute the first time, then only when they change) …")
        before = {path: path.read_bytes() for path in _lock_files()}
        _build()
        _keep_as_written(before)
        # The lock's hash is taken after: a part that is used for the first time adds itself to it while building.
        STAMP.write_text(json.dumps({"sources": sources, "lock": _lock_fingerprint()}), encoding="utf-8")
        return True


def _lock_fingerprint() -> str:
    return _fingerprint(_lock_files())


def _lock_files() -> list[Path]:
    return [path for name in _LOCK if (path := PROJECT / name).is_file()]


def _keep_as_written(before: dict[Path, bytes]) -> None:
    """Undo a rewriting of the lock that says nothing new: Reflex orders and spaces its JSON now so, now otherwise."""
    for path, text in before.items():
        if path.read_bytes() != text and json.loads(path.read_bytes()) == json.loads(text):
            path.write_bytes(text)


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for folder in _SOURCES:
        yield from sorted(path for path in (PROJECT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    yield from (path for name in _SINGLE_SOURCES if (path := PROJECT / name).is_file())


def _stamp() -> dict[str, str] | None:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


@contextmanager
def _alone() -> Iterator[None]:
    with (NOTES / "pages.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _build() -> None:
    STAMP.unlink(missing_ok=True)
    environment = child_environment()
    # Reflex would otherwise measure registries on the public net; the person's own npm settings know better.
    environment.setdefault("NPM_CONFIG_REGISTRY", _npm_registry(environment))
    # The lock alone is not enough on a machine without `.web`: Reflex would download bun first.
    environment["REFLEX_USE_NPM"] = "1"
    reflex = shutil.which("reflex", path=environment["PATH"])
    if reflex is None:
        raise BuildFailed("`reflex` is not installed here; run `make install`")
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(  # noqa: S603  (our own virtual environment's command)
            [reflex, "export", "--frontend-only", "--no-zip"],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise BuildFailed(f"The pages could not be built; the whole log is in {LOG}\n\n{_end_of(LOG)}")


def _npm_registry(environment: dict[str, str]) -> str:
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None:
        raise BuildFailed("Node is not installed here; run `make install`")
    asked = subprocess.run([npm, "config", "get", "registry"], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return asked.stdout.strip()


def _end_of(log: Path, lines: int = 25) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
