"""What does the editor of conditions show? Each condition and group in a line of its own, as deep as it is nested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.returns.conditions import FIELDS as KINDS
from wesupply_ui.domain.returns.conditions import MAX_DEPTH, Kind
from wesupply_ui.domain.returns.editing.whens import every_part, kind_here, levels, operator_of, operators_of, parts_of
from wesupply_ui.domain.returns.policy_drafts.check import document_path
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.returns.faults import below
from wesupply_ui.portals.merchant.settings.returns.sentences import World, condition_pieces, operator_words, plain, value_words
from wesupply_ui.portals.merchant.settings.returns.words import FIELDS, GROUPS, NAMED, VALUES
from wesupply_ui.portals.regions import Option

_MONEY = ("line.unit_price", "line.discount_amount", "order.total", "return.subtotal")
_COUNTRIES = ("order.country", "return.country")
_REASONS = {"return.reason": "reasons", "return.sub_reason": "sub_reasons"}


@dataclass(frozen=True)
class OptionGroup:
    """Choices under a heading."""

    words: str
    options: list[Option]


@dataclass(frozen=True)
class PartRow:
    """One line of the editor. `kind`: group, none, text, number, date, choice, pair, days, chips or picks.

    `pair` and `days` have two ends; `chips` are several values that are typed, `picks` several that are chosen from `options`.
    """

    path: str
    depth: int
    kind: str
    told: str
    join: str = ""
    is_root: bool = False
    is_empty: bool = False
    can_nest: bool = False
    asks_for: str = ""
    own_name: str = ""
    is_named: bool = False
    op: str = ""
    ops: list[Option] = field(default_factory=list)
    value: str = ""
    other: str = ""
    several: list[Option] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    suffix: str = ""
    error: str = ""


def field_groups() -> list[OptionGroup]:
    """Every field that can be asked for, by what it is about."""
    groups = []
    for words, begins in GROUPS:
        fields = [name for name in FIELDS if name.startswith(begins)]
        groups.append(OptionGroup(_(words), [Option(name, _(FIELDS[name])) for name in fields]))
    return groups


def part_rows(when: dict[str, Any], errors: Mapping[str, str], world: World, suggested: Mapping[str, Sequence[str]]) -> list[PartRow]:
    """The rule's conditions, groups before what is in them. `errors`: by their path in the rule."""
    room = MAX_DEPTH - levels(when)
    rows = []
    for path, node, depth in every_part(when):
        found = parts_of(node)
        at = document_path(0, path).removeprefix("rules[0].")
        if found is None:
            rows.append(_condition(path, depth, node, below(errors, at), world, suggested))
            continue
        told = _("the whole rule") if not path else plain(condition_pieces(node, path, world))[:120]
        deepest = depth + levels(node) if room <= 0 else 0
        can_nest = room > 0 or deepest < levels(when)
        error = errors.get(at, "")
        rows.append(PartRow(path, depth, "group", told, found[0], not path, not found[1], can_nest, error=error))
    return rows


def _condition(path: str, depth: int, node: dict[str, Any], error: str, world: World, suggested: Mapping[str, Sequence[str]]) -> PartRow:
    name, op = str(node["field"]), operator_of(node)
    begin = next((each for each in NAMED if name.startswith(each)), "")
    options = _options(name, world)
    kind = _kind(name, op, bool(options))
    value = node.get("value")
    several = [str(each) for each in value] if isinstance(value, list) else []
    low, high = [*several, "", ""][:2] if kind in ("pair", "days") else (_text(value), "")
    return PartRow(
        path=path,
        depth=depth,
        kind=kind,
        told=plain(condition_pieces(node, path, world))[:120],
        is_root=not path,
        asks_for=begin or name,
        own_name=name[len(begin) :] if begin else "",
        is_named=bool(begin),
        op=op,
        ops=_operators(name, op),
        value=low,
        other=high,
        several=[Option(each, value_words(name, each, world)) for each in several] if kind in ("chips", "picks") else [],
        options=_with(options, low) if kind == "choice" else [each for each in options if each.value not in several],
        suggested=list(suggested.get(name, ())),
        suffix=world.currency if name in _MONEY else "%" if name.endswith("percent") else "g" if name.endswith("grams") else "",
        error=error,
    )


def _kind(name: str, op: str, is_closed: bool) -> str:
    if op in ("known", "unknown"):
        return "none"
    is_day, is_number = kind_here(name) is Kind.INSTANT, KINDS.get(name) is Kind.NUMBER
    if op in ("in", "not_in"):
        return "picks" if is_closed else "chips"
    if op == "between":
        return "days" if is_day else "pair"
    if is_closed and op in ("eq", "ne"):
        return "choice"
    return "date" if is_day else "number" if is_number else "text"


def _operators(name: str, chosen: str) -> list[Option]:
    known = operators_of(name)
    return [Option(op, _(operator_words(name, op)[0])) for op in (*known, *(() if chosen in known else (chosen,)))]


def _options(name: str, world: World) -> list[Option]:
    if name in VALUES:
        return [Option(value, _(words)) for value, words in VALUES[name].items()]
    known = getattr(world, _REASONS[name]) if name in _REASONS else world.countries if name in _COUNTRIES else {}
    return [Option(code, words) for code, words in known.items()]


def _with(options: list[Option], value: str) -> list[Option]:
    """The choices, with one for what is chosen though it is none of them, and one for nothing yet."""
    begin = [] if value else [Option("", _("Choose"))]
    rest = [Option(value, value)] if value and all(each.value != value for each in options) else []
    return [*begin, *options, *rest]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (list, bool)) else str(value)
