"""Pictures of the brand come in from staff and go out to anybody; unsaved brands are kept for the person who tries them out."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated

from fastapi import APIRouter, Request, Response

from wesupply_ui.api.admission import by_session, for_anyone
from wesupply_ui.api.body import answer, parsed, read_body
from wesupply_ui.api.caller import reading, writing
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.accounts.permissions import BRANDING_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.branding import palette, pictures
from wesupply_ui.domain.branding.draft import draft
from wesupply_ui.domain.branding.queries import picture
from wesupply_ui.domain.branding.save import MEDIA
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.throttle import Throttle

router = APIRouter(include_in_schema=False)
_NAME = re.compile(r"[0-9a-f]{40}\.(png|jpg)")
_MOST_DRAFT = 100_000
# Decoding costs memory: so many at once in a process, the others wait.
_DECODING = asyncio.Semaphore(2)
_UPLOADS = Throttle("brand-pictures", "60 per hour")
# A picture is shown, never opened as a page; mail programs of others may fetch it.
_PICTURE_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@router.post("/api/branding/pictures")
async def post_picture(request: Request, staff: Annotated[Scope, by_session(may=BRANDING_WRITE)], kind: str = "") -> Response:
    """The file is the body as it is. → {"url", "width", "height"}; 422 in words for what is no picture that fits."""
    wanted = pictures.KINDS.get(kind)
    if wanted is None:
        raise Refused(404, "no_such_kind", "There is no such kind of picture.")
    await _UPLOADS.take(staff.actor)
    content = await read_body(request, pictures.MOST_BYTES + 1)
    async with _DECODING:
        made = await asyncio.to_thread(pictures.made, content, wanted)
    async with writing() as db:
        kept = await pictures.keep(db, staff, made, wanted, now=clock.now())
    return answer({"url": MEDIA + kept.name, "width": kept.width, "height": kept.height})


@router.post("/api/branding/draft")
async def post_draft(request: Request, staff: Annotated[Scope, by_session(may=BRANDING_WRITE)]) -> Response:
    """The form as a JSON object of texts. → {"token", "problems", "corrections"}; the token shows the draft to this person alone."""
    raw = parsed(await read_body(request, _MOST_DRAFT))
    if not isinstance(raw, dict):
        raise Refused(400, "broken_json", "Send one object.")
    async with writing() as db:
        token, problems, brand = await draft(db, staff, raw, now=clock.now())
    moved = [{"use": each.use, "used": each.used, "ratio": each.ratio} for each in palette.corrections(str(brand.get("accent", "")))]
    return answer({"token": token, "problems": {each.field: each.message for each in problems}, "corrections": moved})


@router.get(MEDIA + "{name}", dependencies=[for_anyone("logos stand on public pages and in mails")])
async def get_picture(name: str) -> Response:
    """A picture by its name, for anybody."""
    if not _NAME.fullmatch(name):
        return Response(status_code=404)
    async with reading() as db:
        found = await picture(db, name)
    return Response(found.content, 200, _PICTURE_HEADERS, media_type=found.media_type) if found else Response(status_code=404)
