"""A photo of something that comes back, for whoever holds a link to it: the shopper who sent it, and staff who look at it."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from wesupply_ui.api.admission import address, by_proof
from wesupply_ui.api.caller import reading
from wesupply_ui.domain.returns.photos import links
from wesupply_ui.domain.returns.photos.queries import photo_by_id
from wesupply_ui.kernel import clock, kept_files
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle

router = APIRouter(include_in_schema=False)
_ASKED = Throttle("return-photos", "600 per minute")
_HEADERS = {
    "Cache-Control": "private, max-age=1800",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@router.get(links.PHOTOS + "{photo_id}/{size}", dependencies=[by_proof("a signed link that lasts half an hour")])
async def get_photo(
    photo_id: str, size: str, request: Request, proof: Annotated[str, Query(alias="pass", max_length=100)] = ""
) -> Response:
    """The picture as it was made anew. The same 404 for a wrong or ended link and for a photo that is not there."""
    await _ASKED.take(address(request))
    now = clock.now()
    found = None
    if links.opens(proof, photo_id, size, now=now):
        async with reading() as db:
            found = await photo_by_id(db, photo_id, now=now)
    if found is None:
        raise NotFound(_("This link has ended. Please open the page it came from again."))
    name = found.file if size == "large" else found.small_file
    return Response(await asyncio.to_thread(kept_files.read, found.merchant_id, name), 200, _HEADERS, "image/jpeg")
