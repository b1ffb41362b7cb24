"""Files that the business keeps: labels, documents, pictures. In the data folder, by owner, each under a hash of its content.

What a name stands for never changes, so keeping the same file twice is keeping it once. These calls touch the disk: use them in a thread.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import new_token
from wesupply_ui.kernel.settings import settings

_NAME = re.compile(r"[0-9a-f]{40}\.[a-z]{1,8}")
_OWNER = re.compile(r"[A-Za-z0-9]{1,64}")


def keep(owner: str, content: bytes, suffix: str, *, apart: str = "") -> str:
    """The name under which this content is kept from now on. `suffix`: "pdf". Whole or not at all, also when the process is killed.

    `apart`: kept by itself, whoever else keeps the same, so that it can be removed.
    """
    name = f"{hashlib.blake2b(content, digest_size=20, key=apart.encode()[:64]).hexdigest()}.{suffix}"
    path = _path(owner, name)
    if path.is_file() and path.stat().st_size == len(content):
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.parent / f".{new_token(64)}.half"
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return name


def read(owner: str, name: str) -> bytes:
    """The content. NotFound when there is none of this owner's under the name."""
    try:
        return _path(owner, name).read_bytes()
    except (OSError, ValueError) as error:
        raise NotFound(_("This file is not here any more.")) from error


def remove(owner: str, name: str) -> None:
    """Delete what was kept `apart`; what is gone already stays gone."""
    _path(owner, name).unlink(missing_ok=True)


def is_kept(owner: str, name: str) -> bool:
    """Whether the file is there."""
    try:
        return _path(owner, name).is_file()
    except ValueError:
        return False


def _path(owner: str, name: str) -> Path:
    if not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name):
        raise ValueError("No file of ours is called that")
    return settings().data_dir / "files" / owner / name[:2] / name
