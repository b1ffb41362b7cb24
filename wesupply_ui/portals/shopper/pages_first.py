"""Answers the shopper's addresses before Reflex does: `/t/<token>` and `/r/<token>` as HTML that is whole without a script, `/s/<merchant>`
as a plain form.

ASGI middleware behind the API. What it does not know it passes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.branding.draft import drafted_brand
from wesupply_ui.domain.hosts.queries import Site
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound, Situation, TooMany
from wesupply_ui.kernel.language import _, accepted, first_known, language, speaking
from wesupply_ui.portals.content_policy import hashes_of
from wesupply_ui.portals.hosts import site_of
from wesupply_ui.portals.shopper.branding import shop_with
from wesupply_ui.portals.shopper.callers import address_of_request
from wesupply_ui.portals.shopper.drawing import answer, document, drawn, sheet, takeover
from wesupply_ui.portals.shopper.lookup.find import MISS, SECONDS, looked_up
from wesupply_ui.portals.shopper.lookup.rows import LookupRows
from wesupply_ui.portals.shopper.lookup.shops import empty_form, return_form, shop_called, takes_back
from wesupply_ui.portals.shopper.one_return.answering import answered
from wesupply_ui.portals.shopper.returning.answer import Wanted, shown
from wesupply_ui.portals.shopper.returning.take import taken
from wesupply_ui.portals.shopper.shell import Shell, filled
from wesupply_ui.portals.shopper.tracking.open_link import opened
from wesupply_ui.portals.shopper.tracking.rows import TrackingRows
from wesupply_ui.portals.shopper.tracking.tell import told
from wesupply_ui.portals.shopper.under_host import NOTHING, RETURN, RETURNS, address_under, is_return, nothing_here, rest_of
from wesupply_ui.portals.shopper.words import LOST, LOST_RETURN, NO_SHOP, SPENT
from wesupply_ui.portals.unhurried import unhurried

# Two short fields; nobody posts more to a look-up for a good reason.
_MOST_BYTES = 4096


class PagesFirst:
    """The middleware. It reads the database itself, in one reading session a request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._shell, self._return_shell = Shell(app), Shell(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        site = await site_of(Headers(scope=scope))
        kind, name = _address(scope) if site is None else address_under(scope, site)
        if not kind:
            await self._app(scope, receive, send)
        elif kind == NOTHING:
            await nothing_here(scope, receive, send)
        else:
            request = Request(scope, receive)
            with speaking(first_known(request.headers.get("accept-language", ""))):
                response = await self._answer(kind, request, name, site)
            await response(scope, receive, send)

    async def _answer(self, kind: str, request: Request, name: str, site: Site | None) -> Response:
        if kind == RETURN:
            return await _returning(request, name, site)
        if kind == RETURNS:
            return await self._lookup(request, name, site, to_return=True)
        if kind == "r":
            return await self._return(request, name, site)
        return await (self._tracking(request, name, site) if kind == "t" else self._lookup(request, name, site))

    async def _tracking(self, request: Request, token: str, site: Site | None) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        try:
            async with database().reading() as db:
                link = await opened(db, token, caller=address_of_request(request), shop=site.merchant_id if site else None)
                shop = await db.get_one(Merchant, link.merchant_id)
                trial = await _trial(db, request, shop.id)
                page = await told(db, link, now=clock.now(), reader=_reader(request), brand=trial)
        except (NotFound, TooMany) as situation:
            return _refused(request, situation, LOST)
        if trial is not None:  # a draft is looked at without scripts: the live page would come back to what is saved
            return answer(request, document("tracking/page.html", title=page.title, page=page), within=shop.embedders)
        shell = await self._shell.html(request.scope)
        return answer(request, _page(shell, page), hashes=_scripts(shell) if shell else (), within=shop.embedders)

    async def _return(self, request: Request, name: str, site: Site | None) -> Response:
        try:
            return await answered(request, name, site, self._return_shell)
        except (NotFound, TooMany, NotAllowed, Invalid) as situation:
            return _refused(request, situation, LOST_RETURN if isinstance(situation, NotFound) else (situation.message, ""))

    async def _lookup(self, request: Request, slug: str, site: Site | None, *, to_return: bool = False) -> Response:
        if request.method not in ("GET", "HEAD", "POST"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
        caller = address_of_request(request)
        within: Sequence[str] = ()
        try:
            async with database().reading() as db:
                shop = await shop_called(db, slug, site)
                returns = await takes_back(db, shop)
                is_moved = shop.slug != slug.lower()
                if (is_moved or (to_return and not returns)) and request.method != "POST":
                    return _moved(f"/s/{shop.slug}/{RETURNS}" if to_return and returns else f"/s/{shop.slug}", for_good=is_moved)
                within = shop.embedders
                trial = await _trial(db, request, shop.id)
                form = empty_form(shop if trial is None else shop_with(shop, trial), _reader(request), takes_back=returns)
                form = return_form(form) if to_return else form
                if request.method != "POST":
                    return _form(request, form, within)
                number, second = await _posted(request)
                async with unhurried(SECONDS):
                    token = await looked_up(db, shop, number=number, second=second, caller=caller)
                    # Drawn for hits too: the time it takes must tell nothing.
                    missed = _form(request, replace(form, number=number, second=second, problem=_(MISS)), within, status=422)
        except (NotFound, TooMany) as situation:
            return _refused(request, situation, NO_SHOP, within)
        return _to_page(f"{token}/{RETURN}" if to_return else token) if token else missed


async def _returning(request: Request, rest: str, site: Site | None) -> Response:
    wanted = Wanted.of(rest)
    try:
        if wanted is None:
            raise NotFound(LOST[0])
        if request.method in ("GET", "HEAD"):
            return await shown(request, wanted, site)
        if request.method == "POST":
            return await taken(request, wanted, site)
    except (NotFound, TooMany) as situation:
        return _refused(request, situation, LOST)
    return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})


