"""In which encoding is a file written? Tells it from the bytes, and gives the text in pieces, whatever the file's size."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import BinaryIO

_PIECE = 1 << 18
# Bytes that mean nothing in Windows' Western encoding: a file that has one is plain Latin-1.
_NOT_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


def encoding_of(path: Path) -> str:
    """Python's name of the encoding. Byte order marks decide; then valid UTF-8; then Windows-1252, which Latin-1 files are too."""
    with path.open("rb") as file:
        start = file.read(4096)
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if guess := _utf_16_without_mark(start):
            return guess
        file.seek(0)
        return _utf_8_or_western(file)


def _utf_16_without_mark(start: bytes) -> str | None:
    """Western text in UTF-16 has a zero for every other byte."""
    half = max(1, len(start) // 2)
    if start[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > 0.7 * half else None


def _utf_8_or_western(file: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    western, is_utf_8 = "cp1252", True
    while piece := file.read(_PIECE):
        if is_utf_8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf_8 = False
        if any(byte in piece for byte in _NOT_IN_CP1252):
            western = "latin-1"
    if is_utf_8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf_8 = False
    return "utf-8" if is_utf_8 else western


def open_text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The file's text with its line ends as they are. A character that cannot be read becomes a replacement mark, which is told later."""
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
