"""Which typefaces may a shop use? Those that devices have already: nothing is fetched, so no page waits and no stranger is told."""

from __future__ import annotations

from wesupply_ui.kernel.language import N_

DEFAULT = "system"
FONTS: dict[str, tuple[str, str]] = {
    DEFAULT: (N_("The device's own"), ""),
    "plain": (N_("Plain"), "Helvetica, 'Helvetica Neue', 'Nimbus Sans', Arial, sans-serif"),
    "friendly": (N_("Friendly"), "'Trebuchet MS', 'Gill Sans', 'Lucida Grande', 'Noto Sans', sans-serif"),
    "wide": (N_("Wide"), "Verdana, 'DejaVu Sans', Geneva, sans-serif"),
    "geometric": (N_("Geometric"), "'Century Gothic', 'Avenir Next', Futura, 'URW Gothic', sans-serif"),
    "round": (N_("Round"), "ui-rounded, 'SF Pro Rounded', 'Arial Rounded MT Bold', 'Varela Round', Nunito, sans-serif"),
    "bookish": (N_("Bookish"), "Georgia, 'Noto Serif', 'DejaVu Serif', serif"),
    "elegant": (N_("Elegant"), "'Palatino Linotype', Palatino, 'Book Antiqua', 'URW Palladio L', serif"),
    "newspaper": (N_("Newspaper"), "'Times New Roman', Times, 'Liberation Serif', serif"),
    "typewriter": (N_("Typewriter"), "'Courier New', 'Liberation Mono', ui-monospace, monospace"),
}


def stack_of(font: object) -> str:
    """The CSS list of families; empty for the device's own, and for whatever is no key of ours."""
    return FONTS[font][1] if isinstance(font, str) and font in FONTS else ""
