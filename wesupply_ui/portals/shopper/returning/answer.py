"""Answers the addresses of a shopper's return: `/t/<token>/return` begins one, `/t/<token>/return/<draft>/<step>` goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import Site
from wesupply_ui.domain.returns.begun.queries import unfinished
from wesupply_ui.domain.returns.links import return_token
from wesupply_ui.domain.returns.queries import return_by_key
from wesupply_ui.domain.returns.versions import NoPolicy
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _, accepted, speaking
from wesupply_ui.portals.shopper.callers import address_of_request
from wesupply_ui.portals.shopper.drawing import answer, document
from wesupply_ui.portals.shopper.returning.draw import elsewhere, step_page
from wesupply_ui.portals.shopper.returning.frame import NOTHING_SAID, Said
from wesupply_ui.portals.shopper.returning.priced import priced
from wesupply_ui.portals.shopper.returning.progress import CHECKS, first_open, is_ahead, settled
from wesupply_ui.portals.shopper.returning.visit import Visit, arrive
from wesupply_ui.portals.shopper.returning.words import STEPS
from wesupply_ui.portals.shopper.tracking.open_link import opened
from wesupply_ui.portals.shopper.words import NO_RETURNS

PHOTOS = "photos"
MEND, LAPSED = "mend", "lapsed"


@dataclass(frozen=True)
class Wanted:
    """What an address asks for."""

    token: str
    draft: str = ""
    step: str = "items"

    @classmethod
    def of(cls, rest: str) -> Wanted | None:
        """`rest`: "<token>" or "<token>/<draft>/<step>"; None for an address of nothing."""
        parts = rest.split("/")
        if len(parts) == 1:
            return cls(parts[0])
        return cls(*parts) if len(parts) == 3 and all(parts) and parts[2] in (*STEPS, PHOTOS) else None


async def shown(request: Request, wanted: Wanted, site: Site | None) -> Response:
    """A step as it stands; the first that has something missing when another one was asked for too early."""
    if wanted.step == PHOTOS:
        return Response(status_code=405, headers={"Allow": "POST"})
    async with database().reading() as db:
        scope = await scope_of(db, request, wanted, site)
        try:
            visit = await arrived(db, request, wanted, scope)
        except NoPolicy:
            return await _no_returns(db, request, scope)
        except NotFound:
            return lapsed(wanted)
        if visit.draft and visit.draft.return_id:
            return await made(db, scope, visit.draft.return_id)
    visit = await priced(visit)
    async with database().reading() as db:
        with speaking(visit.reader[0]):
            open_step, missing = first_open(visit)
            if is_ahead(wanted.step, open_step):
                return elsewhere(f"{visit.address(open_step)}?{MEND}=1")
            said = await _said(db, request, visit, wanted, missing)
            return await step_page(db, request, visit, wanted.step, said)


async def scope_of(db: AsyncSession, request: Request, wanted: Wanted, site: Site | None) -> Scope:
    """NotFound, TooMany: as for the order's page."""
    return await opened(db, wanted.token, caller=address_of_request(request), shop=site.merchant_id if site else None)


async def arrived(db: AsyncSession, request: Request, wanted: Wanted, scope: Scope) -> Visit:
    """Everything about this return, with what there is no choice about."""
    reader = accepted(request.headers.get("accept-language", ""))
    return settled(await arrive(db, scope, wanted.token, wanted.draft, now=clock.now(), reader=reader))


def lapsed(wanted: Wanted) -> Response:
    """The draft is not there any more: begin anew."""
    return elsewhere(f"/t/{wanted.token}/return?{LAPSED}=1")


async def made(db: AsyncSession, scope: Scope, return_id: str) -> Response:
    """The draft is a return: that one's page."""
    request = await return_by_key(db, scope, return_id)
    return elsewhere(f"/r/{return_token(request.id, request.link_version)}")


async def _said(db: AsyncSession, request: Request, visit: Visit, wanted: Wanted, missing: Said) -> Said:
    """What has to be told on a step that is looked at, and not sent."""
    if visit.draft is None:
        return await _before(db, request, visit)
    if wanted.step == "items":
        return missing if missing.of and CHECKS["items"](visit) else NOTHING_SAID
    return CHECKS[wanted.step](visit) if MEND in request.query_params and wanted.step in CHECKS else NOTHING_SAID


async def _before(db: AsyncSession, request: Request, visit: Visit) -> Said:
    """At the start: what was begun before and can be gone on with."""
    said = (
        Said(notice=_("What you had chosen is not kept any more. Please choose again.")) if LAPSED in request.query_params else NOTHING_SAID
    )
    drafts: Sequence = [each for each in await unfinished(db, visit.scope, now=visit.now) if each.choices]
    if not drafts or said:
        return said
    back = replace(visit, draft=drafts[0]).address("review")
    when = visit.saying.ago(drafts[0].updated_at)
    return Said(
        notice=_("A return of this order was begun {when} and is not finished.", when=when),
        notice_url=back,
        notice_label=_("Go on with it"),
    )


async def _no_returns(db: AsyncSession, request: Request, scope: Scope) -> Response:
    shop = await db.get_one(Merchant, scope.merchant_id)
    headline, words = NO_RETURNS
    html = document("lost.html", title=_(headline), headline=_(headline), words=_(words))
    return answer(request, html, status=404, within=shop.embedders)
