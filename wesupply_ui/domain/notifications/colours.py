"""Which colours may a message wear? The merchant's accent where it can be read, corrected where it cannot (WCAG 2.2 contrast)."""

from __future__ import annotations

import re

DEFAULT_ACCENT = "#3730a3"
READABLE = 4.5  # AA for text
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_INK, _PAPER = "#000000", "#ffffff"  # one of the two is always readable


def accent_of(value: object) -> str:
    """A brand's accent if it is `#rrggbb`, else the default: nothing else may enter a style attribute."""
    return value.lower() if isinstance(value, str) and _HEX.fullmatch(value) else DEFAULT_ACCENT


def text_on(background: str) -> str:
    """White or black, whichever reads better on it."""
    return max((_PAPER, _INK), key=lambda colour: contrast(colour, background))


def readable_on_white(colour: str) -> str:
    """The colour itself, or darkened step by step until text in it can be read on white."""
    red, green, blue = _channels(colour)
    while contrast(f"#{red:02x}{green:02x}{blue:02x}", _PAPER) < READABLE:
        red, green, blue = (int(channel * 0.92) for channel in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (channel / 255 for channel in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
