"""A label's file, for whoever holds a link to it: to print, to send to a Zebra printer, to show at a counter."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from wesupply_ui.api.admission import address, by_proof
from wesupply_ui.api.caller import reading
from wesupply_ui.domain.labels import links
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.kernel import clock, kept_files
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.throttle import Throttle

router = APIRouter(include_in_schema=False)
_ASKED = Throttle("label-files", "120 per minute")
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@router.get("/api/labels/{label_id}/{kind}", dependencies=[by_proof("a signed link that lasts half an hour")])
async def get_label_file(
    label_id: str, kind: str, request: Request, proof: Annotated[str, Query(alias="pass", max_length=100)] = ""
) -> Response:
    """The file as it came from the provider. The same 404 for a wrong or ended link and for a file that is not there."""
    await _ASKED.take(address(request))
    if kind not in links.MEDIA_TYPES or not links.opens(proof, label_id, kind, now=clock.now()):
        raise NotFound(_("This link has ended. Please open the page it came from again."))
    async with reading() as db:
        label = await db.get(Label, label_id)
    if label is None or kind not in label.files:
        raise NotFound(_("This link has ended. Please open the page it came from again."))
    name = label.files[kind]
    content = await asyncio.to_thread(kept_files.read, label.merchant_id, name)
    form = name.rpartition(".")[2]
    told = {"Content-Disposition": f'inline; filename="label-{label.number}.{form}"'}
    return Response(content, 200, _HEADERS | told, links.MEDIA_TYPES["qr" if form == "png" else form])
