"""Staff sign in and out over plain HTTP: only here can the session's cookie be set where no script can read it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from wesupply_ui.api.admission import by_proof, for_anyone
from wesupply_ui.api.body import answer, read_body
from wesupply_ui.api.caller import address, writing
from wesupply_ui.api.guesses import password_tried, with_known_device
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.accounts.second_step import SECOND_COOKIE, first_half
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE, SESSION_MAX, Opened, SecondStep, sign_in, sign_out
from wesupply_ui.domain.accounts.slips import SLIP_LIFE
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import SignInNeeded, Situation, TooMany
from wesupply_ui.kernel.language import LANGUAGE_COOKIE
from wesupply_ui.kernel.settings import settings

router = APIRouter(tags=["Sign-in"], prefix="/api")
HOME = "/app"
DESK = "/store"
LOGIN = "/login"
SECOND = "/login/second"
_FORM = {
    "type": "object",
    "required": ["email", "password"],
    "properties": {
        "email": {"type": "string", "format": "email"},
        "password": {"type": "string", "format": "password"},
        "next": {"type": "string", "description": "Where to go afterwards: a path of this site"},
    },
}
_BODY = {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": _FORM}}}, "security": []}


@router.post(
    "/sign-in",
    summary="Sign in as staff",
    openapi_extra=_BODY,
    status_code=303,
    dependencies=[by_proof("address and password; wrong ones are counted")],
)
async def post_sign_in(request: Request) -> Response:
    """Set the session cookie and go to `next`. Browsers are sent back to the form when it fails, others get a problem document."""
    form = await read_form(request)
    next_ = local_path(form.get("next") or request.query_params.get("next", ""))
    try:
        opened = await _opened(request, form.get("email", "")[:254], form.get("password", "")[:1000])
    except SecondStep as step:
        return to_second_step(request, step, next_)
    except (SignInNeeded, TooMany) as error:
        if not is_browser(request):
            raise
        return back_to(LOGIN, error, next_)
    return welcome(request, opened, next_)


def welcome(request: Request, opened: Opened, next_: str) -> Response:
    """The answer to someone who is in: their cookie, and the page that they wanted. Store staff have their own first page."""
    if opened.at_store and next_.partition("?")[0] == HOME:
        next_ = DESK
    response = RedirectResponse(next_, 303) if is_browser(request) else answer({"expires_at": opened.expires_at.isoformat(), "next": next_})
    if SECOND_COOKIE in request.cookies:
        response.delete_cookie(SECOND_COOKIE, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    return with_known_device(request, with_session(response, opened), opened)


def to_second_step(request: Request, step: SecondStep, next_: str) -> Response:
    """The answer to someone who did the first step: a slip for the second, and no session."""
    to = f"{SECOND}?{urlencode({'next': next_})}" if next_ != HOME else SECOND
    response = RedirectResponse(to, 303) if is_browser(request) else answer({"second_step": SECOND}, 401)
    return with_slip(response, SECOND_COOKIE, first_half(step, next_=next_, now=clock.now()))


def with_slip(response: Response, name: str, slip: str) -> Response:
    """The same answer, which also gives the browser a slip for the next step."""
    seconds = int(SLIP_LIFE.total_seconds())
    response.set_cookie(name, slip, max_age=seconds, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    response.headers["Cache-Control"] = "no-store"
    return response


def with_session(response: Response, opened: Opened) -> Response:
    """The same answer, which also brings the browser its session's cookie, and the language in which its person reads."""
    response.set_cookie(
        SESSION_COOKIE,
        opened.token,
        # The server ends a session that is not used long before; the cookie only must not end sooner.
        max_age=int(SESSION_MAX.total_seconds()),
        path="/",
        secure=settings().is_https,
        httponly=True,
        samesite="lax",
    )
    if opened.language:  # read by the page's first script, before anything is drawn
        year = 365 * 24 * 3600
        response.set_cookie(LANGUAGE_COOKIE, opened.language, max_age=year, path="/", secure=settings().is_https, samesite="lax")
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/sign-out", summary="End the session", status_code=303, dependencies=[for_anyone("ends only the session of its own cookie")])
async def post_sign_out(request: Request) -> Response:
    """End the session of the cookie, and forget the cookie."""
    token = request.cookies.get(SESSION_COOKIE, "")
    if 0 < len(token) <= 200:
        async with writing() as db:
            await sign_out(db, token=token, now=clock.now())
    response = RedirectResponse(LOGIN, 303) if is_browser(request) else Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    response.headers["Cache-Control"] = "no-store"
    return response


async def _opened(request: Request, email: str, password: str) -> Opened:
    """A new session for the right password."""
    peer = address(request)
    async with password_tried(request, email.strip().lower(), peer), writing() as db:
        device = request.headers.get("user-agent", "")
        return await sign_in(db, email=email, password=password, device=device, address=peer, now=clock.now())


async def read_form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refused(415, "media_type", "Send a form (application/x-www-form-urlencoded).")
    body = await read_body(request, 10_000)
    try:
        return {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20).items()}
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, "broken_form", "The form cannot be read.") from error


def local_path(wanted: str) -> str:
    """`wanted` when it is a path of this site, else the portal's first page. "//evil", "/\\evil" and control characters are none."""
    parts = urlsplit(wanted) if wanted.isprintable() and len(wanted) <= 2000 else None
    if parts is None or parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return HOME
    return wanted


def is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def back_to(form: str, error: Situation, next_: str, /, **told: str) -> Response:
    """Back to the form that was sent, which says what was wrong and how long to wait."""
    told = {"error": "too_many" if isinstance(error, TooMany) else "wrong"} | told | ({"next": next_} if next_ != HOME else {})
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, TooMany):
        told["error"] = "too_many"
        told["wait"] = headers["Retry-After"] = str(int(error.retry_after))
    return RedirectResponse(f"{form}?{urlencode(told)}", 303, headers)
