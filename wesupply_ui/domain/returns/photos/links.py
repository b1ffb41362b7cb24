"""Where can a photo of a return be seen? Links that show it for half an hour, for whoever may see the return."""

from __future__ import annotations

from datetime import datetime

from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.kernel import passes

PHOTOS = "/media/returns/"
PURPOSE = "return-photo"
SIZES = ("large", "small")


def photo_link(photo: ReturnPhoto, size: str, *, now: datetime) -> str:
    """The path with its pass. `size`: of `SIZES`."""
    return f"{PHOTOS}{photo.id}/{size}?pass={passes.issue(PURPOSE, _subject(photo.id, size), now=now)}"


def opens(given: str, photo_id: str, size: str, *, now: datetime) -> bool:
    """Whether this pass shows this photo."""
    return size in SIZES and passes.opens(given, PURPOSE, _subject(photo_id, size), now=now)


def _subject(photo_id: str, size: str) -> str:
    return f"{photo_id}/{size}"
