"""What is different between two versions of a policy? Rules are known again by their names, reasons by their codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """`change`: added, removed or changed. `path` names the place by what people call it: rules[“Final sale”].then.returnable."""

    path: str
    change: str
    before: Any = None
    after: Any = None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every member that is not the same, in the order of the later document; what was removed comes last."""
    return list(_objects("", before, after))


def _objects(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in [*after, *(name for name in before if name not in after)]:
        inner = f"{path}.{name}" if path else name
        if name not in before:
            yield Difference(inner, "added", after=after[name])
        elif name not in after:
            yield Difference(inner, "removed", before=before[name])
        else:
            yield from _values(inner, before[name], after[name])


def _values(path: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and path.rpartition(".")[2] != "when":
        yield from _objects(path, before, after)
    elif path == "rules" or path.rpartition(".")[2] in ("reasons", "sub"):
        yield from _named(path, before, after, "name" if path == "rules" else "code")
    else:
        yield Difference(path, "changed", before, after)


def _named(path: str, before: list[Any], after: list[Any], key: str) -> Iterator[Difference]:
    old, new = by_name(before, key), by_name(after, key)
    for name, entry in new.items():
        inner = f"{path}[“{name}”]"
        if name in old:
            yield from _objects(inner, old[name], entry)
        else:
            yield Difference(inner, "added", after=entry)
    for name, entry in old.items():
        if name not in new:
            yield Difference(f"{path}[“{name}”]", "removed", before=entry)
    kept = [name for name in old if name in new]
    moved = [name for name in new if name in old]
    if kept != moved:
        yield Difference(path, "reordered", kept, moved)


def by_name(entries: list[Any], key: str) -> dict[str, Any]:
    """Entries by their name; one that has another's name is told apart by a number."""
    named: dict[str, Any] = {}
    for entry in entries:
        name, count = entry[key], 2
        while name in named:
            name, count = f"{entry[key]} ({count})", count + 1
        named[name] = entry
    return named
