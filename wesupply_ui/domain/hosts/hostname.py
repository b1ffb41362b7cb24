"""Is this the name of a host that a shop may claim? Reads what a person typed into the one form that is compared, or says why not."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import urlsplit

import idna

from wesupply_ui.kernel.language import _

# Names that never lead to a shop on the public net (RFC 6761, RFC 6762, RFC 7686, ICANN's "internal").
_PRIVATE = frozenset({"localhost", "local", "internal", "onion", "arpa", "invalid", "lan", "home", "corp"})
RESERVED = frozenset(
    [
        "www",
        "app",
        "api",
        "admin",
        "staff",
        "store",
        "stores",
        "mail",
        "smtp",
        "imap",
        "login",
        "signin",
        "auth",
        "account",
        "accounts",
        "static",
        "assets",
        "media",
        "cdn",
        "help",
        "support",
        "status",
        "docs",
        "blog",
        "shop",
        "my",
        "ns",
        "ns1",
        "ns2",
        "mx",
        "autodiscover",
        "localhost",
    ]
)
"""Names under the installation's own domain that look like the installation itself."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Alphabets that one word of these languages mixes by itself.
_TOGETHER = (
    frozenset({"HIRAGANA", "KATAKANA", "CJK", "LATIN"}),
    frozenset({"HANGUL", "CJK", "LATIN"}),
    frozenset({"BOPOMOFO", "CJK", "LATIN"}),
)


def read_host(raw: object, *, own: str, under: str) -> str:
    """The host in small ASCII letters ("xn--…" for others). ValueError in words.

    `own`: the installation's host; `under`: the domain whose names the installation gives away, or empty. Neither can be claimed.
    """
    text = raw.strip().lower().rstrip(".") if isinstance(raw, str) else ""
    if not text or len(text) > 500:
        raise ValueError(_("Write a domain like track.example.com."))
    host = ascii_of(_without_address(text))
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in _PRIVATE or labels[-1].isdigit():
        raise ValueError(_("Write a whole public domain like track.example.com."))
    if host == own or host.endswith(f".{own}") or own.endswith(f".{host}"):
        raise ValueError(_("This domain belongs to this installation."))
    if under and (host == under or host.endswith(f".{under}")):
        raise ValueError(_("Names under {domain} are given above.", domain=under))
    return host


def read_label(raw: object) -> str:
    """A name under the installation's own domain. ValueError in words."""
    label = raw.strip().lower() if isinstance(raw, str) else ""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])", label) or "--" in label:
        raise ValueError(_("Use 3 to 40 small letters, digits and hyphens; begin and end with a letter or digit."))
    if label in RESERVED:
        raise ValueError(_("This name is kept for the installation itself. Choose another."))
    return label


def ascii_of(text: str) -> str:
    """A host's ASCII form. ValueError in words for what is no host, an address of numbers, or a name that mixes alphabets."""
    if _is_address(text):
        raise ValueError(_("Write a domain, not an IP address."))
    try:
        host = idna.encode(text, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise ValueError(_("This is not a domain. Write it like track.example.com.")) from error
    if _is_address(host) or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise ValueError(_("This is not a domain. Write it like track.example.com."))
    if any(_mixes_alphabets(label) for label in shown(host).split(".")):
        raise ValueError(_("A part of this domain mixes letters of several alphabets, as domains do that imitate others."))
    return host


def shown(host: str) -> str:
    """The host as people write it; the ASCII form where that is not possible."""
    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return host


def host_of_header(header: str) -> str:
    """The host that a request names, without port; empty for nonsense. Only ever compared, never written into an answer."""
    host = header.strip().lower()
    if len(host) > 300 or not re.fullmatch(r"[a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", host):
        return ""
    return host if host.startswith("[") else host.partition(":")[0].rstrip(".")


def _without_address(text: str) -> str:
    """A pasted "https://track.example.com/" is its host; anything more than that is a mistake."""
    if "://" not in text:
        if re.search(r"[/:@?#\s_*]", text):
            raise ValueError(_("Write the domain alone, without port, path or asterisk."))
        return text
    parts = urlsplit(text)
    try:
        alone = parts.scheme in ("http", "https") and parts.path in ("", "/") and not parts.query and parts.port is None and "@" not in text
    except ValueError:
        alone = False
    if not alone or not parts.hostname:
        raise ValueError(_("Write the domain alone, without port, path or asterisk."))
    return parts.hostname.rstrip(".")


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        # Browsers read "0x7f.1" and "2130706433" as addresses too.
        return re.fullmatch(r"(0x[0-9a-f]*|\d+)", text.rpartition(".")[2]) is not None
    return True


def _mixes_alphabets(label: str) -> bool:
    alphabets = {unicodedata.name(each, "?").partition(" ")[0] for each in label if each.isalpha()}
    return len(alphabets) > 1 and not any(alphabets <= each for each in _TOGETHER)
