"""Who may import whom, and what is committed: arrows point down, locks carry no addresses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.paths import PROJECT


def test_arrows_point_down() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_python_is_pinned_plainly() -> None:
    lines = (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z0-9.-]+==[\w.+!]+", line) for line in lines), "name==version and nothing else"
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(set(names))


def test_node_is_pinned_without_addresses() -> None:
    lock = json.loads((PROJECT / "reflex.lock" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert not [name for name, each in packages.items() if "resolved" in each]
    assert all(each.get("version") and each.get("integrity") for each in packages.values())
    assert not (PROJECT / "reflex.lock" / "bun.lock").exists(), "its presence would make Reflex fetch bun"
