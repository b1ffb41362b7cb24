"""When does a rule hold? Conditions and their groups, changed by their path within the rule ("all.0.any.1"; "" is the whole).

A group joins its parts by one word: all, any, none, not_all. In the document the latter two are a `not` around the former.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from wesupply_ui.domain.returns.conditions import FIELDS, MAX_DEPTH, MAX_PARTS, MAX_VALUES, NAMED, OPERATORS, Kind
from wesupply_ui.domain.returns.editing.draft import Draft, Gone, typed, typed_number, with_rule
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _

Node = dict[str, Any]
JOINS = ("all", "any", "none", "not_all")
KNOWN, UNKNOWN = "known", "unknown"
"""Operators that people see for `exists`."""
_LISTS = ("in", "not_in")
FIRST_FIELD = "line.tags"


def kind_here(field: str) -> Kind | None:
    """As `kind_of`; a field that still lacks its own name counts as one of them."""
    return FIELDS.get(field) or (Kind.FREE if field.startswith(NAMED) else None)


def operators_of(field: str) -> tuple[str, ...]:
    """The operators that fit a field, as people see them."""
    kind = kind_here(field)
    return (*(each for each in OPERATORS[kind or Kind.FREE] if each != "exists"), KNOWN, UNKNOWN)


def operator_of(condition: Node) -> str:
    """The operator as people see it."""
    op, value = condition.get("op"), condition.get("value")
    if op == "exists":
        return UNKNOWN if value is False else KNOWN
    if value is None and op in ("eq", "ne"):
        return UNKNOWN if op == "eq" else KNOWN
    return str(op)


def parts_of(node: Node) -> tuple[str, list[tuple[str, Node]]] | None:
    """(the join, each part with its path from here); None for a single condition."""
    for name in ("all", "any"):
        if name in node:
            return name, [(f"{name}.{at}", part) for at, part in enumerate(node[name])]
    if "not" not in node:
        return None
    inner = node["not"]
    for name, join in (("any", "none"), ("all", "not_all")):
        if name in inner:
            return join, [(f"not.{name}.{at}", part) for at, part in enumerate(inner[name])]
    return "none", [("not", inner)]


def every_part(node: Node, path: str = "", depth: int = 0) -> Iterator[tuple[str, Node, int]]:
    """(path, part, how deep it is shown), groups before what is in them."""
    yield path, node, depth
    found = parts_of(node)
    for below, part in found[1] if found else ():
        yield from every_part(part, f"{path}.{below}" if path else below, depth + 1)


def part_at(when: Node, path: str) -> Node:
    """The part at a path. Gone when there is none."""
    for name, at in _steps(path):
        inner = when.get(name)
        if at is None and isinstance(inner, dict):
            when = inner
        elif at is not None and isinstance(inner, list) and at < len(inner):
            when = inner[at]
        else:
            raise Gone(_("This condition is not there any more."))
    return when


def levels(node: Node) -> int:
    """How many groups are nested in each other, as the document counts them."""
    inner = [*node.get("all", ()), *node.get("any", ()), *([node["not"]] if "not" in node else ())]
    is_group = bool({"all", "any", "not"} & node.keys())
    return (1 if is_group else 0) + max((levels(each) for each in inner), default=0)


def join_parts(draft: Draft, *, rule: str, path: str, join: str) -> Draft:
    """All of them, any of them, none of them, or not all of them."""
    if join not in JOINS:
        raise Invalid(_("Choose how the conditions go together."))

    def joined(node: Node) -> Node:
        found = parts_of(node)
        parts = [part for _path, part in found[1]] if found else [node]
        name = "all" if join in ("all", "not_all") else "any"
        return {"not": {name: parts}} if join in ("none", "not_all") else {name: parts}

    return _at(draft, rule, path, joined)


def add_condition(draft: Draft, *, rule: str, path: str = "", field: str = FIRST_FIELD) -> Draft:
    """One more condition in the group at the path; a single condition becomes a group of two."""
    return _at(draft, rule, path, lambda node: _with_part(node, _blank(field)))


def add_group(draft: Draft, *, rule: str, path: str = "", join: str = "any") -> Draft:
    """One more group in the group at the path, with a condition in it to begin with."""
    name = join if join in ("all", "any") else "any"
    return _at(draft, rule, path, lambda node: _with_part(node, {name: [_blank(FIRST_FIELD)]}))


def remove_part(draft: Draft, *, rule: str, path: str) -> Draft:
    """Without this condition or group. Without any the rule always holds."""
    return _at(draft, rule, path, lambda _node: None)


def ask_for_field(draft: Draft, *, rule: str, path: str, field: Any) -> Draft:
    """Another field is asked for. Operator and value stay where they fit it."""
    wanted = typed(field, 200).strip()

    def asked(node: Node) -> Node:
        condition = _condition(node) | {"field": wanted}
        same = kind_here(wanted) is kind_here(node["field"]) and wanted in _OPEN and node["field"] in _OPEN
        fits = operator_of(node) in operators_of(wanted)
        if fits and (same or "value" not in node or node.get("op") == "exists"):
            return condition
        return _with_operator(condition | {"value": ""}, operator_of(node) if fits else operators_of(wanted)[0])

    return _at(draft, rule, path, asked)


def compare_by(draft: Draft, *, rule: str, path: str, op: Any) -> Draft:
    """Another operator; what was there as its value stays as far as it can."""
    return _at(draft, rule, path, lambda node: _with_operator(_condition(node), typed(op, 40)))


def set_value(draft: Draft, *, rule: str, path: str, value: Any, at: int | None = None) -> Draft:
    """The value, or one end of two (`at` 0 or 1)."""

    def valued(node: Node) -> Node:
        new = _typed_for(node, value)
        if at is None:
            return _condition(node) | {"value": new}
        pair = [*_several(node), "", ""][:2]
        pair[1 if at == 1 else 0] = new
        return _condition(node) | {"value": pair}

    return _at(draft, rule, path, valued)


def add_value(draft: Draft, *, rule: str, path: str, value: Any) -> Draft:
    """One more of several values; the same again changes nothing."""

    def added(node: Node) -> Node:
        values = _several(node)
        new = _typed_for(node, value)
        if new in ("", *values) or len(values) >= MAX_VALUES:
            return node
        return _condition(node) | {"value": [*values, new]}

    return _at(draft, rule, path, added)


def remove_value(draft: Draft, *, rule: str, path: str, value: Any) -> Draft:
    """One value less."""

    def removed(node: Node) -> Node:
        values = _several(node)
        return _condition(node) | {"value": [each for each in values if str(each) != str(value)]}

    return _at(draft, rule, path, removed)


_OPEN = frozenset(
    {name for name, kind in FIELDS.items() if kind is Kind.NUMBER} | {"line.sku", "line.title", "line.tags", "line.brand", "order.tags"}
)
"""Fields whose values may stand for each other's when somebody chooses another."""


