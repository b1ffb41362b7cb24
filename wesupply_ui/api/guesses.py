"""What does a guess cost? It is counted before it is looked at, forgiven when it was right, and written down when it was not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request, Response

from wesupply_ui.api.caller import reading, writing
from wesupply_ui.domain.accounts import tries
from wesupply_ui.domain.accounts.blocks import Door
from wesupply_ui.domain.accounts.keeping_out import admit, merchant_of_account, refused
from wesupply_ui.domain.accounts.known_devices import KNOWN_COOKIE, KNOWN_LIFE, known_as, remembered
from wesupply_ui.domain.accounts.refusals import count_refusal
from wesupply_ui.domain.accounts.sign_in import NotIn, Opened, SecondStep
from wesupply_ui.domain.accounts.tries import PASSWORD_FROM, PASSWORD_HERE, PASSWORD_KNOWN, PASSWORD_OF, Patience, TooOften
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.settings import settings

_COOKIE_PATH = "/api"


@asynccontextmanager
async def counted(*who: tuple[Patience, *tuple[str, ...]]) -> AsyncIterator[None]:
    """A try within the block: counted before it is looked at, and forgotten when it was right. The last of `who` is forgotten wholly."""
    async with writing() as db:
        for patience, *caller in who:
            await tries.count(db, patience, *caller, now=clock.now())
    try:
        yield
    except SecondStep:
        await _was_right(who)
        raise
    await _was_right(who)


@asynccontextmanager
async def password_tried(request: Request, account: str, peer: str) -> AsyncIterator[None]:
    """A password is looked at within the block. TooMany for who has to wait; see `docs/decisions/0015`.

    A browser in which this account was opened before has a count of its own, and nobody else's guesses close its door. Any other counts
    against the account from its network address, the account from anywhere, and the address: an address that goes on when it is told
    to wait is kept out.
    """
    known = known_as(request.cookies.get(KNOWN_COOKIE), account, now=clock.now())
    if known:
        limits = [(PASSWORD_KNOWN, account, known)]
    else:
        await admit(Door.SIGN_IN, peer)
        limits = [(PASSWORD_FROM, peer), (PASSWORD_OF, account), (PASSWORD_HERE, account, peer)]
    try:
        async with counted(*limits):
            yield
    except NotIn as wrong:
        await note_refusal(account, wrong.person_id, way="password", address=peer)
        raise
    except TooOften as waits:
        if waits.patience is PASSWORD_FROM:
            async with reading() as db:
                whose = await merchant_of_account(db, account)
            await refused(Door.SIGN_IN, peer, merchant_id=whose)
        raise


async def note_refusal(account: str, person_id: str | None, *, way: str, address: str) -> None:
    """Somebody did not get in; the account's merchants read of it later. In a transaction of its own: what was tried was undone."""
    async with writing() as db:
        await count_refusal(db, account, person_id, way=way, address=address, now=clock.now())


def with_known_device(request: Request, response: Response, opened: Opened) -> Response:
    """The same answer, by which the browser is known from now on as one where this account is opened."""
    if opened.account:
        cookie = remembered(request.cookies.get(KNOWN_COOKIE), opened.account, now=clock.now())
        seconds = int(KNOWN_LIFE.total_seconds())
        response.set_cookie(
            KNOWN_COOKIE, cookie, max_age=seconds, path=_COOKIE_PATH, secure=settings().is_https, httponly=True, samesite="lax"
        )
    return response


async def _was_right(who: tuple[tuple[Patience, *tuple[str, ...]], ...]) -> None:
    async with writing() as db:
        for patience, *caller in who[:-1]:
            await tries.take_back(db, patience, *caller)
        for patience, *caller in who[-1:]:
            await tries.forget(db, patience, *caller)
