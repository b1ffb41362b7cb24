"""Photos come in, one by one as they are chosen or with the whole form; each is made anew before anything of it is kept."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from wesupply_ui.domain.returns.begun.choose import AlreadyMade
from wesupply_ui.domain.returns.photos import add
from wesupply_ui.domain.returns.photos.develop import develop, too_large
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import Invalid, NotFound, TooMany
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle
from wesupply_ui.portals.shopper.callers import address_of_request
from wesupply_ui.portals.shopper.returning.form import read_form
from wesupply_ui.portals.shopper.returning.frame import NOTHING_SAID, Said, good_row
from wesupply_ui.portals.shopper.returning.visit import Visit
from wesupply_ui.portals.shopper.returning.why import photo_rows

# Opening a picture costs memory: so many at once in a process, the others wait.
_DECODING = asyncio.Semaphore(2)
_BY_ORDER = Throttle("return-photos-order", "60 per hour; 200 per day")
_BY_ADDRESS = Throttle("return-photos-address", "300 per hour")
FIELD = "p."


async def add_photos(request: Request, visit: Visit, files: list[tuple[str, bytes]]) -> Said:
    """Files of a form, by fields such as "p.<line>". What can't be taken is said beside its item; the others are kept."""
    of: dict[str, str] = {}
    for name, content in files:
        if not name.startswith(FIELD) or visit.draft is None:
            continue
        try:
            await _add(request, visit, name.removeprefix(FIELD), content)
        except (Invalid, NotFound, TooMany) as situation:
            of[name] = situation.message
    return Said(_("Not every photo could be taken."), of) if of else NOTHING_SAID


async def sent_photos(request: Request, visit: Visit) -> Response:
    """Photos that were sent by themselves. → {"photos": […]} of that item, or {"problem": words}."""
    sent = await read_form(request)
    if visit.draft is None or not sent.files:
        return _told({"problem": _("This photo did not arrive. Please choose it again.")}, 422)
    line_id = sent.files[0][0].removeprefix(FIELD)
    try:
        for _name, content in sent.files[: add.MOST_OF_LINE]:
            photo = await _add(request, visit, line_id, content)
    except (Invalid, NotFound, TooMany, AlreadyMade) as situation:
        return _told({"problem": situation.message}, situation.status)
    line = next(each for each in visit.lines if each.id == line_id)
    there = [*visit.photos_of(line), photo]
    row = photo_rows(there, good_row(line).title, visit)[-1]
    return _told({"photo": {"id": row.id, "url": row.url, "small": row.small, "label": row.label, "remove": row.remove}})


async def _add(request: Request, visit: Visit, line_id: str, content: bytes) -> ReturnPhoto:
    await _BY_ADDRESS.take(address_of_request(request))
    await _BY_ORDER.take(visit.order.id)
    if not content:
        raise too_large()
    async with _DECODING:
        developed = await asyncio.to_thread(develop, content)
    kept = await asyncio.to_thread(add.keep, visit.scope, developed)
    try:
        async with database().transaction() as db:
            return await add.add(db, visit.scope, visit.draft.id if visit.draft else "", line_id, kept, now=visit.now)
    except BaseException:
        await asyncio.to_thread(add.forget, kept)
        raise


def _told(answer: dict[str, object], status: int = 200) -> Response:
    return JSONResponse(answer, status, {"Cache-Control": "no-store"})
