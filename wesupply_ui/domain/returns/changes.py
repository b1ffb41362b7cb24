"""What does one policy say otherwise than another? In pieces that people understand: a rule, what it decides, a reason, the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wesupply_ui.domain.returns.differences import by_name
from wesupply_ui.domain.returns.document import ASPECTS

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """`of`: policy, default, rule, reason or order; `name`: which rule or reason. `change`: added, removed, changed or moved.

    `part`: what of it, as the document names it ("when", "window", "label"); "" for the whole.
    """

    of: str
    change: str
    name: str = ""
    part: str = ""
    before: Any = None
    after: Any = None


def changes(before: Document | None, after: Document) -> list[Change]:
    """Every change, in the order of the later document; the same documents have none. `before` None: there was nothing."""
    old: Document = before or {"name": "", "default": {}, "rules": [], "reasons": []}
    found = list(_parts("policy", "", old, after, ("name",)))
    found += _parts("default", "", old.get("default", {}), after.get("default", {}), ASPECTS)
    found += _rules(old.get("rules", []), after.get("rules", []))
    return found + list(_reasons("", old.get("reasons", []), after.get("reasons", [])))


def _rules(before: list[Any], after: list[Any]) -> Iterator[Change]:
    old, new = by_name(_ordered(before), "name"), by_name(_ordered(after), "name")
    for name, rule in new.items():
        if name not in old:
            yield Change("rule", "added", name, after=rule)
            continue
        yield from _parts("rule", name, _whole(old[name]), _whole(rule), ("active", "when"))
        yield from _parts("rule", name, old[name].get("then", {}), rule.get("then", {}), ASPECTS)
    for name, rule in old.items():
        if name not in new:
            yield Change("rule", "removed", name, before=rule)
    kept, moved = [name for name in old if name in new], [name for name in new if name in old]
    if kept != moved:
        yield Change("order", "moved", before=kept, after=moved)


def _ordered(rules: Iterable[Any]) -> list[Any]:
    return sorted(rules, key=lambda rule: rule.get("priority", 100))


def _whole(rule: Document) -> Document:
    return {"active": True, "when": {"all": []}} | dict(rule)


def _reasons(under: str, before: list[Any], after: list[Any]) -> Iterator[Change]:
    old, new = by_name(before, "code"), by_name(after, "code")
    for code, reason in new.items():
        name = f"{under} › {reason['label']}" if under else reason["label"]
        if code not in old:
            yield Change("reason", "added", name, after=reason)
            continue
        yield from _parts("reason", name, old[code], reason, ("label",))
        yield from _reasons(name, old[code].get("sub") or [], reason.get("sub") or [])
    for code, reason in old.items():
        if code not in new:
            yield Change("reason", "removed", f"{under} › {reason['label']}" if under else reason["label"], before=reason)
    kept, moved = [code for code in old if code in new], [code for code in new if code in old]
    if kept != moved:
        yield Change("reason", "moved", under, before=kept, after=moved)


def _parts(of: str, name: str, before: Document, after: Document, parts: Iterable[str]) -> Iterator[Change]:
    for part in parts:
        was, now = before.get(part), after.get(part)
        if _same(was, now):
            continue
        yield Change(of, "added" if was is None else "removed" if now is None else "changed", name, part, was, now)


def _same(one: Any, other: Any) -> bool:
    """Members that say what holds anyway make no difference, nor does how a number is written: 5 and "5"."""
    return _plain(one) == _plain(other)


_UNSAID: tuple[tuple[str, Any], ...] = (("starts", "delivered"), ("per", "parcel"), ("allow_out_of_stock", False), ("sub", []))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items() if each is not None and (name, each) not in _UNSAID}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool) or value is None else str(value)
