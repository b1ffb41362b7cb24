"""Staff send a file of orders: streamed to the data folder within a limit, by those who may write orders; a screen then looks into it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request, Response

from wesupply_ui.api.admission import by_session
from wesupply_ui.api.body import answer
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import clock, uploads
from wesupply_ui.kernel.settings import settings

router = APIRouter(prefix="/api/uploads", include_in_schema=False)


@router.post("/orders")
async def post_orders_file(request: Request, staff: Annotated[Scope, by_session(may=ORDERS_WRITE)], name: str = "") -> Response:
    """The file is the body as it is; `name` tells its kind. → {"file": id}. 401, 403, 413."""
    most = settings().max_upload_bytes
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise _too_large(most)
    uploads.sweep(clock.now())
    path = uploads.place_for(staff.merchant_id, name[:300])
    try:
        await _write(request, path, most)
    except BaseException:  # also when the browser goes away half-way: half a file is none
        path.unlink(missing_ok=True)
        raise
    return answer({"file": path.name})


async def _write(request: Request, path: Path, most: int) -> None:
    size = 0
    with path.open("xb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise _too_large(most)
            file.write(chunk)


def _too_large(most: int) -> Refused:
    return Refused(413, "too_large", f"Files may have {most // 1_000_000} MB at most; split this one.", limit_bytes=most)
