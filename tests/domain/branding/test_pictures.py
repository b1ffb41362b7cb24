"""A picture that somebody sends is made anew within limits, or refused in words."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from wesupply_ui.domain.branding.pictures import KINDS, made
from wesupply_ui.kernel.errors import Invalid

LOGO, WIDE, SOCIAL = KINDS["logo_url"], KINDS["wide_logo_url"], KINDS["preview_image"]


def picture(size: tuple[int, int] = (64, 64), kind: str = "PNG", mode: str = "RGB", **how) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **how)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that claims to be huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_four_kinds_of_picture_are_taken_and_made_small(kind: str) -> None:
    found = made(picture((900, 900), kind), LOGO)
    assert (found.width, found.height) == (256, 256)
    assert found.media_type == ("image/jpeg" if kind == "JPEG" else "image/png")


def test_nothing_but_pixels_goes_on() -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "<script>alert('here')</script>")
    exif = Image.Exif()
    exif[0x010E] = "taken at 1 Main St"
    for content in (picture(pnginfo=note), picture(kind="JPEG", exif=exif), picture() + b"<script>trailing</script>"):
        found = made(content, LOGO).content
        assert b"script" not in found and b"Main St" not in found
        assert not Image.open(BytesIO(found)).getexif()


def test_a_clear_ground_stays_clear() -> None:
    found = made(picture((400, 100), mode="RGBA"), WIDE)
    assert Image.open(BytesIO(found.content)).mode == "RGBA"
    assert (found.width, found.height) == (400, 100)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (SVG, "SVG"),
        (b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG, "SVG"),
        (b"  \n<SVG onload=alert(1)>", "SVG"),
        (b"<html><script>", "SVG"),
        (b"", "no picture"),
        (b"GIF89a<script>alert(1)</script>", "no picture"),
        (b"%PDF-1.4", "no picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "no picture"),
        (bomb(), "too large"),
        (bomb(7_000, 7_000), "too many"),
        (bomb(2_000, 2_000), "broken"),
        (picture()[:60], "broken"),
        (picture((8, 8)), "too small"),
        (picture((900, 100)), "a square"),
        (b"\x89PNG" + b"\0" * 3_000_001, "MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_is_no_fitting_picture_is_refused_in_words(content: bytes, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        made(content, LOGO)
    assert word in refused.value.message
    assert [each.field for each in refused.value.problems] == ["logo_url"]


def test_a_photograph_lying_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = made(picture((630, 1200), "JPEG", exif=exif), SOCIAL)
    assert found.width > found.height
