"""Which scripts may a page run? Its own files, and those inline scripts that we built: by their hashes, so that an injected one stays dead.

Reflex runs handlers' `rx.call_script` (toasts, for one) with `eval`, hence `'unsafe-eval'`. Hashes are taken of built files and of frames
without anybody's data in them, never of a page as it leaves: what was injected into one would be allowed with it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<with>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*?\son[a-z]+=\"([^\"]*)\"", re.IGNORECASE)
_FALLBACKS = ("__spa-fallback.html", "404.html")


def policy(hashes: Iterable[str] = (), *, frame_ancestors: Iterable[str] = ("'self'",), posts_home: bool = True) -> str:
    """The header's text. `posts_home`: forms may be sent to this site only."""
    scripts = " ".join(("'self'", "'unsafe-eval'", *hashes))
    rules = [f"script-src {scripts}", f"frame-ancestors {' '.join(frame_ancestors)}", "base-uri 'self'", "object-src 'none'"]
    return "; ".join(rules + (["form-action 'self'"] if posts_home else []))


@lru_cache(maxsize=256)
def hashes_of(html: str) -> tuple[str, ...]:
    """Of every inline script and handler attribute in HTML of our own making."""
    codes = [found["code"] for found in _SCRIPT.finditer(html) if not _SOURCE.search(found["with"]) and found["code"]]
    handlers = _HANDLER.findall(_SCRIPT.sub("", html))
    found = dict.fromkeys(_hash(code) for code in codes + handlers)
    return (*found, *(("'unsafe-hashes'",) if handlers else ()))


class BuiltPolicies:
    """The policies of the built pages, by the address that each is asked for."""

    def __init__(self, pages: Path) -> None:
        files = sorted(pages.rglob("*.html")) if pages.is_dir() else []
        self._by_path = {_address(path.relative_to(pages)): policy(hashes_of(path.read_text(encoding="utf-8"))) for path in files}
        fallbacks = [hash_ for name in _FALLBACKS if (pages / name).is_file() for hash_ in hashes_of((pages / name).read_text("utf-8"))]
        self._otherwise = policy(dict.fromkeys(fallbacks))

    def of(self, path: str) -> str:
        """For what is answered at this path; an address that no page was built for gets that of the page which takes all others."""
        return self._by_path.get(path.rstrip("/") or "/", self._otherwise)


def _address(file: Path) -> str:
    bare = file.parent if file.name == "index.html" else file.with_suffix("")
    return "/" if str(bare) == "." else f"/{bare.as_posix()}"


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
