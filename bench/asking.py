"""Many asks of one kind: how long the middle one, nineteen in twenty and ninety-nine in a hundred took, what they cost and weighed."""

from __future__ import annotations

import math
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from bench.tab import Tab

LIMIT_MS = 200
ASKS = int(os.environ.get("BENCH_ASKS", "200"))
TRIES = int(os.environ.get("BENCH_TRIES", "3"))
"""An action above the limit is asked anew so often in all, and its quietest run counts: other work on the machine slows single runs."""
console = Console(width=140)


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person does. `ask` does it for the nth time and tells the seconds; `begin` is the page where that starts."""

    name: str
    ask: Callable[[Tab, int], Awaitable[float]]
    begin: str = ""


async def measure(tab: Tab, actions: Sequence[Action]) -> dict[str, dict[str, float]]:
    """Figures by the action's name, in milliseconds and kB."""
    found: dict[str, dict[str, float]] = {}
    for _ in range(TRIES):
        slow = [action for action in actions if found.get(action.name, {}).get("p95", math.inf) > LIMIT_MS]
        for action in slow:
            now = await _measured(tab, action)
            if now["p95"] < found.get(action.name, {}).get("p95", math.inf):
                found[action.name] = now
            print(
                f"  {action.name:<46} {now['p50']:>7} {now['p95']:>7} {now['p99']:>7}  cpu {now['cpu']:>6}  {now['kb']:>6} kB", flush=True
            )
    return found


async def _measured(tab: Tab, action: Action) -> dict[str, float]:
    if action.begin:
        await tab.load(action.begin)
    await action.ask(tab, 0)
    await tab.rest()
    times, received, worked = [], tab.received, _worked()
    for at in range(1, ASKS + 1):
        times.append(await action.ask(tab, at))
    times.sort()
    shares = {f"p{share}": round(times[math.ceil(len(times) * share / 100) - 1] * 1000, 1) for share in (50, 95, 99)}
    cpu = round((_worked() - worked) / ASKS * 1000, 1)
    return shares | {"cpu": cpu, "kb": round((tab.received - received) / ASKS / 1000, 1), "asks": ASKS}


def _worked() -> float:
    """Processor seconds of the server, which is the only process started here."""
    total = 0.0
    for each in psutil.Process().children(recursive=True):
        try:
            spent = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system
    return total


def show(title: str, found: dict[str, dict[str, float]]) -> None:
    """The table."""
    table = Table(title=f"{title}; milliseconds from click to answer, {ASKS} asks each", title_justify="left")
    for column in ("", "p50", "p95", "p99", "server's CPU", "kB"):
        table.add_column(column, justify="left" if not column else "right")
    for name, row in found.items():
        slow = row["p95"] > LIMIT_MS
        table.add_row(name, *(f"{row[key]:g}" for key in ("p50", "p95", "p99", "cpu", "kb")), style="bold red" if slow else "")
    console.print(table)


class TooSlow(RuntimeError):
    """Something took longer than it may; `figures` are told all the same."""

    def __init__(self, words: str, figures: dict[str, Any]) -> None:
        super().__init__(words)
        self.figures = figures


def held(figures: dict[str, Any]) -> dict[str, Any]:
    """The same, unless an action of `ms` took longer than it may."""
    slow = [f"{name}: {row['p95']} ms" for name, row in figures["ms"].items() if row["p95"] > LIMIT_MS]
    if slow:
        raise TooSlow(f"p95 above {LIMIT_MS} ms: {'; '.join(slow)}", figures)
    return figures
