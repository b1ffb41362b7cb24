"""How is any language written into a PDF? One font that is embedded, the viewer's own for Chinese, Japanese and Korean, Latin letters else.

Roboto (Apache licence) has the Latin, Greek, Cyrillic and Vietnamese letters. Han, kana and hangul are written in fonts that PDF viewers
bring for them. Of all other scripts (Arabic, Hebrew, Thai, Devanagari …) the sound is written in Latin letters, and what has none, such
as an emoji, is left out: a name that is romanised can still be read at a counter, a row of boxes cannot.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files
from itertools import groupby

from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph
from text_unidecode import unidecode

PLAIN, BOLD = "Roboto", "Roboto-Bold"
_KOREAN, _JAPANESE, _CHINESE = "HYGothic-Medium", "HeiseiKakuGo-W5", "STSong-Light"


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """What Roboto can write; registers the fonts on the way."""
    folder = files("font_roboto") / "files"
    for name, file in ((PLAIN, "Roboto-Regular.ttf"), (BOLD, "Roboto-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    for bold in (0, 1):
        addMapping(PLAIN, bold, 0, BOLD if bold else PLAIN)
    for name in (_KOREAN, _JAPANESE, _CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return frozenset(pdfmetrics.getFont(PLAIN).face.charToGlyph)


def markup(text: str) -> str:
    """The text as a paragraph's markup: nothing in it is read as a tag, and each letter is in a font that has it."""
    eastern = _eastern(text)
    parts = []
    for font, run in groupby(text, key=lambda letter: _font_of(letter, eastern)):
        words = "".join(run)
        if font is None:
            words = unidecode(words)
        parts.append(f'<font name="{font}">{escape(words)}</font>' if font and font != PLAIN else escape(words))
    return "".join(parts)


def paragraph(text: str, size: float = 9.5, *, bold: bool = False, colour: str = "#1c1c1c", align: int = 0) -> Paragraph:
    """Text that wraps, in words or where a word is longer than the line."""
    _letters()
    style = ParagraphStyle("text", fontName=BOLD if bold else PLAIN, fontSize=size, leading=size * 1.35, textColor=colour, alignment=align)
    return Paragraph("<br/>".join(markup(line) for line in text.splitlines()), style)


def _font_of(letter: str, eastern: str) -> str | None:
    if ord(letter) in _letters() or letter == " ":
        return PLAIN
    return eastern if _is_eastern(ord(letter)) else None


def _eastern(text: str) -> str:
    """Han characters are written as in Japan where kana stand beside them, as in Korea beside hangul, else as in China."""
    if any(0x3040 <= ord(letter) <= 0x30FF for letter in text):
        return _JAPANESE
    return _KOREAN if any(0xAC00 <= ord(letter) <= 0xD7A3 or 0x1100 <= ord(letter) <= 0x11FF for letter in text) else _CHINESE


def _is_eastern(code: int) -> bool:
    return 0x3000 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or 0xFF00 <= code <= 0xFFEF
