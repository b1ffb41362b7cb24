"""Tries are counted by caller, and a caller cannot pretend to be another."""

from __future__ import annotations

import pytest
from limits.aio.storage import MemoryStorage

from wesupply_ui.kernel.errors import TooMany
from wesupply_ui.kernel.throttle import Throttle, address_of


async def test_tries_beyond_the_limit_are_refused_and_say_how_long_to_wait():
    throttle = Throttle("test", "3 per minute; 100 per day", storage=MemoryStorage())
    for _ in range(3):
        await throttle.take("10.0.0.1")
    with pytest.raises(TooMany) as refusal:
        await throttle.take("10.0.0.1")
    assert 1 <= refusal.value.retry_after <= 60


async def test_one_callers_tries_are_not_anothers():
    throttle = Throttle("test", "1 per minute", storage=MemoryStorage())
    await throttle.take("acme", "5001")
    await throttle.take("acme", "5002")
    with pytest.raises(TooMany):
        await throttle.check("acme", "5001")


async def test_asking_what_is_left_uses_nothing_up():
    throttle = Throttle("test", "1 per minute", storage=MemoryStorage())
    for _ in range(5):
        await throttle.check("10.0.0.1")
    await throttle.take("10.0.0.1")


def test_a_forwarded_address_counts_only_behind_a_proxy_that_is_trusted():
    assert address_of("203.0.113.9", "1.2.3.4", trusted="") == "203.0.113.9"
    assert address_of("10.0.0.2", "1.2.3.4", trusted="10.0.0.0/8") == "1.2.3.4"
    assert address_of("10.0.0.2", "9.9.9.9, 1.2.3.4, 10.0.0.7", trusted="10.0.0.0/8") == "1.2.3.4"


def test_an_ipv6_caller_is_counted_by_the_network_they_own():
    assert address_of("2001:db8:1:2::1", trusted="") == address_of("2001:db8:1:2:ffff::9", trusted="") == "2001:db8:1:2::/64"
    assert address_of("testclient", trusted="") == "unknown"
