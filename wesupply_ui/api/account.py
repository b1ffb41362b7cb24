"""What people change about their own sign-in over plain HTTP: password and codes. Each renews the session's cookie."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from wesupply_ui.api.admission import by_proof
from wesupply_ui.api.caller import writing
from wesupply_ui.api.guesses import counted
from wesupply_ui.api.second_step import own_account
from wesupply_ui.api.sign_in import read_form, with_session
from wesupply_ui.domain.accounts import codes
from wesupply_ui.domain.accounts.change_password import change_own_password
from wesupply_ui.domain.accounts.passwords import check_strength
from wesupply_ui.domain.accounts.pins import set_pin
from wesupply_ui.domain.accounts.sessions import rotate_session
from wesupply_ui.domain.accounts.tries import SECOND_STEP
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import ConfirmNeeded, Invalid, SignInNeeded, Situation, TooMany

router = APIRouter(prefix="/api/account", include_in_schema=False)
ACCOUNT = "/app/account"


@router.post("/password", dependencies=[by_proof("a session, and the present password; wrong ones are counted")])
async def post_password(request: Request) -> Response:
    """A new password, for who knows the present one. All other sessions end."""
    form = await read_form(request)
    try:
        person = await own_account(request)
        present, new = form.get("current", "")[:1000], form.get("new", "")[:1000]
        check_strength(new)  # before the try is counted: a weak wish is no guess
        async with counted((SECOND_STEP, person.person_id)), writing() as db:
            opened = await change_own_password(db, person, present, new, now=clock.now())
    except (Invalid, TooMany, SignInNeeded) as error:
        return _back(error, "password")
    return with_session(RedirectResponse(f"{ACCOUNT}?done=password", 303), opened)


@router.post("/codes", dependencies=[by_proof("a session confirmed a moment ago, and the first code")])
async def post_codes(request: Request) -> Response:
    """The first code of a new phone: from now on sign-ins ask for one."""
    form = await read_form(request)
    try:
        person = await own_account(request)
        person.scope.require_recent(clock.now())
        async with counted((SECOND_STEP, person.person_id)), writing() as db:
            await codes.confirm_codes(db, person, form.get("code", "")[:20], now=clock.now())
            opened = await rotate_session(db, person.session_id, now=clock.now(), two_factors=True, confirmed=True)
    except Situation as error:
        return _back(error, "codes")
    return with_session(RedirectResponse(f"{ACCOUNT}?done=codes", 303), opened)


@router.post("/pin", dependencies=[by_proof("a session confirmed a moment ago")])
async def post_pin(request: Request) -> Response:
    """The PIN for the tablets of one's store."""
    form = await read_form(request)
    try:
        person = await own_account(request)
        async with writing() as db:
            await set_pin(db, person.scope, person.person_id, form.get("pin", "")[:20], now=clock.now())
    except Situation as error:
        return _back(error, "pin")
    return RedirectResponse(f"{ACCOUNT}?done=pin", 303)


def _back(error: Situation, about: str) -> Response:
    """To the page, which says what was wrong, beside the field where it was."""
    if isinstance(error, SignInNeeded):
        return RedirectResponse(f"/login?{urlencode({'next': ACCOUNT})}", 303)
    if isinstance(error, ConfirmNeeded):
        return RedirectResponse(f"/login/confirm?{urlencode({'next': ACCOUNT})}", 303)
    told = {"about": about, "error": error.problems[0].field if error.problems else error.code}
    if isinstance(error, TooMany):
        told["wait"] = str(int(error.retry_after))
    return RedirectResponse(f"{ACCOUNT}?{urlencode(told)}", 303, {"Cache-Control": "no-store"})
