"""What does `WESUPPLY_SMTP_URL` say? smtp:// encrypts when the server offers it, smtps:// from the first byte."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where mail is handed over. `start_tls`: True must, False never, None when offered. Never log or show the password."""

    host: str
    port: int
    use_tls: bool
    start_tls: bool | None
    username: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"ServerAddress({self.host!r}, {self.port})"


def read_address(url: str) -> ServerAddress:
    """ "smtp://user:pass@mail.example:587" → its parts. ValueError, in words for the person who configured it.

    A password goes to another machine only encrypted, unless the address says `?starttls=never`; `?starttls=required` insists.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("WESUPPLY_SMTP_URL must look like smtp://user:password@mail.example:587 or smtps://…")
    wish = parse_qs(parts.query).get("starttls", [""])[0]
    if wish not in ("", "never", "required"):
        raise ValueError("starttls in WESUPPLY_SMTP_URL is either never or required")
    use_tls = parts.scheme == "smtps"
    username = unquote(parts.username) if parts.username else None
    start_tls: bool | None = {"never": False, "required": True}.get(wish)
    if use_tls:
        start_tls = False
    elif start_tls is None and username and not _is_this_machine(parts.hostname):
        start_tls = True
    default = 465 if use_tls else 587 if username else 25
    password = unquote(parts.password) if parts.password else None
    return ServerAddress(parts.hostname, parts.port or default, use_tls, start_tls, username, password)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
