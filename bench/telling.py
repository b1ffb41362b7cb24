"""Writes `docs/speed.md` from what was measured last: `python -m bench`, then `python -m bench.telling`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bench.__main__ import LATEST
from bench.asking import LIMIT_MS

DOCUMENT = LATEST.parent.parent / "docs" / "speed.md"


def document(figures: dict[str, Any]) -> str:
    """The text; what was not measured is not told."""
    told = {name: row for name, row in figures.items() if set(row) - {"failed"}}
    return "\n".join([*_head(told["measured"]), *_asks(told), *_painted(told), *_files(told), *_others(told)]) + "\n"


def _head(measured: dict[str, Any]) -> Iterator[str]:
    yield "# How fast it is"
    yield ""
    yield f"Measured {measured['at'][:10]} on {measured['cores']} cores, Python {measured['python']}, SQLite. `make bench` measures all,"
    yield "`.venv/bin/python -m bench lists` one subject; `.venv/bin/python -m bench.telling` writes this page anew from the last figures."
    yield "A subject fails when something is slower than it may be."
    yield "“CPU” is the server's own work on one answer: unlike the times it changes little when the machine does other things."
    yield "`BENCH_SHOP=/somewhere/shop.sqlite3` keeps the shop from run to run, `BENCH_ASKS` says how often each thing is asked."


def _asks(told: dict[str, Any]) -> Iterator[str]:
    for name, title in (("lists", "Lists and searches of staff"), ("insights", "Overview and insights")):
        if name not in told:
            continue
        found, load = told[name]["ms"], told[name]["load"]
        sizes = ", ".join(f"{count:,} {what}" for what, count in told[name]["sizes"].items())
        asks = next(iter(found.values()))["asks"]
        yield from ("", f"## {title}", "")
        yield f"A shop with {sizes}. From a press to its whole answer over the real socket, {asks:g} asks each; wanted are"
        yield f"{LIMIT_MS} ms or less for 95 in 100. The machine's load at the end was {load:.1f}."
        yield from ("", "| | p50 ms | p95 ms | p99 ms | CPU ms | kB |", "|---|--:|--:|--:|--:|--:|")
        for what, row in found.items():
            yield f"| {what} | " + " | ".join(f"{row[key]:.0f}" for key in ("p50", "p95", "p99", "cpu", "kb")) + " |"
        if keeping := told[name].get("keeping"):
            parcels, cost = f"{keeping['parcels']:,}", f"{keeping['bytes']} bytes and, each time, {keeping['cpu_us']} µs of CPU"
            yield from ("", f"Counting deliveries by day takes {cost} a parcel;")
            yield f"counting all {parcels} in a row made the process grow by {keeping['grown_mb']} MB."


def _painted(told: dict[str, Any]) -> Iterator[str]:
    if "painting" in told:
        row = told["painting"]
        yield from (
            "",
            "## In a browser",
            "",
            "From a press in Chromium to the frame that shows the order list's new rows; a search waits for typing to pause.",
        )
        yield from ("", "| | p50 ms | p95 ms |", "|---|--:|--:|")
        yield from (f"| {what} | {r['p50_ms']} | {r['p95_ms']} |" for what, r in row.items() if isinstance(r, dict))


def _files(told: dict[str, Any]) -> Iterator[str]:
    if "orders" in told:
        yield from ("", "## Files in", "", "| file | orders | orders/s | a CPU second | peak MB |", "|---|--:|--:|--:|--:|")
        for r in told["orders"]["import"]:
            yield f"| {r['kind']} | {r['orders']:,} | {r['orders_per_second']:,} | {r['orders_per_cpu_second']:,} | {r['peak_mb']} |"
    if "exports" in told:
        yield from ("", "## Files out", "", "| file | rows | rows/s | a CPU second | memory grows by MB |", "|---|--:|--:|--:|--:|")
        for what, r in told["exports"].items():
            if isinstance(r, dict):
                yield f"| {what}.csv | {r['rows']:,} | {r['rows_per_second']:,} | {r['rows_per_cpu_second']:,} | {r['grown_mb']:.0f} |"


def _others(told: dict[str, Any]) -> Iterator[str]:
    rows = []
    if "page" in told:
        rows.append(("The tracking page over the wire", f"{told['page']['bytes']['total'] / 1000:.0f} kB"))
    if "pixels" in told:
        rows.append(
            ("From a carrier's news to the open tracking page", f"{told['pixels']['median_s']} s, {told['pixels']['worst_s']} s at worst")
        )
    if "polling" in told:
        for kind, words in (("same", "equal answers"), ("news", "a new scan each")):
            row = told["polling"][kind]
            rows.append((f"Parcels polled a second, {words}", f"{row['per_second']:,}, {row['ratio']:g} of a bare loop's"))
    if rows:
        yield from ("", "## Shoppers and carriers", "", "| | |", "|---|---|", *(f"| {what} | {said} |" for what, said in rows))


if __name__ == "__main__":
    DOCUMENT.write_text(document(json.loads(LATEST.read_text())), encoding="utf-8")
    print(f"Wrote {DOCUMENT}")
