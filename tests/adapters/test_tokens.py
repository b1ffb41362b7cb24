"""How often an account signs in."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.adapters.partner import Clock
from wesupply_ui.adapters.tokens import Token, TokenKeeper, read_token
from wesupply_ui.domain.tracking.reading import Failure


class Desk:
    """Hands out numbered tokens, or says no."""

    def __init__(self, refusal: Failure | None = None) -> None:
        self.count = 0
        self.refusal = refusal

    async def __call__(self) -> Token | Failure:
        self.count += 1
        await asyncio.sleep(0)
        return self.refusal or Token(f"t{self.count}", 3600)


async def test_fifty_calls_at_once_sign_in_once() -> None:
    keeper, desk = TokenKeeper(Clock()), Desk()
    assert await asyncio.gather(*(keeper.get(desk) for _ in range(50))) == ["t1"] * 50
    assert desk.count == 1


async def test_a_token_is_renewed_a_minute_before_its_end() -> None:
    clock = Clock()
    keeper, desk = TokenKeeper(clock), Desk()
    assert await keeper.get(desk) == "t1"
    clock.seconds += 3539
    assert keeper.current() == "t1"
    clock.seconds += 2
    assert keeper.current() is None
    assert await keeper.get(desk) == "t2"


async def test_many_complaints_about_one_token_renew_it_once() -> None:
    keeper, desk = TokenKeeper(Clock()), Desk()
    await keeper.get(desk)
    for _ in range(10):
        keeper.forget("t1")
        assert await keeper.get(desk) == "t2"
    assert desk.count == 2


async def test_the_caller_who_began_a_sign_in_may_leave_and_the_others_still_get_it() -> None:
    keeper, desk = TokenKeeper(Clock()), Desk()
    first = asyncio.create_task(keeper.get(desk))
    second = asyncio.create_task(keeper.get(desk))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "t1"
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_refused_sign_in_is_not_repeated_for_a_minute() -> None:
    clock = Clock()
    no = Failure("unauthorised", "no", retryable=False)
    keeper, desk = TokenKeeper(clock), Desk(no)
    assert [await keeper.get(desk) for _ in range(5)] == [no] * 5
    assert desk.count == 1
    clock.seconds += 61
    desk.refusal = None
    assert await keeper.get(desk) == "t2"


async def test_a_sign_in_that_breaks_off_leaves_the_keeper_usable() -> None:
    async def broken() -> Token | Failure:
        raise RuntimeError("a bug of ours")

    keeper = TokenKeeper(Clock())
    with pytest.raises(RuntimeError):
        await keeper.get(broken)
    assert await keeper.get(Desk()) == "t1"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"access_token": "abc", "expires_in": "14399", "token_type": "Bearer"}', Token("abc", 14399)),
        (b'{"access_token": "abc", "expires_in": 3600}', Token("abc", 3600)),
        (b'{"access_token": "abc"}', Token("abc", 3600)),
        (b'{"access_token": "abc", "expires_in": "soon"}', Token("abc", 3600)),
        (b'{"access_token": "abc", "expires_in": -1}', Token("abc", 3600)),
    ],
)
def test_a_sign_ins_answer_is_read_with_its_lifetime(body: bytes, expected: Token) -> None:
    assert read_token(httpx.Response(200, content=body)) == expected


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"{}", b'{"access_token": 5}', b'{"access_token": "a\\nb"}', b'"token"'])
def test_an_answer_without_a_token_is_malformed(body: bytes) -> None:
    failure = read_token(httpx.Response(200, content=body))
    assert isinstance(failure, Failure)
    assert failure.code == "malformed"
