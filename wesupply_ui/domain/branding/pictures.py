"""May this file become a picture of the shop? Opens what a stranger sent, within limits, and makes a new picture of what is seen in it.

Only the pixels go on: metadata, comments, further frames and whatever was hidden behind them stay here.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.permissions import BRANDING_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.branding.models import BrandPicture
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

MOST_BYTES = 3_000_000
MOST_PIXELS = 20_000_000
LONGEST_SIDE = 8_000
MOST_PICTURES = 300
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a picture is for: the field of the brand, the box it is made to fit, and how flat or tall it may be (width by height)."""

    field: str
    box: tuple[int, int]
    least: float
    most: float


KINDS = {
    each.field: each
    for each in (
        Kind("logo_url", (256, 256), 0.8, 1.25),
        Kind("wide_logo_url", (960, 160), 0.5, 12.0),
        Kind("preview_image", (1200, 630), 1.2, 2.6),
    )
}


@dataclass(frozen=True, slots=True)
class Made:
    """A new picture, ready to be kept."""

    content: bytes
    media_type: str
    suffix: str
    width: int
    height: int


def made(content: bytes, kind: Kind) -> Made:
    """The new picture. Invalid in words for what is none, too large, or of another shape. Takes a while: call it in a thread."""
    if len(content) > MOST_BYTES:
        raise _refused(kind, _("Pictures may have {most} MB at most.", most=MOST_BYTES // 1_000_000))
    if b"<svg" in content[:2000].lower() or content.lstrip()[:5].lower() in (b"<?xml", b"<html", b"<!doc"):
        raise _refused(kind, _("SVG drawings are not taken, because they can carry scripts. Save it as PNG, twice the size it is shown."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_FORMATS) as opened:
                _check_size(opened, kind)
                opened.seek(0)
                seen = ImageOps.exif_transpose(opened)
                seen.load()
                picture = seen.convert("RGBA" if _is_clear(seen) else "RGB")
    except Invalid:
        raise
    except UnidentifiedImageError as error:
        raise _refused(kind, _("This is no picture that we can read. Send PNG, JPEG, WebP or GIF.")) from error
    except (OSError, SyntaxError, ValueError, EOFError, Warning, Image.DecompressionBombError, MemoryError) as error:
        raise _refused(kind, _("This picture is broken or too large. Save it again, smaller.")) from error
    return _encoded(picture, kind, is_photo=opened.format == "JPEG")


async def keep(db: AsyncSession, scope: Scope, picture: Made, kind: Kind, *, now: datetime) -> BrandPicture:
    """Keep a picture for this merchant; the same one again is the same row. It is shown once a brand names it."""
    scope.require(BRANDING_WRITE)
    digest = hashlib.sha256(scope.merchant_id.encode() + b"\0" + picture.content).hexdigest()[:40]
    name = f"{digest}.{picture.suffix}"
    if found := await db.get(BrandPicture, name):
        return found
    count = select(func.count()).select_from(BrandPicture).where(BrandPicture.merchant_id == scope.merchant_id)
    if (await db.execute(count)).scalar_one() >= MOST_PICTURES:
        raise _refused(kind, _("This shop has {most} pictures, which is the most.", most=MOST_PICTURES))
    row = BrandPicture(
        name=name,
        merchant_id=scope.merchant_id,
        kind=kind.field,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        content=picture.content,
        made_at=now,
    )
    db.add(row)
    await db.flush()
    return row


def _check_size(opened: Image.Image, kind: Kind) -> None:
    """Before a single pixel is unpacked."""
    width, height = opened.size
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise _refused(kind, _("This picture has {width} × {height} pixels, which is too many.", width=width, height=height))
    if min(width, height) < 16:
        raise _refused(kind, _("This picture is too small."))
    if opened.getexif().get(0x0112, 1) in (5, 6, 7, 8):
        width, height = height, width
    if not kind.least <= width / height <= kind.most:
        shape = _("a square") if kind.field == "logo_url" else _("wider than high, but not a stripe")
        raise _refused(
            kind, _("This picture has {width} × {height} pixels; it should be {shape}.", width=width, height=height, shape=shape)
        )


def _is_clear(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _encoded(picture: Image.Image, kind: Kind, *, is_photo: bool) -> Made:
    picture.thumbnail(kind.box, Image.Resampling.LANCZOS)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    out = BytesIO()
    if is_photo:
        clean.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
        return Made(out.getvalue(), "image/jpeg", "jpg", *clean.size)
    clean.save(out, "PNG", optimize=True)
    return Made(out.getvalue(), "image/png", "png", *clean.size)


def _refused(kind: Kind, words: str) -> Invalid:
    return Invalid(words, problems=(FieldProblem(kind.field, words),))
