"""The second step of signing in, and "is it still you?": codes that are typed into plain forms, each answered with a session's cookie."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from wesupply_ui.api.admission import by_proof
from wesupply_ui.api.caller import address, reading, writing
from wesupply_ui.api.guesses import counted, note_refusal
from wesupply_ui.api.sign_in import (
    LOGIN,
    SECOND,
    back_to,
    is_browser,
    local_path,
    read_form,
    welcome,
    with_session,
)  # fmt: skip
from wesupply_ui.domain.accounts import second_step, slips
from wesupply_ui.domain.accounts.reconfirm import reconfirm
from wesupply_ui.domain.accounts.scopes import SignedIn, signed_in
from wesupply_ui.domain.accounts.second_step import SECOND_COOKIE
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.accounts.tries import SECOND_STEP
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, SignInNeeded, TooMany

router = APIRouter(prefix="/api", include_in_schema=False)
CONFIRM = "/login/confirm"


@router.post("/sign-in/second", dependencies=[by_proof("the slip of the first step, and a code; wrong ones are counted")])
async def post_second_step(request: Request) -> Response:
    """A code of the phone or a recovery code, with the slip of the first step. 303 into the portal, or back to the form."""
    form = await read_form(request)
    now = clock.now()
    try:
        slip = slips.unseal(second_step.SECOND_STEP, request.cookies.get(SECOND_COOKIE), now=now)
    except SignInNeeded as error:
        if not is_browser(request):
            raise
        return back_to(LOGIN, error, local_path(form.get("next", "")), error="late")
    next_ = local_path(slip.holds["next"])
    try:
        async with counted((SECOND_STEP, slip.holds["person"])), writing() as db:
            device, peer = request.headers.get("user-agent", ""), address(request)
            opened = await second_step.finish(db, slip, form.get("code", "")[:40], device=device, address=peer, now=now)
    except (Invalid, TooMany, SignInNeeded) as error:
        if isinstance(error, Invalid):
            await note_refusal(slip.holds["person"], slip.holds["person"], way="second_step", address=address(request))
        if not is_browser(request):
            raise
        return back_to(LOGIN, error, next_, error="late") if isinstance(error, SignInNeeded) else back_to(SECOND, error, next_)
    return welcome(request, opened, next_)


@router.post("/confirm", dependencies=[by_proof("a session, and a code or the password; wrong ones are counted")])
async def post_confirm(request: Request) -> Response:
    """A signed-in person's fresh proof: a code where they have a second factor, else the password. The session gets a new token."""
    form = await read_form(request)
    person = await own_account(request)
    next_ = local_path(form.get("next", ""))
    try:
        async with counted((SECOND_STEP, person.person_id)), writing() as db:
            opened = await reconfirm(db, person, (form.get("code") or form.get("password") or "")[:1000], now=clock.now())
    except (Invalid, TooMany) as error:
        if not is_browser(request):
            raise
        return back_to(CONFIRM, error, next_)
    return with_session(welcome(request, opened, next_), opened)


async def own_account(request: Request) -> SignedIn:
    """Who is signed in, to do something about their own account. SignInNeeded for nobody, and for a PIN at a store's tablet."""
    async with reading() as db:
        person = await signed_in(db, request.cookies.get(SESSION_COOKIE), now=clock.now())
    if person is None or person.device_id:
        raise SignInNeeded("Please sign in.")
    return person
