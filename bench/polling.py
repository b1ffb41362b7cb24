"""Parcels polled per second, one process on SQLite, against a bare loop over the same addresses; how it grows; memory.

Every figure comes from a process of its own; the carrier is another one beside it. Rounds of the bare loop and of the poller take
turns, and each figure is the median of its rounds, because other work on the machine slows both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.carrier import running

ROUNDS = 3
ROUND_SIZE = 1_500
GROWTH = (1_000, 10_000, 50_000)
TARGETS = {"same": 0.6, "news": 0.25}


def main() -> dict[str, Any]:
    """Print the table and return its figures. `BENCH_SIZES=1000,5000` replaces the sizes (a quicker look)."""
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", "").split(",") if size] or list(GROWTH)
    with running() as url:
        rounds = {kind: [] for kind in ("bare", "same", "news")}
        for _ in range(ROUNDS):
            for kind, figures in rounds.items():
                figures.append(_measured(url, ROUND_SIZE, kind))
        growth = {size: _measured(url, size, "same") for size in sizes}
    bare = {"by_client": _per_second(rounds["bare"], "by_client"), "by_transport": _per_second(rounds["bare"], "by_transport")}
    found: dict[str, Any] = {"bare_loop_per_second": bare, "growth": {}}
    for kind, target in TARGETS.items():
        rate = _per_second(rounds[kind], "seconds")
        cpu = median(figures["cpu_by_client"] for figures in rounds["bare"]) / median(figures["cpu"] for figures in rounds[kind])
        ratio = rate / bare["by_client"]
        found[kind] = {"per_second": rate, "ratio": round(ratio, 2), "ratio_of_processor_time": round(cpu, 2), "target": target}
    for size, figures in growth.items():
        each = 1000 * figures["seconds"] / size, 1000 * figures["cpu"] / size
        found["growth"][size] = {
            "per_second": round(size / figures["seconds"]),
            "ms_per_parcel": round(each[0], 2),
            "cpu_ms_per_parcel": round(each[1], 2),
            "memory_mb": round(figures["memory"]),
            "memory_grown_mb": round(figures["memory"] - figures["memory_before"], 1),
        }
    _show(found)
    return found


def _measured(url: str, size: int, kind: str) -> dict[str, float]:
    run = subprocess.run([sys.executable, "-m", "bench.poll_due", url, str(size), kind], capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    return json.loads(run.stdout)


def _per_second(rounds: list[dict[str, float]], name: str) -> int:
    return round(ROUND_SIZE / median(figures[name] for figures in rounds))


def _show(found: dict[str, Any]) -> None:
    bare = found["bare_loop_per_second"]
    rates = Table(title="Polling: one process, SQLite, 50 calls at once, UPS answers of 6 to 7 kB")
    for column in ("", "parcels/s", "ratio", "by CPU time", "wanted"):
        rates.add_column(column, justify="left" if not column else "right")
    rates.add_row("bare loop: httpx over aiohttp", str(bare["by_client"]), "1.00", "1.00", "")
    rates.add_row("… without httpx's client", str(bare["by_transport"]), f"{bare['by_transport'] / bare['by_client']:.2f}", "", "")
    for kind, words in (("same", "same answers"), ("news", "a new scan each")):
        row = found[kind]
        rates.add_row(words, str(row["per_second"]), f"{row['ratio']:.2f}", f"{row['ratio_of_processor_time']:.2f}", f"≥ {row['target']}")
    sizes = Table(title="Growth: due at once, answers equal to the last ones")
    for column in ("parcels due", "parcels/s", "ms each", "CPU ms each", "memory MB", "polling adds MB"):
        sizes.add_column(column, justify="right")
    for size, row in found["growth"].items():
        sizes.add_row(f"{size:,}", *(str(value) for value in row.values()))
    console = Console()
    console.print(rates)
    console.print(sizes)


if __name__ == "__main__":
    main()