def _steps(path: str) -> Iterator[tuple[str, int | None]]:
    names = iter(path.split(".") if path else ())
    for name in names:
        at = next(names, "") if name in ("all", "any") else None
        if name not in ("all", "any", "not") or (at is not None and not at.isdecimal()):
            raise Gone(_("This condition is not there any more."))
        yield name, None if at is None else int(at)


def _at(draft: Draft, rule: str, path: str, change: Callable[[Node], Node | None]) -> Draft:
    def changed(each: dict[str, Any]) -> dict[str, Any]:
        part_at(each["when"], path)
        when = _changed(each["when"], list(_steps(path)), change) or {"all": []}
        if levels(when) > max(MAX_DEPTH, levels(each["when"])):
            raise Invalid(_("Groups can be nested {most} deep, no deeper.", most=MAX_DEPTH))
        return each | {"when": when}

    return with_rule(draft, rule, changed)


def _changed(node: Node, steps: list[tuple[str, int | None]], change: Callable[[Node], Node | None]) -> Node | None:
    if not steps:
        return change(node)
    (name, at), *rest = steps
    if at is None:
        inner = _changed(node[name], rest, change)
        return None if inner is None else {name: inner}
    inner = _changed(node[name][at], rest, change)
    return {name: [*node[name][:at], *([] if inner is None else [inner]), *node[name][at + 1 :]]}


def _with_part(node: Node, new: Node) -> Node:
    found = parts_of(node)
    if found is None:
        return {"all": [node, new]}
    join, parts = found
    if len(parts) >= MAX_PARTS:
        raise Invalid(_("A group has {most} conditions at most.", most=MAX_PARTS))
    if join in ("all", "any"):
        return {join: [*node[join], new]}
    name = "all" if join == "not_all" else "any"
    return {"not": {name: [*(part for _path, part in parts), new]}}


def _blank(field: str) -> Node:
    wanted = typed(field, 200)
    return _with_operator({"field": wanted, "value": ""}, operators_of(wanted)[0] if wanted != FIRST_FIELD else "contains")


def _condition(node: Node) -> Node:
    if "field" not in node:
        raise Gone(_("This condition is not there any more."))
    return node


def _with_operator(condition: Node, op: str) -> Node:
    value = condition.get("value", "")
    rest = {"field": condition["field"]}
    if op in (KNOWN, UNKNOWN):
        return rest | {"op": "exists", "value": op == KNOWN}
    if isinstance(value, bool) or value is None:
        value = ""
    values = [each for each in value if each != ""] if isinstance(value, list) else ([value] if value != "" else [])
    if op in _LISTS:
        return rest | {"op": op, "value": values}
    if op == "between":
        return rest | {"op": op, "value": [*values, "", ""][:2]}
    return rest | {"op": op, "value": values[0] if values else ""}


def _several(node: Node) -> list[Any]:
    value = node.get("value")
    return value if isinstance(value, list) else []


def _typed_for(node: Node, value: Any) -> Any:
    is_number = kind_here(str(node.get("field"))) is Kind.NUMBER
    return typed_number(value) if is_number else typed(value, 500).strip()
