"""Processes that are started together end together, whoever goes first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.paths import PROJECT
from wesupply_ui.serving.family import Family

WAITS = [sys.executable, "-c", "import time; time.sleep(60)"]
LEAVES = [sys.executable, "-c", "raise SystemExit(3)"]


def test_when_one_ends_all_end_and_its_code_is_told(tmp_path: Path, capfd) -> None:
    family = Family()
    stays = family.start("stays", WAITS, environment=os.environ, folder=tmp_path)
    family.start("leaves", LEAVES, environment=os.environ, folder=tmp_path)
    assert family.run() == 3
    assert stays.returncode == -signal.SIGTERM
    assert "leaves ended by itself (exit code 3)" in capfd.readouterr().err


def test_a_child_that_will_not_listen_is_ended_with_its_own_children(tmp_path: Path) -> None:
    stubborn = "import signal, subprocess, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + (
        "c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print(c.pid, flush=True); c.wait()"
    )
    family = Family(grace_seconds=0.3)
    with (tmp_path / "pid").open("w") as out:
        family.children["stubborn"] = subprocess.Popen([sys.executable, "-c", stubborn], stdout=out, start_new_session=True)
    while not (tmp_path / "pid").read_text().strip():
        pass
    family.end()
    assert _is_gone_soon(int((tmp_path / "pid").read_text()))


def test_a_signal_ends_the_family_and_is_no_failure(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from wesupply_ui.serving.family import Family; "
        "f = Family(); f.listen_to_signals(); "
        "c = f.start('child', [sys.executable, '-c', 'import time; time.sleep(60)'], environment=os.environ, folder=Path('.')); "
        "print(c.pid, flush=True); sys.exit(f.run())"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGINT)
    assert parent.wait(timeout=10) == 0
    parent.stdout.close()
    assert _is_gone_soon(child)


def _is_gone_soon(pid: int, seconds: float = 5.0) -> bool:
    """The kernel takes a moment to end what was killed."""
    deadline = time.monotonic() + seconds
    while _lives(pid) and time.monotonic() < deadline:
        pass
    return not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
