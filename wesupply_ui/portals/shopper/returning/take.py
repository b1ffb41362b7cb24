"""Takes what was sent of a step: kept first, then looked at, so that nothing typed is lost, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import Site
from wesupply_ui.domain.returns.begun.choose import AlreadyMade, begin, choose
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.photos.add import take_out
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.domain.returns.versions import NoPolicy
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _, speaking
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals.shopper.returning import how, instead, items, why
from wesupply_ui.portals.shopper.returning.add_photos import add_photos, sent_photos
from wesupply_ui.portals.shopper.returning.answer import MEND, PHOTOS, Wanted, arrived, lapsed, made, scope_of
from wesupply_ui.portals.shopper.returning.confirm import confirmed
from wesupply_ui.portals.shopper.returning.draw import elsewhere, peeked, step_page
from wesupply_ui.portals.shopper.returning.form import Sent, read_form
from wesupply_ui.portals.shopper.returning.frame import NOTHING_SAID, Said
from wesupply_ui.portals.shopper.returning.priced import as_priced, priced
from wesupply_ui.portals.shopper.returning.progress import CHECKS, first_open, is_ahead, settled
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.words import STEPS

TAKES: dict[str, Callable[[Visit, Sent], list[AskedLine]]] = {
    "items": items.take,
    "why": why.take,
    "instead": instead.take,
    "how": how.take,
}
# By order: a link that has gone round must not become a way to keep us busy.
_POSTS = Throttle("return-steps", "120 per 5 minutes; 2000 per day")
_PEEKS = Throttle("return-peeks", "300 per 5 minutes")


async def taken(request: Request, wanted: Wanted, site: Site | None) -> Response:
    """A step was sent. The next one, or the same with what is missing."""
    async with database().reading() as db:
        scope = await scope_of(db, request, wanted, site)
        await (_PEEKS if "peek" in request.query_params else _POSTS).take(scope.order_id or "")
        try:
            visit = await arrived(db, request, wanted, scope)
        except (NoPolicy, NotFound):
            return lapsed(wanted)
        if visit.draft and visit.draft.return_id:
            return await made(db, scope, visit.draft.return_id)
    with speaking(visit.reader[0]):
        if wanted.step == PHOTOS:
            return await sent_photos(request, visit)
        sent = await read_form(request)
        if wanted.step == "review":
            return await confirmed(request, wanted, await priced(visit), sent)
        return await _chosen(request, wanted, visit, sent)


async def _chosen(request: Request, wanted: Wanted, visit: Visit, sent: Sent) -> Response:
    step = wanted.step
    open_step, _missing = first_open(visit)
    if visit.draft is not None and is_ahead(step, open_step):
        return elsewhere(f"{visit.address(open_step)}?{MEND}=1")
    after = await priced(settled(visit.choosing(TAKES[step](visit, sent))))
    if "peek" in request.query_params:
        return peeked(after)
    said = _too_much(sent)
    try:
        after = await _kept(after, sent, step)
        if step == "why":
            said = await add_photos(request, after, sent.files) or said
    except AlreadyMade:
        return elsewhere(visit.address("review"))
    except NotFound:
        return lapsed(wanted)
    if {"remove", "stay"} & sent.fields.keys() and not said:
        return elsewhere(after.address(step))
    async with database().reading() as db:
        if after.draft is not None:  # with the photos that are there now
            after = as_priced(await arrived(db, request, replace(wanted, draft=after.draft.id), visit.scope), after.bench.label_rate)
        said = said or CHECKS[step](after)
        if said:
            return await step_page(db, request, after, step, said, 422)
    names = list(STEPS)
    return elsewhere(after.address(names[names.index(step) + 1]))


async def _kept(visit: Visit, sent: Sent, step: str) -> Visit:
    """The choices are written down; a draft is begun with the first of them."""
    if visit.draft is None and not visit.asked:
        return visit
    async with database().transaction() as db:
        draft = await _written(db, visit.scope, visit)
        if step == "why" and (photo := sent.text("remove", 64)):
            await take_out(db, visit.scope, draft.id, photo, now=visit.now)
    return replace(visit, draft=draft)


async def _written(db, scope: Scope, visit: Visit) -> ReturnDraft:
    if visit.draft is None:
        return await begin(db, scope, visit.asked, now=visit.now)
    return await choose(db, scope, visit.draft.id, visit.asked, now=visit.now)


def _too_much(sent: Sent) -> Said:
    if not sent.is_cut:
        return NOTHING_SAID
    return Said(_("This was more than can be sent at once. Please send fewer or smaller photos, or shorter words."))
