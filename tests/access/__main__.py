"""Writes `docs/access.md` anew: `python -m tests.access`."""

from tests.access.table import DOCUMENT, document

DOCUMENT.write_text(document(), encoding="utf-8")
print(f"Wrote {DOCUMENT}")
