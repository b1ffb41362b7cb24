"""A merchant's colour made legible, by day and by night: what fills, what is written on it, what is written with it."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

LIGHT_PAGE, DARK_PAGE = "#ffffff", "#1c1a18"  # --surface of assets/tokens.css
AA, AAA = 4.5, 7.0  # WCAG 2.2: contrast of text
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT = "#4338ca"


@dataclass(frozen=True, slots=True)
class Brand:
    """Values of the eight `--brand-…` variables; `style` of an element with class "branded"."""

    fill_light: str
    fill_dark: str
    on_light: str
    on_dark: str
    ink_light: str
    ink_dark: str
    tint_light: str
    tint_dark: str

    def style(self) -> dict[str, str]:
        """CSS variables, for a State's dict that goes into `style=`."""
        return {f"--brand-{name.replace('_', '-')}": getattr(self, name) for name in self.__slots__}


def brand_of(accent: str | None) -> Brand:
    """From the merchant's accent; what is not "#rrggbb" becomes the house colour. Fills keep the hue; texts are moved until they read."""
    base = accent.lower() if accent and _HEX.fullmatch(accent) else DEFAULT
    fill_dark = base if contrast(base, DARK_PAGE) >= 1.6 else _lighter(base, DARK_PAGE, 1.6)
    return Brand(
        fill_light=base,
        fill_dark=fill_dark,
        on_light=_on(base),
        on_dark=_on(fill_dark),
        ink_light=_darker(base, LIGHT_PAGE, AA + 0.6),
        ink_dark=_lighter(base, DARK_PAGE, AA + 0.6),
        tint_light=_mixed(base, LIGHT_PAGE, 0.09),
        tint_dark=_mixed(base, DARK_PAGE, 0.22),
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a colour is not used as it is: for what, which one stands in, and the contrast that it had (WCAG asks for 4.5 of text)."""

    use: str
    given: str
    used: str
    ratio: float


def corrections(accent: str) -> list[Correction]:
    """What is moved so that it can be read; empty when the colour reads everywhere. `use`: light, dark or fill_dark."""
    if not _HEX.fullmatch(accent):
        return []
    base, brand = accent.lower(), brand_of(accent)
    uses = (("light", brand.ink_light, LIGHT_PAGE), ("dark", brand.ink_dark, DARK_PAGE), ("fill_dark", brand.fill_dark, DARK_PAGE))
    return [Correction(use, base, used, round(contrast(base, page), 1)) for use, used, page in uses if used != base]


def on(fill: str) -> str:
    """White or black, whichever reads on this fill."""
    return _on(fill)


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two "#rrggbb" colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _on(fill: str) -> str:
    # Where white does not read, black does: below 4.5 with white a colour has 4.6 or more with black.
    return "#ffffff" if contrast(fill, "#ffffff") >= AA else "#000000"


def _darker(colour: str, against: str, wanted: float) -> str:
    return _moved(colour, against, wanted, -0.02)


def _lighter(colour: str, against: str, wanted: float) -> str:
    return _moved(colour, against, wanted, 0.02)


def _moved(colour: str, against: str, wanted: float, step: float) -> str:
    """Change lightness step by step until the contrast is there; black or white at the latest."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while contrast(colour, against) < wanted and 0 < lightness + step < 1:
        lightness += step
        colour = _hex(*colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def _mixed(colour: str, ground: str, part: float) -> str:
    return _hex(*(a * part + b * (1 - part) for a, b in zip(_channels(colour), _channels(ground), strict=True)))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, channel)) * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
