"""Makes one production build serve any host and port: the socket's address becomes "wherever this page came from".

Reflex bakes `api_url` into the scripts as string literals. A build that knows its port would have to be rebuilt for each one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reflex_base.config import get_config
from reflex_base.plugins.base import Plugin


class SameOrigin(Plugin):
    """Rewrites the baked addresses after the build, before Reflex compresses the files."""

    def post_build(self, **context: Any) -> None:
        """Change every script under `static_dir`; a build in which nothing was found is refused, for it would not connect."""
        authority = re.escape(get_config().api_url.partition("://")[2])
        baked = re.compile(rf"""(["'`])(http|ws)://{authority}(/[\w/.-]*)?\1""")
        changed = [path for path in Path(context["static_dir"]).rglob("*.js") if _rewrite(path, baked)]
        if not changed:
            raise RuntimeError("No script names the server's address: Reflex changed how it bakes api_url")


def _rewrite(path: Path, baked: re.Pattern[str]) -> bool:
    before = path.read_text(encoding="utf-8")
    after = baked.sub(lambda found: _expression(found[2], found[3] or ""), before)
    if after != before:
        path.write_text(after, encoding="utf-8")
    return after != before


def _expression(scheme: str, path: str) -> str:
    """A JavaScript expression for the same path at the page's own origin; `wss:` follows from `https:`."""
    origin = "globalThis.location.origin" if scheme == "http" else '"ws"+globalThis.location.origin.slice(4)'
    return f'({origin}+"{path}")'
