"""Asks the DNS for text records, with an end to the waiting."""

from __future__ import annotations

from collections.abc import Sequence

import dns.asyncresolver
import dns.exception
import dns.resolver
import structlog

SECONDS = 4.0
_MOST = 50

_log = structlog.get_logger(__name__)


class Dns:
    """`server` is "host:port" of a resolver by its address; empty: what the machine uses. Answers are not kept."""

    def __init__(self, server: str = "") -> None:
        self._resolver = dns.asyncresolver.Resolver(configure=not server)
        if server:
            host, _, port = server.rpartition(":")
            self._resolver.nameservers = [host.strip("[]")]
            self._resolver.port = int(port)
        self._resolver.timeout, self._resolver.lifetime = SECONDS / 2, SECONDS

    async def texts(self, name: str) -> Sequence[str] | None:
        """The records, each joined from its parts. None when nobody answered: that says nothing about the domain."""
        try:
            answer = await self._resolver.resolve(name + ".", "TXT", search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except (dns.exception.DNSException, OSError, ValueError) as error:
            _log.info("dns.not_answered", error=type(error).__name__)
            return None
        return tuple(b"".join(each.strings).decode("utf-8", "replace") for each in list(answer)[:_MOST])
