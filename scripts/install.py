"""Puts the parts into .venv: the pinned packages, then this project. Runs on a bare Python; quiet about what is there already."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
OLDEST = (3, 11)


def main() -> int:
    """Exit code 0 when everything is installed."""
    if sys.version_info < OLDEST:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Name another with PYTHON=python3.12", file=sys.stderr)
        return 1
    if not (VENV / "bin" / "python").exists():
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    print("Installing the pinned packages (minutes the first time) …", flush=True)
    return _pip("-r", "requirements.lock") or _pip("--no-deps", "-e", ".")


def _pip(*what: str) -> int:
    command = [VENV / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check", *what]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            if line.startswith(("Collecting", "Installing collected", "Successfully")):
                print(f"  {line[:160].rstrip()}", flush=True)
    return pip.returncode


if __name__ == "__main__":
    raise SystemExit(main())
