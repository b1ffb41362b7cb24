"""Where tests find things on disk: the project, and data of others beside it where it is present."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SHARED_DATA = PROJECT.parent / "shared" / "data"
