"""Has this caller tried too often? Counts tries by caller, in this process or, with Redis, across all; what is tried is the door's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import ceil
from time import time

import structlog
from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from limits.storage import storage_from_string

from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.kernel.secrets import fingerprint
from wesupply_ui.kernel.settings import settings

SORRY = N_("Too many tries. Please wait a little and try again.")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a limit: `remaining` of `limit` tries in `window` seconds, more in `reset` seconds."""

    limit: int
    remaining: int
    reset: int
    window: int


class Throttle:
    """One kind of try with its limits, written as "30 per 5 minutes; 200 per day". Any of them being spent refuses."""

    def __init__(self, name: str, limits: str, *, storage: Storage | None = None) -> None:
        self._name = name
        self._limits: list[RateLimitItem] = parse_many(limits)
        self._storage = storage

    async def take(self, *caller: str) -> None:
        """Count one try. TooMany, with the seconds to wait, when it is beyond a limit."""
        await self._ask(caller, count=True)

    async def check(self, *caller: str) -> None:
        """TooMany when nothing is left, without counting: for what counts only failures, with `take` once it has failed."""
        await self._ask(caller, count=False)

    async def standing(self, *caller: str) -> Standing:
        """How much of the tightest limit is left to this caller."""
        key = fingerprint("\x1f".join(caller))[:32]
        found = []
        for item in self._limits:
            try:
                stats = await self._limiter.get_window_stats(item, self._name, key)
            except StorageError:
                return Standing(item.amount, item.amount, item.get_expiry(), item.get_expiry())
            found.append(Standing(item.amount, stats.remaining, max(0, ceil(stats.reset_time - time())), item.get_expiry()))
        return min(found, key=lambda standing: standing.remaining)

    async def _ask(self, caller: tuple[str, ...], *, count: bool) -> None:
        # Callers are named by what they typed or where they sit: the store keeps fingerprints of it only.
        key = fingerprint("\x1f".join(caller))[:32]
        limiter = self._limiter
        try:
            refused = [item for item in self._limits if not await (limiter.hit if count else limiter.test)(item, self._name, key)]
            if not refused:
                return
            wait = max([(await limiter.get_window_stats(item, self._name, key)).reset_time - time() for item in refused])
        except StorageError as error:
            # A lost Redis must not close the doors of every shop.
            _log.warning("throttle.storage_lost", error=type(error).__name__)
            return
        raise TooMany(_(SORRY), retry_after=max(1, ceil(wait)))

    @property
    def _limiter(self) -> SlidingWindowCounterRateLimiter:
        return SlidingWindowCounterRateLimiter(self._storage or _shared_storage())


@lru_cache(maxsize=1)
def _shared_storage() -> Storage:
    url = settings().redis_url
    if not url:
        return MemoryStorage()
    storage = storage_from_string(f"async+{url}", implementation="redispy", wrap_exceptions=True)
    assert isinstance(storage, Storage)
    return storage


def forget_all() -> None:
    """Start counting anew: for tests. Counts in Redis stay."""
    _shared_storage.cache_clear()


def address_of(peer: str, forwarded_for: str = "", *, trusted: str | None = None) -> str:
    """The address that a caller is counted under: the peer's, or, behind trusted proxies, the last one they don't vouch for.

    An IPv6 caller owns a /64, so that is what counts. `trusted`: as the setting `trusted_proxies`, which is the default.
    """
    networks = _networks(settings().trusted_proxies if trusted is None else trusted)
    hops = [*(hop.strip() for hop in forwarded_for.split(",") if hop.strip()), peer]
    address = hops.pop()
    while hops and _is_in(address, networks):
        address = hops.pop()
    parsed = _parsed(address)
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed or "unknown")


@lru_cache(maxsize=8)
def _networks(trusted: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(each.strip(), strict=False) for each in trusted.split(",") if each.strip())


def _is_in(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed
