"""Whose shop answers under the host that a request or a socket names? Keeps the whole table of verified hosts for half a minute.

It is small, and most requests name the installation itself; so hosts that are no shop's cost nothing either.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers

from wesupply_ui.domain.accounts.move import HOSTS
from wesupply_ui.domain.hosts.hostname import host_of_header
from wesupply_ui.domain.hosts.queries import Site, own_host, verified_sites
from wesupply_ui.kernel import live
from wesupply_ui.kernel.db import Database, database

SECONDS = 30.0
_log = structlog.get_logger(__name__)


class Hosts:
    """The table as this process knows it."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}
        self._read_at = 0.0
        self._of: Database | None = None

    async def site(self, header: str) -> Site | None:
        """The shop behind a Host header; None for the installation's own name, an unverified one, and nonsense."""
        host = host_of_header(header)
        if not host or host in (own_host(), "localhost", "127.0.0.1"):
            return None
        if not self._is_fresh():
            await self._read()
        return self._sites.get(host)

    def known(self, header: str) -> bool:
        """As `site`, from what was read last: for places that can't wait. The request's own way in has read it just before."""
        return host_of_header(header) in self._sites

    async def forget(self, topics: frozenset[str]) -> None:
        """A host was added, proven, lost or removed."""
        if HOSTS in topics:
            self._read_at = 0.0

    def _is_fresh(self) -> bool:
        return self._of is database() and time.monotonic() - self._read_at < SECONDS and self._read_at > 0

    async def _read(self) -> None:
        # Taken before: what is announced while we read lets us read again.
        of, at = database(), time.monotonic()
        self._read_at = at
        try:
            async with of.reading() as db:
                self._sites = await verified_sites(db)
        except SQLAlchemyError as error:
            _log.warning("hosts.not_read", error=type(error).__name__)  # what was known goes on being true
        self._of = of


_hosts = Hosts()
live.subscribe(_hosts.forget)


async def site_of(headers: Headers) -> Site | None:
    """The shop that a request's Host header names."""
    return await _hosts.site(headers.get("host", ""))


async def site_of_page(state: Any) -> Site | None:
    """The shop under whose host an open page's socket came."""
    return await _hosts.site(str(state.router.headers.host or ""))


def admit_shop_origins(app: Any) -> None:
    """Let pages under verified hosts open their socket, each to its own host only; other origins stay as they are configured."""
    engine = app.sio.eio
    fixed = engine.cors_allowed_origins

    def is_allowed(origin: str | None, environ: dict[str, Any]) -> bool:
        allowed = fixed if isinstance(fixed, list) else [fixed]
        if origin in allowed:
            return True
        named = environ.get("HTTP_HOST", "")
        try:
            place = urlsplit(origin or "").netloc.lower()
        except ValueError:
            return False
        return bool(place) and place == named.lower() and _hosts.known(named)

    engine.cors_allowed_origins = is_allowed
