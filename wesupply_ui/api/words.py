"""The words of a language, for pages that speak it: public, and kept by browsers for good under an address that names their content."""

from __future__ import annotations

from fastapi import APIRouter, Response

from wesupply_ui.api.admission import for_anyone
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import LANGUAGES
from wesupply_ui.kernel.words import is_current, words_of

router = APIRouter(prefix="/api/words", include_in_schema=False)
FOREVER = "public, max-age=31536000, immutable"


@router.get("/{code}.{mark}.json", dependencies=[for_anyone("the words of the pages, the same for everybody")])
async def words(code: str, mark: str) -> Response:
    """A page that was built before the words changed gets today's, and asks again next time."""
    if code == "en" or code not in LANGUAGES:
        raise NotFound("No such language.")
    return Response(
        words_of(code), media_type="application/json", headers={"Cache-Control": FOREVER if is_current(code, mark) else "no-cache"}
    )
