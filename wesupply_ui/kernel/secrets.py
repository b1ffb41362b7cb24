"""Keys and what is made with them: encrypted fields, hashed tokens, capability tokens. Nothing here knows what it protects."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets as _secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from wesupply_ui.kernel.settings import Settings, settings

KEY_FILE, PREVIOUS_FILE, LINK_FILE = "secret.key", "secret.key.previous", "link.key"


def installation_key(config: Settings | None = None) -> bytes:
    """The master key that encrypts: from the settings, else from the data folder, made there (mode 600) on first use."""
    config = config or settings()
    if config.secret_key:
        return config.secret_key.encode()
    path = config.data_dir / KEY_FILE
    return _read(path) or _made(path)


def previous_key(config: Settings | None = None) -> bytes:
    """The master key before this one, while fields that it encrypted are being encrypted anew; else empty."""
    config = config or settings()
    return config.previous_secret_key.encode() or _read(config.data_dir / PREVIOUS_FILE)


def link_key(config: Settings | None = None) -> bytes:
    """What links and other lasting tokens are made of: the first master key, whatever encrypts now. See `docs/decisions/0011`."""
    config = config or settings()
    return config.link_key.encode() or _read(config.data_dir / LINK_FILE) or previous_key(config) or installation_key(config)


def _made(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(_secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_bytes().strip()


def _read(path: Path) -> bytes:
    """A key file's key; empty when there is none. Processes that run hear of a new one at the next use."""
    try:
        found = path.stat()
    except OSError:
        return b""
    return _content(path, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=16)
def _content(path: Path, _changed: int, _file: int) -> bytes:
    return path.read_bytes().strip()


def derived(purpose: str, *, key: bytes | None = None) -> bytes:
    """A 32-byte key for one purpose: purposes cannot read each other's data. `key`: the master key unless another is given."""
    return hmac.new(key or installation_key(), purpose.encode(), hashlib.sha256).digest()


def lasting(purpose: str) -> bytes:
    """As `derived`, the same after the master key was changed: for what people hold in their hands."""
    return derived(purpose, key=link_key())


def encrypt(text: str, *, purpose: str, key: bytes | None = None) -> str:
    """Authenticated encryption for a database field. Where it is stored is registered in `domain/sealed.py`."""
    return _fernet(purpose, key).encrypt(text.encode()).decode()


def decrypt(token: str, *, purpose: str, keys: Iterable[bytes] | None = None) -> str:
    """The text again. ValueError when no key fits, this one or the one before, or the field was tampered with."""
    for key in keys or filter(None, (installation_key(), previous_key())):
        try:
            return _fernet(purpose, key).decrypt(token.encode()).decode()
        except InvalidToken:
            continue
    raise ValueError("This secret was encrypted with another key.")


def _fernet(purpose: str, key: bytes | None = None) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(purpose, key=key)))


def new_token(bits: int = 256) -> str:
    """A random URL-safe token."""
    return _secrets.token_urlsafe(bits // 8)


def fingerprint(token: str) -> str:
    """What is stored instead of a token: SHA-256, hex. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def capability(kind: str, subject: str, version: int) -> str:
    """The token of a capability link: 128 bits that only this installation can make again, 22 URL-safe characters.

    Raising `version` ends every link made before.
    """
    digest = hmac.new(_capability_key(kind), f"{subject}:{version}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def _capability_key(kind: str) -> bytes:
    return lasting(f"capability:{kind}")
