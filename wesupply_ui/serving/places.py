"""Where things are on this machine: the project, its build, and the Node that came with the Python packages."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
WEB = PROJECT / ".web"
BUILT_PAGES = WEB / "build" / "client"
NOTES = PROJECT / ".build"  # beside .web, which Reflex empties when it starts anew


def child_environment() -> dict[str, str]:
    """Our environment with the interpreter's own `bin` first on PATH: `node`, `npm`, `reflex` and `granian` live there."""
    inherited = os.environ.get("PATH", os.defpath)
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{inherited}"}
