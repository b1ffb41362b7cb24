"""Who may use this route? Each declares it as a dependency, which also admits: by token, by session, by a proof of its own, or anyone.

The declaration is data: the OpenAPI document, `docs/access.md` and the tests read it with `ways_in`. A route without one fails a test.

    @router.get("/orders", …)
    async def get_orders(caller: Annotated[Scope, by_token(may=ORDERS_READ)], …)

    @router.get("/audit.csv", …)
    async def get_audit(staff: Annotated[Scope, by_session(may=AUDIT_READ)]) …

    @router.post("/sign-in", dependencies=[for_anyone("they prove themselves by the password")])
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from wesupply_ui.api import limits
from wesupply_ui.domain.accounts.blocks import Door
from wesupply_ui.domain.accounts.keeping_out import admit, refused
from wesupply_ui.domain.accounts.permissions import ALL, FOR_MACHINES
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_api_token, scope_of_session
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import NotAllowed, SignInNeeded, TooMany
from wesupply_ui.kernel.language import LANGUAGE_COOKIE, _, first_known, speak
from wesupply_ui.kernel.throttle import address_of


class By(StrEnum):
    """What a caller shows at the door."""

    TOKEN = "token"  # noqa: S105
    SESSION = "session"
    PROOF = "proof"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Admission:
    """What a route asks of its caller. `why`: for doors without a scope, what protects them instead."""

    by: By
    may: str | None = None
    at_store: bool = False
    why: str = ""


class ScopeMissing(NotAllowed):
    """The token is right but too narrow (RFC 6750, section 3.1)."""

    def __init__(self, may: str) -> None:
        super().__init__(f"This token does not have the scope “{may}”.")
        self.headers = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{may}"'}


def by_token(*, may: str | None) -> Any:
    """For API clients. 401 for a stranger, 403 without the scope, 429 for one who calls too often. None: any client may."""
    if may is not None and may not in FOR_MACHINES:
        raise ValueError(f"No API client can be given {may}")
    return Depends(_dependency(Admission(By.TOKEN, may)))


def by_session(*, may: str | None, at_store: bool = False) -> Any:
    """For staff in a browser. None: whoever is signed in. `at_store`: also people who hold one store only."""
    if may is not None and may not in ALL:
        raise ValueError(f"There is no permission {may}")
    return Depends(_dependency(Admission(By.SESSION, may, at_store or may is None)))


def by_proof(why: str) -> Any:
    """For callers who show something else, which the endpoint checks."""
    return Depends(_dependency(Admission(By.PROOF, why=why)))


def for_anyone(why: str) -> Any:
    """Open, because of this."""
    return Depends(_dependency(Admission(By.NOTHING, why=why)))


def ways_in(routes: Iterable[Any]) -> list[tuple[str, str, Admission | None]]:
    """(method, path, declaration) of every route, included routers' too. Two different declarations on one are a mistake."""
    found = []
    for route in iter_route_contexts(list(routes)):
        if route.path is None or not hasattr(route, "dependant"):
            continue
        declared = set(_declared(route.dependant))
        if len(declared) > 1:
            raise ValueError(f"{route.path} declares more than one way in: {declared}")
        found += [(method, route.path, next(iter(declared), None)) for method in sorted(route.methods or ())]
    return found


def address(request: Request) -> str:
    """The address that a caller is counted under."""
    return address_of(request.client.host if request.client else "", request.headers.get("x-forwarded-for", ""))


def _declared(dependant: Dependant) -> Iterator[Admission]:
    for each in dependant.dependencies:
        admission = getattr(each.call, "admission", None)
        if isinstance(admission, Admission):
            yield admission
        yield from _declared(each)


@lru_cache(maxsize=256)
def _dependency(admission: Admission) -> Callable[[Request], Awaitable[Scope | None]]:
    """The same function for the same declaration, so that a request is asked once."""

    async def let_in(request: Request) -> Scope | None:
        match admission.by:
            case By.TOKEN:
                return await _client(request, admission.may)
            case By.SESSION:
                return await _staff(request, admission)
        return None

    let_in.admission = admission  # type: ignore[attr-defined]
    return let_in


async def _client(request: Request, may: str | None) -> Scope:
    scheme, _space, token = request.headers.get("authorization", "").partition(" ")
    scope = None
    if scheme.lower() == "bearer" and 0 < len(token.strip()) <= 200:
        async with database().reading() as db:
            scope = await scope_of_api_token(db, token.strip(), now=clock.now(), origin=address(request))
    if scope is None:
        await _count_stranger(request)
        raise SignInNeeded("Send a valid token as “Authorization: Bearer …”; POST /api/v1/oauth/token gives one for an hour.")
    await limits.calls.take(request, scope.actor)
    if may is not None and not scope.may(may):
        raise ScopeMissing(may)
    return scope


async def _count_stranger(request: Request) -> None:
    """Whoever comes without a token again and again is kept out for a while; with a valid one they come in all the same."""
    await admit(Door.API, address(request))
    try:
        await limits.strangers.take(request, address(request))
    except TooMany:
        await refused(Door.API, address(request))
        raise


async def _staff(request: Request, admission: Admission) -> Scope:
    # Staff read what is answered on their pages; machines are answered in English.
    speak(request.cookies.get(LANGUAGE_COOKIE) or first_known(request.headers.get("accept-language", "")))
    async with database().reading() as db:
        scope = await scope_of_session(db, request.cookies.get(SESSION_COOKIE), now=clock.now())
    if scope is None:
        raise SignInNeeded(_("Please sign in."))
    if scope.location_id and not admission.at_store:
        raise NotAllowed(_("Your role does not allow this."))
    if admission.may is not None:
        scope.require(admission.may)
    return scope