def _reader(request: Request) -> tuple[str, ...]:
    """The languages that this browser asks for and we have, best first."""
    return accepted(request.headers.get("accept-language", ""))


def _page(shell: str | None, page: TrackingRows) -> str:
    if shell is None:
        return document("tracking/page.html", title=page.title, page=page)
    body = drawn("tracking/page.html", page=page)
    return filled(
        shell, head=drawn("head.html", page=page), sheet=sheet(shadow=True), body=body, script=takeover(), language=page.labels.language
    )


@lru_cache(maxsize=2)
def _scripts(shell: str) -> tuple[str, ...]:
    """Hashes of the scripts that every order's page runs: those of the frame without anybody's data."""
    return hashes_of(filled(shell, head="", sheet="", body="", script=takeover()))


def _address(scope: Scope) -> tuple[str, str]:
    """("t", token), ("s", merchant), (RETURN, what comes after it), (RETURNS, merchant), ("r", token or token/file), or nothing of ours."""
    parts = scope["path"].strip("/").split("/") if scope["type"] == "http" else []
    if is_return(parts):
        return RETURN, rest_of(parts)
    if len(parts) == 3 and (parts[0], parts[2]) == ("s", RETURNS) and parts[1]:
        return RETURNS, parts[1]
    if parts[:1] == ["r"] and len(parts) in (2, 3) and all(parts):
        return "r", "/".join(parts[1:])
    return (parts[0], parts[1]) if len(parts) == 2 and parts[0] in ("t", "s") and parts[1] else ("", "")


async def _trial(db: AsyncSession, request: Request, merchant_id: str) -> dict[str, Any] | None:
    """The unsaved brand that `?preview=` names, for the member of staff who made it; for anybody else the page is as it is."""
    token = request.query_params.get("preview", "")
    if not token:
        return None
    return await drafted_brand(db, merchant_id, token=token, session=request.cookies.get(SESSION_COOKIE), now=clock.now())


def _moved(address: str, *, for_good: bool) -> Response:
    return RedirectResponse(address, 308 if for_good else 307, {"Cache-Control": "no-store"})


def _to_page(below: str) -> Response:
    return RedirectResponse(f"/t/{below}", 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


async def _posted(request: Request) -> tuple[str, str]:
    """The form's two fields as typed; both empty for a body that no browser sends."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return "", ""
    fields = parse_qs(body.decode("utf-8", "replace"))
    return fields.get("number", [""])[0].strip(), fields.get("second", [""])[0].strip()


def _form(request: Request, page: LookupRows, within: Sequence[str], *, status: int = 200) -> Response:
    html = document("lookup/form.html", title=f"{page.title.words} · {page.brand.name}", page=page)
    return answer(request, html, status=status, within=within)


def _refused(request: Request, situation: Situation, words: tuple[str, str], within: Sequence[str] = ()) -> Response:
    headline, about = SPENT if isinstance(situation, TooMany) else words
    headers = {"Retry-After": str(int(situation.retry_after))} if isinstance(situation, TooMany) else None
    said = _refusal(_(headline), _(about), language())
    return answer(request, said, status=situation.status, headers=headers, within=within)


@lru_cache(maxsize=16)
def _refusal(headline: str, about: str, _language: str) -> str:
    return document("lost.html", title=headline, headline=headline, words=about)
