"""A store's shared tablet over plain HTTP: registering it, opening it by PIN, and locking it. Cookies are what it is about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.api.admission import by_proof, by_session, for_anyone
from wesupply_ui.api.caller import address, reading, writing
from wesupply_ui.api.guesses import counted, note_refusal
from wesupply_ui.api.sign_in import DESK, read_form, with_session
from wesupply_ui.domain.accounts import desk
from wesupply_ui.domain.accounts.desk import DEVICE_COOKIE, DEVICE_LIFE
from wesupply_ui.domain.accounts.factors import StoreDevice
from wesupply_ui.domain.accounts.permissions import DESK_MANAGE
from wesupply_ui.domain.accounts.pins import read_pin
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE, NotIn, Opened, sign_out
from wesupply_ui.domain.accounts.tries import PIN_AT, PIN_HERE
from wesupply_ui.domain.locations.tablets import register_tablet
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound, SignInNeeded, Situation, TooMany
from wesupply_ui.kernel.settings import settings

router = APIRouter(prefix="/api/store", include_in_schema=False)
Manager = Annotated[Scope, by_session(may=DESK_MANAGE, at_store=True)]


@router.post("/tablets")
async def post_tablet(request: Request, staff: Manager) -> Response:
    """This browser is a store's tablet from now on. Whoever registered it is signed out here: the tablet is everybody's."""
    form = await read_form(request)
    if _session(request) is None:
        raise SignInNeeded("Please sign in.")
    try:
        async with writing() as db:
            agent = request.headers.get("user-agent", "")
            where, name = form.get("location", ""), form.get("name", "")
            _, token = await register_tablet(db, staff, location_id=where, name=name, device=agent, now=clock.now())
            await sign_out(db, token=request.cookies.get(SESSION_COOKIE, ""), now=clock.now())
    except (Invalid, NotFound) as error:
        return _back(error)
    response = RedirectResponse(DESK, 303, {"Cache-Control": "no-store"})
    response.delete_cookie(SESSION_COOKIE, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    seconds = int(DEVICE_LIFE.total_seconds())
    response.set_cookie(DEVICE_COOKIE, token, max_age=seconds, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    return response


@router.post("/unlock", dependencies=[by_proof("a registered tablet's cookie, and a PIN; wrong ones are counted")])
async def post_unlock(request: Request) -> Response:
    """Somebody of the store opens the tablet by their PIN."""
    form = await read_form(request)
    person, pin, peer = form.get("person", "")[:40], form.get("pin", "")[:20], address(request)

    async def by_pin(db: AsyncSession, device: StoreDevice) -> Opened:
        return await desk.unlock(db, device, person, pin, address=peer, now=clock.now())

    return await _opened(request, person, by_pin)


@router.post("/first-pin", dependencies=[by_proof("a registered tablet's cookie, and the password; wrong ones are counted")])
async def post_first_pin(request: Request) -> Response:
    """Somebody of the store who has no PIN yet chooses one, proven by their password."""
    form = await read_form(request)
    try:
        read_pin(form.get("pin", "")[:20])  # before the try is counted: a weak wish is no guess
    except Invalid as error:
        return _back(error, who=form.get("person", "")[:40])
    person, password, pin, peer = form.get("person", "")[:40], form.get("password", "")[:1000], form.get("pin", "")[:20], address(request)

    async def by_password(db: AsyncSession, device: StoreDevice) -> Opened:
        return await desk.choose_first_pin(db, device, person, password, pin, address=peer, now=clock.now())

    return await _opened(request, person, by_password)


@router.post("/lock", dependencies=[for_anyone("ends only the session of its own cookie")])
async def post_lock(request: Request) -> Response:
    """Lock the tablet: the session ends, the tablet stays registered."""
    token = _session(request)
    if token:
        async with writing() as db:
            await sign_out(db, token=token, now=clock.now())
    response = RedirectResponse(DESK, 303, {"Cache-Control": "no-store"})
    response.delete_cookie(SESSION_COOKIE, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    return response


async def _opened(request: Request, person: str, prove: Callable[[AsyncSession, StoreDevice], Awaitable[Opened]]) -> Response:
    async with reading() as db:
        device = await desk.device_of(db, request.cookies.get(DEVICE_COOKIE))
    if device is None:
        raise NotAllowed("This browser is not a registered tablet.")
    try:
        async with counted((PIN_AT, device.id), (PIN_HERE, device.id, person)), writing() as db:
            opened = await prove(db, device)
    except (SignInNeeded, Invalid, TooMany) as error:
        if isinstance(error, NotIn):
            await note_refusal(f"{device.id}:{person}", error.person_id, way="pin", address=address(request))
        return _back(error, who=person)
    return with_session(RedirectResponse(DESK, 303), opened)


def _session(request: Request) -> str | None:
    token = request.cookies.get(SESSION_COOKIE, "")
    return token if 0 < len(token) <= 200 else None


def _back(error: Situation, **told: str) -> Response:
    """To the desk, which says what was wrong."""
    told |= {"error": error.problems[0].field if error.problems else "wrong" if isinstance(error, SignInNeeded) else error.code}
    if isinstance(error, TooMany):
        told["wait"] = str(int(error.retry_after))
    return RedirectResponse(f"{DESK}?{urlencode(told)}", 303, {"Cache-Control": "no-store"})
