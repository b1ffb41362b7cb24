"""Files that somebody sent in one request and that wait for the next: kept in the data folder, by owner, for a day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import new_token
from wesupply_ui.kernel.settings import settings

KEPT_FOR = timedelta(days=1)
MOST_OF_ONE = 5
"""So many files of one owner wait at a time; the oldest makes room."""

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}(\.[a-z]{1,8})?")
_OWNER = re.compile(r"[A-Za-z0-9]{1,64}")


def place_for(owner: str, name: str) -> Path:
    """A path that nothing is at yet; its name is the file's id. Of the sender's own name only the suffix stays: it says what is inside."""
    suffix = Path(name).suffix.lower()
    folder = _folder(owner)
    folder.mkdir(parents=True, exist_ok=True)
    waiting = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in waiting[MOST_OF_ONE - 1 :]:
        path.unlink(missing_ok=True)
    return folder / (new_token() + (suffix if re.fullmatch(r"\.[a-z]{1,8}", suffix) else ""))


def path_of(owner: str, upload_id: str) -> Path:
    """Where a file is. NotFound when there is none, when it is another owner's, or when it has been swept away."""
    path = _folder(owner) / upload_id if _ID.fullmatch(upload_id) else None
    if path is None or not path.is_file():
        raise NotFound(_("This file is not here any more. Please send it again."))
    return path


def sweep(now: datetime) -> int:
    """Delete what has waited too long, whoever sent it; how many files went."""
    gone = 0
    for path in (settings().data_dir / "uploads").glob("*/*"):
        if now.timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder(owner: str) -> Path:
    if not _OWNER.fullmatch(owner):
        raise ValueError("An owner is an id of ours")
    return settings().data_dir / "uploads" / owner
