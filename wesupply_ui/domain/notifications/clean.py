"""Text from outside, made fit for a mail: one line, no control characters, no disguised links, only web addresses as links."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Of the invisible characters only these carry meaning (Persian, Indic scripts, emoji). The others go: marks that turn the direction
# of the text after them could rewrite the rest of a line.
_JOINING = frozenset("\u200c\u200d")
_LINKLIKE = re.compile(r"[/@:<>\\]|www\.|\.[a-z]{2,}\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,255}")


def one_line(text: object, limit: int = 200) -> str:
    """Any value as one tidy line of at most `limit` characters; a longer one ends in an ellipsis."""
    line = " ".join("".join(_kept(char) for char in str(text or "")).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc" or category[0] == "Z":
        return " "
    return char if category[0] != "C" or char in _JOINING else ""


def greeting_name(first_name: str | None, whole_name: str | None) -> str:
    """The name to greet by, or empty when there is none that is surely a name: mail programs turn “pay.example” into a link."""
    name = one_line(first_name, 60) or one_line(whole_name, 60)
    return "" if not name or name.endswith("…") or _LINKLIKE.search(name) else name


def web_address(value: object, base_url: str) -> str | None:
    """An absolute http(s) address; a path of ours ("/brand/logo.svg") gets the installation's address before it. Else None."""
    text = str(value or "").strip()
    if text.startswith("/") and not text.startswith("//"):
        text = base_url.rstrip("/") + text
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    fit = parts.scheme in ("http", "https") and parts.hostname and not any(char.isspace() or ord(char) < 32 for char in text)
    return text if fit and len(text) <= 2000 else None


def mail_address(value: object) -> str | None:
    """A bare mail address that can stand in a header and an SMTP command, or None."""
    text = str(value or "").strip()
    return text if len(text) <= 254 and _ADDRESS.fullmatch(text) and text.isprintable() else None
