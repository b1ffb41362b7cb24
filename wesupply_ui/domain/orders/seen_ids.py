"""Was this order in the file before? Remembers any number of ids in constant memory, in a file of its own that goes away with it."""

from __future__ import annotations

import sqlite3
from types import TracebackType


class SeenIds:
    """A context that ends with its file. SQLite's unnamed database keeps 2 MB in memory and the rest on disk."""

    def __init__(self) -> None:
        # Imports read their file in a thread of their own, one batch after the other.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def line_of(self, external_id: str, line: int) -> int | None:
        """The line in which this id stood before; None, and it is remembered, when this is the first time."""
        if self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (external_id, line)).rowcount:
            return None
        return self._db.execute("SELECT line FROM seen WHERE id = ?", (external_id,)).fetchone()[0]

    def __enter__(self) -> SeenIds:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._db.close()
