"""What people do about their accounts over plain HTTP, because a session's cookie comes with it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from wesupply_ui.api.admission import by_proof, for_anyone
from wesupply_ui.api.body import answer
from wesupply_ui.api.caller import address, reading, writing
from wesupply_ui.api.sign_in import HOME, LOGIN, is_browser, local_path, read_form, welcome, with_session
from wesupply_ui.domain.accounts.enter import enter
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.accounts.switch_merchant import switch_merchant
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import NotFound, SignInNeeded

router = APIRouter(tags=["Accounts"], prefix="/api", include_in_schema=False)


@router.post("/switch-merchant", dependencies=[by_proof("an open session's cookie, which the use case asks for")])
async def post_switch_merchant(request: Request) -> Response:
    """Go on at the merchant of the form's `merchant` (a slug), then to `next`. 401 without a session, 404 where one does not work."""
    form = await read_form(request)
    try:
        async with writing() as db:
            token, slug = request.cookies.get(SESSION_COOKIE, ""), form.get("merchant", "")[:80]
            opened = await switch_merchant(db, token=token, slug=slug, now=clock.now())
    except (SignInNeeded, NotFound) as error:
        if not is_browser(request):
            raise
        return RedirectResponse(LOGIN if isinstance(error, SignInNeeded) else HOME, 303)
    response = RedirectResponse(local_path(form.get("next", HOME)), 303) if is_browser(request) else answer({"merchant": slug})
    return with_session(response, opened)


@router.get("/session", dependencies=[for_anyone("says only whether one's own cookie opens a session")])
async def get_session(request: Request) -> Response:
    """Whether somebody is signed in in this browser: for pages whose socket holds an older cookie."""
    async with reading() as db:
        person = await signed_in(db, request.cookies.get(SESSION_COOKIE), now=clock.now())
    return answer({"open": person is not None})


@router.post("/enter", dependencies=[by_proof("a ticket that a page got moments ago for a mailed link; good once")])
async def post_enter(request: Request) -> Response:
    """Open the session that the form's `ticket` stands for, then go to `next`; with none, or an old one, to the sign-in."""
    form = await read_form(request)
    device = request.headers.get("user-agent", "")
    try:
        async with writing() as db:
            opened = await enter(db, form.get("ticket", "")[:200], device=device, address=address(request), now=clock.now())
    except (SignInNeeded, NotFound):
        if not is_browser(request):
            raise
        return RedirectResponse(LOGIN, 303, {"Cache-Control": "no-store"})
    return welcome(request, opened, local_path(form.get("next", HOME)))
