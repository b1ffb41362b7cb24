"""The names Tailwind's utilities use for our tokens. Values live in `assets/tokens.css`, once for light and once for dark."""

from __future__ import annotations

_TONES = ("moving", "done", "attention", "problem", "quiet")

_colours: dict[str, str] = {
    name: f"var(--{name})" for name in ("page", "surface", "raised", "line", "ink", "soft", "faint", "accent", "on-accent")
}
_colours |= {"accent-ink": "var(--accent-ink)", "accent-tint": "var(--accent-tint)", "line-strong": "var(--line-strong)"}
_colours |= {tone: f"var(--{tone})" for tone in _TONES} | {f"{tone}-tint": f"var(--{tone}-tint)" for tone in _TONES}

TAILWIND: dict = {
    "theme": {
        "extend": {
            "colors": _colours,
            "fontSize": {name: f"var(--text-{name})" for name in ("small", "body", "lead", "title", "headline", "figure")},
            "borderRadius": {"control": "var(--radius)", "card": "var(--radius-card)"},
            "boxShadow": {"floating": "var(--shadow)"},
            "transitionDuration": {"quick": "var(--motion)"},
        }
    },
}
