"""What a browser asks and answers about passkeys. The challenge travels sealed in a cookie, for one purpose, once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import orjson
from fastapi import APIRouter, Request, Response

from wesupply_ui.api import limits
from wesupply_ui.api.admission import by_proof
from wesupply_ui.api.body import answer, as_object, parsed, read_body
from wesupply_ui.api.caller import address, reading, writing
from wesupply_ui.api.second_step import own_account
from wesupply_ui.api.sign_in import DESK, HOME, local_path, with_session, with_slip
from wesupply_ui.domain.accounts import passkeys, slips
from wesupply_ui.domain.accounts.passkeys import Site
from wesupply_ui.domain.accounts.sessions import rotate_session
from wesupply_ui.domain.accounts.sign_in import come_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.settings import settings

router = APIRouter(prefix="/api/passkeys", include_in_schema=False)
COOKIE = "wesupply_passkey"
REGISTER, ENTER = "passkey-register", "passkey-enter"
_LARGEST = 60_000


@router.post("/register/options", dependencies=[by_proof("a session confirmed a moment ago")])
async def post_register_options(request: Request) -> Response:
    """What the browser needs to make a passkey for who is signed in."""
    person = await own_account(request)
    async with reading() as db:
        options, challenge = await passkeys.registration_options(db, person, _site(request), now=clock.now())
    return _asking(REGISTER, options, challenge, person=person.person_id)


@router.post("/register", dependencies=[by_proof("a session, and a new passkey's answer to the challenge")])
async def post_register(request: Request) -> Response:
    """Keep the new passkey; the session goes on as one of two factors, under a new token."""
    person = await own_account(request)
    body, slip = await _body(request), _slip(request, REGISTER)
    if slip.holds["person"] != person.person_id:
        raise slips.gone()
    await _spend(slip)
    async with writing() as db:
        challenge, now = slip.holds["challenge"], clock.now()
        await passkeys.register_passkey(db, person, _site(request), challenge, body.get("credential"), body.get("name"), now=now)
        opened = await rotate_session(db, person.session_id, now=now, two_factors=True, confirmed=True)
    return with_session(answer({"next": "/app/account?done=passkey"}), opened)


@router.post("/enter/options", dependencies=[by_proof("names nobody: a challenge for whoever has a passkey")])
async def post_enter_options(request: Request) -> Response:
    """What the browser needs to sign somebody in by a passkey."""
    await limits.strangers.take(request, "passkey", address(request))
    options, challenge = passkeys.sign_in_options(_site(request))
    return _asking(ENTER, options, challenge)


@router.post("/enter", dependencies=[by_proof("a passkey's answer to the challenge")])
async def post_enter(request: Request) -> Response:
    """A session of two factors: the device, and its lock."""
    await limits.strangers.take(request, "passkey", address(request))
    body, slip = await _body(request), _slip(request, ENTER)
    await _spend(slip)
    async with writing() as db:
        now, device = clock.now(), request.headers.get("user-agent", "")
        person = await passkeys.prove_by_passkey(db, _site(request), slip.holds["challenge"], body.get("credential"), now=now)
        opened = await come_in(db, person, way="passkey", device=device, address=address(request), now=now, two_factors=True)
    next_ = local_path(str(body.get("next", "")))
    return with_session(answer({"next": DESK if opened.at_store and next_ == HOME else next_}), opened)


@router.post("/confirm", dependencies=[by_proof("a session, and its own person's passkey")])
async def post_confirm(request: Request) -> Response:
    """It is still who is signed in: the session goes on as confirmed, under a new token."""
    signed = await own_account(request)
    body, slip = await _body(request), _slip(request, ENTER)
    await _spend(slip)
    async with writing() as db:
        now = clock.now()
        person = await passkeys.prove_by_passkey(db, _site(request), slip.holds["challenge"], body.get("credential"), now=now)
        if person.id != signed.person_id:
            raise SignInNeeded("This is another person's passkey.")
        opened = await rotate_session(db, signed.session_id, now=now, two_factors=True, confirmed=True)
    return with_session(answer({"next": local_path(str(body.get("next", "")))}), opened)


def _site(request: Request) -> Site:
    """The address that people use; on a developer's machine, whatever port they opened."""
    configured = urlsplit(settings().base_url)
    given = urlsplit(f"http://{request.headers.get('host', '')}")
    if configured.hostname == given.hostname == "localhost" and not settings().is_https:
        return Site("localhost", f"http://{given.netloc}")
    return Site(configured.hostname or "localhost", f"{configured.scheme}://{configured.netloc}")


def _asking(purpose: str, options: str, challenge: str, **holds: str) -> Response:
    response = answer({"publicKey": orjson.loads(options)})
    return with_slip(response, COOKIE, slips.seal(purpose, now=clock.now(), challenge=challenge, **holds))


def _slip(request: Request, purpose: str) -> slips.Slip:
    return slips.unseal(purpose, request.cookies.get(COOKIE), now=clock.now())


async def _spend(slip: slips.Slip) -> None:
    """In a transaction of its own: a challenge is good once, whatever comes of it."""
    async with writing() as db:
        await slips.spend(db, slip, now=clock.now())


async def _body(request: Request) -> dict[str, Any]:
    return as_object(parsed(await read_body(request, _LARGEST)))
