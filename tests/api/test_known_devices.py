"""A shop's whole staff behind one address: strangers' and colleagues' mistakes keep nobody out of a browser that they use."""

from __future__ import annotations

import httpx
import pytest

from tests.builders import PASSWORD, a_merchant, a_person
from wesupply_ui.domain.accounts import known_devices, tries
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.blocks import Door, block_by_rule
from wesupply_ui.domain.accounts.known_devices import KNOWN_COOKIE, MOST_ACCOUNTS, known_as, remembered
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.accounts.tries import PASSWORD_FROM, PASSWORD_OF
from wesupply_ui.jobs.accounts import tell_refusals
from wesupply_ui.kernel import clock, live
from wesupply_ui.kernel.db import Database

OWNER = "owner@acme.example"
BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "User-Agent": "Firefox"}


@pytest.fixture
async def shop(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        shop = await a_merchant(db)
        await a_person(db, shop, "ada@example.com")
    return shop


async def tried(client: httpx.AsyncClient, email: str = OWNER, password: str = PASSWORD) -> str:
    """ "in", "wrong" or "too_many"."""
    answer = await client.post("/api/sign-in", data={"email": email, "password": password}, headers=BROWSER)
    return "in" if SESSION_COOKIE in answer.cookies else answer.headers["location"].partition("error=")[2].partition("&")[0]


def peer_of(client: httpx.AsyncClient) -> str:
    return client._transport.client[0]  # type: ignore[attr-defined]


async def use_up(database: Database, patience: tries.Patience, *caller: str) -> None:
    """As if others had guessed until they were told to wait."""
    async with database.transaction() as db:
        for _ in range(patience.free):
            await tries.count(db, patience, *caller, now=clock.now())


async def block(database: Database, shop: Merchant, peer: str) -> None:
    async with database.transaction() as db:
        await block_by_rule(db, Door.SIGN_IN, peer, merchant_id=shop.id, tries=20, now=clock.now())
    await live.publish(["blocks"])


async def test_whoever_signed_in_here_before_comes_in_though_the_address_is_kept_out(
    stranger: httpx.AsyncClient, sqlite: Database, shop: Merchant
) -> None:
    assert await tried(stranger) == "in"
    cookie = {each.name: each for each in stranger.cookies.jar}[KNOWN_COOKIE]
    assert cookie.path == "/api" and cookie.has_nonstandard_attr("HttpOnly")
    await block(sqlite, shop, peer_of(stranger))
    assert await tried(stranger) == "in"
    assert await tried(stranger, "ada@example.com") == "too_many"  # another account is none that this browser knows
    stranger.cookies.clear()
    assert await tried(stranger) == "too_many"


@pytest.mark.parametrize(("patience", "by_account"), [(PASSWORD_FROM, False), (PASSWORD_OF, True)])
async def test_nobody_elses_guesses_count_against_a_known_browser(
    stranger: httpx.AsyncClient, sqlite: Database, shop: Merchant, patience: tries.Patience, by_account: bool
) -> None:
    assert await tried(stranger) == "in"
    await use_up(sqlite, patience, OWNER if by_account else peer_of(stranger))
    assert await tried(stranger) == "in"
    stranger.cookies.clear()
    assert await tried(stranger) == "too_many"


async def test_a_known_browser_guesses_no_more_than_any_other(stranger: httpx.AsyncClient, shop: Merchant) -> None:
    assert await tried(stranger) == "in"
    assert [await tried(stranger, password="guess") for _ in range(6)] == ["wrong"] * 5 + ["too_many"]
    assert await tried(stranger) == "too_many"
    stranger.cookies.delete(KNOWN_COOKIE)  # a browser that forgets is one like any other
    assert await tried(stranger) == "in"


async def test_one_persons_mistakes_make_no_colleague_wait(stranger: httpx.AsyncClient, sqlite: Database, shop: Merchant) -> None:
    said = [await tried(stranger, password="guess") for _ in range(30)]
    assert said == ["wrong"] * 5 + ["too_many"] * 25
    assert await tried(stranger, "ada@example.com") == "in"  # from the same address, never seen before
    await tell_refusals(sqlite, clock.now())
    async with sqlite.reading() as db:
        from sqlmodel import select

        (entry,) = (await db.execute(select(AuditEntry).where(AuditEntry.action == "sign_in.refused"))).scalars()
    assert (entry.merchant_id, entry.origin, entry.after["tries"]) == (shop.id, peer_of(stranger), 5)


async def test_an_address_that_goes_on_through_many_accounts_is_kept_out(
    stranger: httpx.AsyncClient, sqlite: Database, shop: Merchant
) -> None:
    await use_up(sqlite, PASSWORD_FROM, peer_of(stranger))
    assert {await tried(stranger, f"a{each}@example.com") for each in range(21)} == {"too_many"}
    assert await tried(stranger, "ada@example.com") == "too_many"
    with clock.at(clock.now() + tries.WAITS[0] + tries.WAITS[0]):  # its wait is over, its block is not
        assert await tried(stranger, "ada@example.com") == "too_many"


def test_the_cookie_can_be_neither_made_up_nor_kept_for_ever_and_holds_a_few_accounts() -> None:
    now, cookie = clock.now(), None
    for each in range(MOST_ACCOUNTS + 2):
        cookie = remembered(cookie, f"a{each}@example.com", now=now)
    assert cookie and len(cookie) < 3000 and "example" not in cookie
    assert [bool(known_as(cookie, f"a{each}@example.com", now=now)) for each in range(MOST_ACCOUNTS + 2)] == [False] * 2 + [True] * 5
    first = known_as(cookie, "a6@example.com", now=now)
    assert known_as(remembered(cookie, "a6@example.com", now=now), "a6@example.com", now=now) != first
    assert known_as(cookie, "a6@example.com", now=now + known_devices.KNOWN_LIFE) is None
    for forged in (None, "", "x", cookie[:-4] + "AAA=", "x" * 5000):
        assert known_as(forged, "a6@example.com", now=now) is None
