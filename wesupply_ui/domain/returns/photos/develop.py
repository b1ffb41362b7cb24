"""May this file become a photo of a return? Opens what a stranger sent, within limits, and makes new pictures of what is seen in it.

Only the pixels go on: where it was taken, by which phone, and whatever was hidden behind them stay here.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

MOST_BYTES = 15_000_000
MOST_PIXELS = 30_000_000
MOST_PIXELS_OF_JPEG = 120_000_000  # phones make them this large, and they can be opened at an eighth of it
LONGEST_SIDE = 16_000
LARGE, SMALL = (2000, 2000), (400, 400)
TAKEN = "image/jpeg,image/png,image/webp"
"""For a form's `accept`."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class Developed:
    """The same photo twice, as JPEG; width and height are the large one's."""

    large: bytes
    small: bytes
    width: int
    height: int


def develop(content: bytes) -> Developed:
    """New pictures. Invalid in words for what is none or too large. Takes a while: call it in a thread."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise _refused(_("This photo is in the HEIC format, which not everybody can open. Send it as JPEG, PNG or WebP."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # sizes are checked here, before a pixel is unpacked
            with Image.open(BytesIO(content), formats=_FORMATS) as opened:
                _check_size(opened)
                opened.draft("RGB", LARGE)
                picture = _on_white(ImageOps.exif_transpose(opened))
    except Invalid:
        raise
    except UnidentifiedImageError as error:
        raise _refused(_("This is no photo that we can read. Send JPEG, PNG or WebP.")) from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, MemoryError) as error:
        raise _refused(_("This photo is broken. Take it again, or save it anew.")) from error
    picture.thumbnail(LARGE, Image.Resampling.LANCZOS)
    small = picture.copy()
    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
    return Developed(_encoded(picture, 84), _encoded(small, 78), *picture.size)


def too_large() -> Invalid:
    """A file that is larger than we take."""
    return _refused(_("Photos may have {most} MB at most.", most=MOST_BYTES // 1_000_000))


def _check_size(opened: Image.Image) -> None:
    width, height = opened.size
    most = MOST_PIXELS_OF_JPEG if opened.format == "JPEG" else MOST_PIXELS
    if max(width, height) > LONGEST_SIDE or width * height > most:
        raise _refused(_("This photo has {width} × {height} pixels, which is too many.", width=width, height=height))
    if min(width, height) < 16:
        raise _refused(_("This photo is too small to see anything."))


def _on_white(picture: Image.Image) -> Image.Image:
    picture.load()
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGB", seen.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    return picture.convert("RGB")


def _encoded(picture: Image.Image, quality: int) -> bytes:
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _refused(words: str) -> Invalid:
    return Invalid(words, problems=(FieldProblem("photo", words),))
