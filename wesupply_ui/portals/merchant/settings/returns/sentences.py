"""How is a rule said? As a sentence in pieces, of which those that can be changed name the place in the editor where that is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from string import Formatter
from typing import Any

from wesupply_ui.domain.returns.conditions import Kind
from wesupply_ui.domain.returns.editing.whens import kind_here, operator_of, parts_of
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.settings.returns.outcome_words import aspect_words
from wesupply_ui.portals.merchant.settings.returns.words import JOINS, OF_TIME, OPERATORS, VALUES, field_word

MOST_SHOWN = 6


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence. `place`: the place in the rule's editor where they are changed; "" for plain words."""

    words: str
    place: str = ""


@dataclass(frozen=True)
class World:
    """What values stand for, by their codes: places by name, reasons as shoppers read them, countries."""

    currency: str = "USD"
    places: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    sub_reasons: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)


def sentence(when: dict[str, Any], then: dict[str, Any], world: World) -> list[Piece]:
    """ "If the item's tag contains final-sale, then it can't be returned."."""
    outcome = _listed([Piece(aspect_words(aspect, value, world), f"then.{aspect}") for aspect, value in then.items()])
    outcome = outcome or [Piece(_("decide something"), "then")]
    if when in ({"all": []}, {}):
        return _closed(filled(_("{always}: {outcome}"), always=[Piece(_("Always"), "when")], outcome=outcome))
    return _closed(filled(_("If {condition}, then {outcome}"), condition=condition_pieces(when, "", world), outcome=outcome))


def outcome_pieces(then: dict[str, Any], world: World) -> list[Piece]:
    """What holds by default, as a list of sentences' ends."""
    return [Piece(aspect_words(aspect, value, world), f"then.{aspect}") for aspect, value in then.items()]


def plain(pieces: Iterable[Piece]) -> str:
    """As text alone."""
    return "".join(piece.words for piece in pieces)


def condition_pieces(node: dict[str, Any], path: str, world: World, *, inside: bool = False) -> list[Piece]:
    """A condition or a group; a group within another one stands in brackets."""
    found = parts_of(node)
    if found is None:
        return _condition(node, f"when.{path}", world)
    join, parts = found
    inner = [condition_pieces(part, f"{path}.{below}" if path else below, world, inside=True) for below, part in parts]
    if not inner:
        return [Piece(_(JOINS[join]), f"when.{path}"), Piece(" (–)")]
    between = _(" or ") if join in ("any", "none") else _(" and ")
    joined: list[Piece] = []
    for at, each in enumerate(inner):
        joined += ([Piece(between)] if at else []) + each
    if join in ("none", "not_all"):
        return [Piece(_(JOINS[join]), f"when.{path}"), Piece(" ("), *joined, Piece(")")]
    return [Piece("("), *joined, Piece(")")] if inside and len(inner) > 1 else joined


def filled(template: str, **parts: list[Piece]) -> list[Piece]:
    """A translated sentence with pieces in the places of its names."""
    pieces: list[Piece] = []
    for words, name, _format, _conversion in Formatter().parse(template):
        pieces += [Piece(words)] if words else []
        pieces += parts.get(name, []) if name else []
    return pieces


def value_words(field_: str, value: Any, world: World) -> str:
    """A value as people read it; dots where nothing is filled in."""
    if value in ("", None, []):
        return "…"
    if isinstance(value, list):
        shown = [value_words(field_, each, world) for each in value[:MOST_SHOWN]]
        more = [_("{count} more", count=len(value) - MOST_SHOWN)] if len(value) > MOST_SHOWN else []
        return ", ".join([*shown, *more])
    known: Mapping[str, str] = {
        "return.reason": world.reasons,
        "return.sub_reason": world.sub_reasons,
        "order.country": world.countries,
        "return.country": world.countries,
    }.get(field_, {})
    if field_ in VALUES:
        return _(VALUES[field_][value]) if value in VALUES[field_] else str(value)
    return known.get(str(value), known.get(str(value).upper(), str(value)))


def day_words(value: Any) -> str:
    """ "24 December 2026" in figures as the language has them; what is no day stays as it is."""
    from babel.dates import format_date

    from wesupply_ui.kernel.language import language

    try:
        return format_date(date.fromisoformat(str(value)), "medium", locale=language())
    except ValueError:
        return str(value) or "…"


def operator_words(field_: str, op: str) -> tuple[str, str]:
    """(its words in a choice, its sentence), both in English."""
    if kind_here(field_) is Kind.INSTANT and op in OF_TIME:
        return OF_TIME[op]
    return OPERATORS.get(op, (op, "{field} ? {value}"))


def _condition(node: dict[str, Any], place: str, world: World) -> list[Piece]:
    name, value, op = str(node.get("field", "")), node.get("value"), operator_of(node)
    is_day = kind_here(name) is Kind.INSTANT

    def said(one: Any) -> list[Piece]:
        return [Piece(day_words(one) if is_day else value_words(name, one, world), f"{place}.value")]

    parts = {"field": [Piece(field_word(name), f"{place}.field")]}
    if op == "between" and isinstance(value, list):
        low, high = [*value, "", ""][:2]
        parts |= {"value": said(low), "other": said(high)}
    elif op not in ("known", "unknown"):
        parts |= {"value": said(value)}
    return filled(_(operator_words(name, op)[1]), **parts)


def _listed(pieces: list[Piece]) -> list[Piece]:
    if len(pieces) < 2:
        return pieces
    found = [pieces[0]]
    for _before, piece in pairwise(pieces):
        found += [Piece(", "), piece]
    return found


def _closed(pieces: list[Piece]) -> list[Piece]:
    is_closed = pieces[-1].words.endswith((".", "”"))
    return pieces if is_closed else [*pieces, Piece(".")]
