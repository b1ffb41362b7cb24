"""Where can a label's file be had? Links that open it for half an hour, for whoever may see the label."""

from __future__ import annotations

from datetime import datetime

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.kernel import passes

FILES = "/api/labels/"
PURPOSE = "label-file"
MEDIA_TYPES = {"pdf": "application/pdf", "zpl": "application/vnd.zebra-zpl", "qr": "image/png"}


def file_links(label: Label, *, now: datetime) -> dict[str, str]:
    """Kind ("pdf", "zpl", "qr") → path with its pass, for each file that is kept."""
    return {
        kind: f"{FILES}{label.id}/{kind}?pass={passes.issue(PURPOSE, _subject(label.id, kind), now=now)}" for kind in sorted(label.files)
    }


def opens(given: str, label_id: str, kind: str, *, now: datetime) -> bool:
    """Whether this pass opens this file."""
    return passes.opens(given, PURPOSE, _subject(label_id, kind), now=now)


def _subject(label_id: str, kind: str) -> str:
    return f"{label_id}/{kind}"
