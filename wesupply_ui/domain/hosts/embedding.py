"""Which sites may show a shop's pages within theirs? Reads what a person typed into origins as browsers compare them, or says why not."""

from __future__ import annotations

from urllib.parse import urlsplit

from wesupply_ui.domain.hosts.hostname import ascii_of
from wesupply_ui.kernel.language import _

MOST_SITES = 10


def read_sites(raw: object) -> list[str]:
    """Origins like "https://www.example.com", one from each line, each once. ValueError in words."""
    lines = [line.strip() for line in raw.splitlines() if line.strip()] if isinstance(raw, str) and len(raw) <= 4000 else None
    if lines is None:
        raise ValueError(_("Write one site per line, like https://www.example.com."))
    found = list(dict.fromkeys(_origin(line) for line in lines))
    if len(found) > MOST_SITES:
        raise ValueError(_("Name {most} sites at most.", most=MOST_SITES))
    return found


def _origin(line: str) -> str:
    """A browser compares scheme, host and port; a path would be passed over, so that it is refused rather than promised."""
    try:
        parts = urlsplit(line.lower() if "://" in line else f"https://{line.lower()}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(_("“{site}” is no site. Write it like https://www.example.com.", site=line[:80])) from error
    alone = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in line and "*" not in line
    if parts.scheme != "https" or not alone or "." not in host:
        raise ValueError(_("“{site}” is no site. Write it like https://www.example.com.", site=line[:80]))
    try:
        name = ascii_of(host)
    except ValueError as error:
        raise ValueError(_("“{site}” is no site. Write it like https://www.example.com.", site=line[:80])) from error
    return f"https://{name}" + (f":{port}" if port not in (None, 443) else "")
