"""Keys and what is made with them: encrypted fields, hashed tokens, capability tokens. Nothing here knows what it protects."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets as _secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from wesupply_ui.kernel.settings import Settings, settings


def installation_key(config: Settings | None = None) -> bytes:
    """The installation's master key: from the settings, else from the data folder, made there (mode 600) on first use."""
    config = config or settings()
    if config.secret_key:
        return config.secret_key.encode()
    return _key_file(config.data_dir / "secret.key")


@lru_cache(maxsize=8)
def _key_file(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(_secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_bytes().strip()


def derived(purpose: str) -> bytes:
    """A 32-byte key for one purpose: purposes cannot read each other's data."""
    return hmac.new(installation_key(), purpose.encode(), hashlib.sha256).digest()


def encrypt(text: str, *, purpose: str) -> str:
    """Authenticated encryption for a database field."""
    return _fernet(purpose).encrypt(text.encode()).decode()


def decrypt(token: str, *, purpose: str) -> str:
    """The text again. ValueError when the key changed or the field was tampered with."""
    try:
        return _fernet(purpose).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("This secret was encrypted with another key.") from error


def _fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(purpose)))


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
    return derived(f"capability:{kind}")
