"""Keeps several processes together: they start in order, and when one ends or a signal comes, all end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

GRACE_SECONDS = 8.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Family:
    """Child processes by name. `run` returns the exit code for the whole."""

    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    grace_seconds: float = GRACE_SECONDS
    _asked_to_end: bool = False

    def start(
        self, name: str, command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start one child in a session of its own, so that the terminal's Ctrl-C reaches only us and the order of ending is ours.

        What it prints goes where ours does, or is added to the file `log`.
        """
        with contextlib.ExitStack() as opened:
            output = None if log is None else opened.enter_context(log.open("ab"))
            self.children[name] = subprocess.Popen(  # noqa: S603  (commands are our own)
                list(command),
                env=dict(environment),
                cwd=folder,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        return self.children[name]

    def listen_to_signals(self) -> None:
        """From now on SIGINT, SIGTERM and a closed terminal end the family."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._end_asked)

    def _end_asked(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked_to_end = True

    @property
    def is_ending(self) -> bool:
        """True once a signal came or a child has gone."""
        return self._asked_to_end or any(child.poll() is not None for child in self.children.values())

    def run(self) -> int:
        """Wait until the end begins, then end everyone. 0 when we were asked to; else the code of the child that went first."""
        while not self.is_ending:
            time.sleep(0.2)
        gone = [(name, child.returncode) for name, child in self.children.items() if child.poll() is not None]
        self.end()
        if self._asked_to_end:
            return 0
        for name, code in gone:
            print(f"{name} ended by itself (exit code {code})", file=sys.stderr)  # noqa: T201
        return max((abs(code) for _, code in gone), default=1) or 1

    def end(self) -> None:
        """Ask every child to end, last started first; after the grace period whole groups are killed."""
        for child in reversed(self.children.values()):
            _signal_group(child, signal.SIGTERM, only_leader=True)
        deadline = time.monotonic() + self.grace_seconds
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            _signal_group(child, signal.SIGKILL)
            child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals, *, only_leader: bool = False) -> None:
    with contextlib.suppress(ProcessLookupError):
        if only_leader:
            child.send_signal(number)
        else:
            os.killpg(child.pid, number)


def _die_with_parent() -> None:
    """On Linux the child is told to end even when we are killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
