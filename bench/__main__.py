"""`make bench`: every benchmark in turn, with its table; all figures end in bench/latest.json. `python -m bench orders` runs some."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

SUBJECTS = ("orders", "lists", "insights", "exports", "painting", "polling", "page", "pixels", "returns")
LATEST = Path(__file__).parent / "latest.json"


def main(names: list[str]) -> int:
    """Run the named benchmarks, all without a name. One that fails is told and does not stop the others."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are {', '.join(SUBJECTS)}.")
        return 2
    figures: dict[str, Any] = json.loads(LATEST.read_text()) if names and LATEST.is_file() else {}
    failed = 0
    for name in names or SUBJECTS:
        print(f"\n== {name} ==", flush=True)
        started = time.perf_counter()
        try:
            figures[name] = import_module(f"bench.{name}").main()
        except Exception as error:
            failed += 1
            figures[name] = getattr(error, "figures", {}) | {"failed": f"{type(error).__name__}: {error}"}
            print(f"failed: {type(error).__name__}: {error}")
        print(f"({time.perf_counter() - started:.0f} s)")
    figures["measured"] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    LATEST.write_text(json.dumps(figures, indent=2, default=str) + "\n")
    print(f"\nAll figures: {LATEST.relative_to(Path.cwd()) if LATEST.is_relative_to(Path.cwd()) else LATEST}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
