"""Signing in at an OpenID provider: the way there, and back with who it is. What was asked travels sealed in a cookie."""

from __future__ import annotations

import hmac
from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from wesupply_ui import runtime
from wesupply_ui.api import limits
from wesupply_ui.api.admission import for_anyone
from wesupply_ui.api.caller import address, writing
from wesupply_ui.api.second_step import own_account
from wesupply_ui.api.sign_in import HOME, LOGIN, local_path, to_second_step, welcome, with_slip
from wesupply_ui.domain.accounts import slips
from wesupply_ui.domain.accounts.identify import NoAccount, identify, link_own
from wesupply_ui.domain.accounts.ports import Asked, Identity, IdentityRefused
from wesupply_ui.domain.accounts.sign_in import SecondStep, come_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import ConfirmNeeded, NotFound, SignInNeeded, Situation
from wesupply_ui.kernel.settings import settings

router = APIRouter(prefix="/api/oidc", include_in_schema=False)
OIDC = "oidc"
OIDC_COOKIE = "wesupply_oidc"
ACCOUNT = "/app/account"
_log = structlog.get_logger(__name__)
_WHY = "the provider's own sign-in; state, nonce and verifier are sealed in the browser"


@router.get("/start", dependencies=[for_anyone(_WHY)])
async def get_start(request: Request) -> Response:
    """To the provider. `link=1`: a signed-in person links it to their account."""
    await limits.strangers.take(request, "oidc", address(request))
    next_ = local_path(request.query_params.get("next", ""))
    link = ""
    if request.query_params.get("link"):
        person = await own_account(request)
        try:
            person.scope.require_recent(clock.now())
        except ConfirmNeeded:
            return RedirectResponse(f"/login/confirm?{urlencode({'next': ACCOUNT})}", 303)
        link = person.person_id
    provider = runtime.identity_provider()
    if provider is None:
        raise NotFound("No OpenID provider is set up here.")
    try:
        asked = await provider.ask(_callback())
    except IdentityRefused as refused:
        return _back(refused, next_)
    slip = slips.seal(OIDC, now=clock.now(), state=asked.state, nonce=asked.nonce, verifier=asked.verifier, next=next_, link=link)
    return with_slip(RedirectResponse(asked.address, 303), OIDC_COOKIE, slip)


@router.get("/callback", dependencies=[for_anyone(_WHY)])
async def get_callback(request: Request) -> Response:
    """Back from the provider: a session, the second step, or a sentence why not."""
    await limits.strangers.take(request, "oidc", address(request))
    next_ = HOME
    try:
        slip = slips.unseal(OIDC, request.cookies.get(OIDC_COOKIE), now=clock.now())
        next_ = local_path(slip.holds["next"])
        async with writing() as db:  # spent before it is used: a state is good once, whatever comes of it
            await slips.spend(db, slip, now=clock.now())
        identity = await _heard(request, slip)
        response = await (_linked(request, identity, slip) if slip.holds["link"] else _came_in(request, identity, next_))
    except SecondStep as step:
        response = to_second_step(request, step, next_)
    except (SignInNeeded, IdentityRefused) as refused:
        response = _back(refused, next_)
    response.delete_cookie(OIDC_COOKIE, path="/", secure=settings().is_https, httponly=True, samesite="lax")
    return response


async def _heard(request: Request, slip: slips.Slip) -> Identity:
    provider, query = runtime.identity_provider(), request.query_params
    if provider is None or query.get("error"):
        raise IdentityRefused(f"the provider said {query.get('error', 'nothing')[:40]!r}")
    if not hmac.compare_digest(query.get("state", "").encode(), slip.holds["state"].encode()):
        raise IdentityRefused("the state is another")
    asked = Asked("", slip.holds["state"], slip.holds["nonce"], slip.holds["verifier"])
    return await provider.hear(query.get("code", "")[:2000], _callback(), asked)


async def _came_in(request: Request, identity: Identity, next_: str) -> Response:
    now, step = clock.now(), None
    async with writing() as db:
        person = await identify(db, identity, now=now)
        try:
            device = request.headers.get("user-agent", "")
            opened = await come_in(db, person, way="oidc", device=device, address=address(request), now=now)
        except SecondStep as half:  # what was linked stays linked
            step = half
    if step:
        raise step
    return welcome(request, opened, next_)


async def _linked(request: Request, identity: Identity, slip: slips.Slip) -> Response:
    person = await own_account(request)
    if person.person_id != slip.holds["link"]:
        raise slips.gone()
    try:
        async with writing() as db:
            await link_own(db, person, identity, now=clock.now())
    except Situation as problem:
        return RedirectResponse(f"{ACCOUNT}?{urlencode({'about': 'linked', 'error': problem.code})}", 303)
    return RedirectResponse(f"{ACCOUNT}?done=linked", 303)


def _callback() -> str:
    return f"{settings().base_url.rstrip('/')}/api/oidc/callback"


def _back(refused: Situation, next_: str) -> Response:
    """To the sign-in page, which says it in a sentence."""
    told = refused.told if isinstance(refused, NoAccount) else "oidc" if isinstance(refused, IdentityRefused) else "late"
    if isinstance(refused, IdentityRefused):
        _log.warning("oidc.refused", why=refused.why)
    query = {"error": told} | ({"next": next_} if next_ != HOME else {})
    return RedirectResponse(f"{LOGIN}?{urlencode(query)}", 303, {"Cache-Control": "no-store"})
