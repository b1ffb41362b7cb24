"""What does a trial on one order say? Each item with the draft's answer, beside what is in force, and the rule behind each part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.answer import Item, Quote, Verdict
from wesupply_ui.domain.returns.compiled import DEFAULT
from wesupply_ui.domain.returns.trial import aspects_of
from wesupply_ui.kernel.language import N_, _
from wesupply_ui.kernel.money import shown
from wesupply_ui.portals.merchant.returns.words import METHODS, RESOLUTIONS, word_of
from wesupply_ui.portals.merchant.settings.returns.outcome_words import aspect_words
from wesupply_ui.portals.merchant.settings.returns.sentences import World, day_words
from wesupply_ui.portals.merchant.settings.returns.words import ASPECTS

VERDICTS = {
    "yes": (N_("Yes"), "done"),
    "no": (N_("No"), "problem"),
    "ask": (N_("Somebody looks"), "attention"),
    "none": (N_("No policy"), "quiet"),
}


@dataclass(frozen=True)
class LineRow:
    """One line of the order that is tried. `quantity`: asked for, as typed."""

    id: str
    title: str
    most: str
    quantity: str


@dataclass(frozen=True)
class BecauseRow:
    """Why one aspect is so. `rule`: its key, "" where no rule decided; `name`: what it is called."""

    aspect: str
    words: str
    rule: str
    name: str


@dataclass(frozen=True)
class AnswerRow:
    """The answer for one item. `rule`: the key of the rule behind the verdict. `standing`: what is in force says."""

    key: str
    title: str
    verdict: str
    tone: str
    gets: str
    why: list[str]
    until: str
    rule: str
    rule_name: str
    standing: str
    standing_tone: str
    standing_gets: str
    is_other: bool
    because: list[BecauseRow] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """All answers, and the keys of rules that decided something of them."""

    rows: list[AnswerRow]
    deciding: list[str]


def line_rows(lines: Sequence[OrderLine]) -> list[LineRow]:
    """Every unit of the order is asked for to begin with."""
    return [LineRow(each.external_id, each.title or each.sku, str(each.quantity), str(each.quantity)) for each in lines]


def answers(draft: Quote, standing: Quote | None, lines: Sequence[OrderLine], names: Mapping[str, str], world: World) -> Told:
    """`names`: what rules are called, by their keys."""
    titles = {each.external_id: each.title or each.sku for each in lines}
    others: Sequence[Item | None] = standing.items if standing else [None] * len(draft.items)
    rows = [_row(at, new, old, titles, draft.currency, names, world) for at, (new, old) in enumerate(zip(draft.items, others, strict=True))]
    deciding = {name for item in draft.items for by in item.decided_by.values() for name in by.split(" / ")} - {DEFAULT}
    return Told(rows, sorted(deciding))


def _row(
    at: int, new: Item, old: Item | None, titles: Mapping[str, str], currency: str, names: Mapping[str, str], world: World
) -> AnswerRow:
    words, tone = VERDICTS[new.verdict.value]
    was, was_tone = VERDICTS[old.verdict.value if old else "none"]
    behind = next((by for aspect in _behind(new) if (by := new.decided_by.get(aspect))), "")
    key = behind.split(" / ")[0]
    return AnswerRow(
        key=str(at),
        title=titles.get(new.line_external_id, new.line_external_id),
        verdict=_(words),
        tone=tone,
        gets=_gets(new, currency),
        why=list(dict.fromkeys([*([new.say] if new.say else []), *(reason.words for reason in new.reasons)])),
        until=_("Until {day}", day=day_words(new.window_ends_on)) if new.window_ends_on else "",
        rule=key if key in names else "",
        rule_name=names.get(key, "") or (_("Where no rule speaks") if key == DEFAULT else ""),
        standing=_(was),
        standing_tone=was_tone,
        standing_gets=_gets(old, currency) if old else "",
        is_other=old is not None and (old.verdict, old.money.total) != (new.verdict, new.money.total),
        because=_because(new, names, world),
    )


def _behind(item: Item) -> list[str]:
    """The aspects that made the verdict, the first first; whether it may come back for a plain yes."""
    return [*aspects_of(reason.code for reason in item.reasons), "returnable"]


def _gets(item: Item, currency: str) -> str:
    if item.verdict is Verdict.NO or not item.chosen:
        return ""
    return f"{word_of(RESOLUTIONS, item.chosen)} · {shown(item.money.total, currency)}"


def _because(item: Item, names: Mapping[str, str], world: World) -> list[BecauseRow]:
    found = []
    for aspect, by in item.decided_by.items():
        keys = by.split(" / ")
        told = " / ".join(names.get(key, _("Where no rule speaks") if key == DEFAULT else key) for key in keys)
        found.append(BecauseRow(_(ASPECTS.get(aspect, aspect)), _value(aspect, item, world), keys[0] if keys[0] in names else "", told))
    return found


def _value(aspect: str, item: Item, world: World) -> str:
    values: dict[str, Any] = {
        "returnable": not any(reason.code == "not_returnable" for reason in item.reasons),
        "approval": item.approval,
        "photo": item.photo,
        "comment": item.comment,
    } | ({"destination": item.destination} if item.destination else {})
    if aspect in values:
        return aspect_words(aspect, values[aspect], world)
    if aspect == "methods":
        return ", ".join(word_of(METHODS, each) for each in item.methods)
    if aspect == "resolutions":
        return ", ".join(word_of(RESOLUTIONS, each.kind) for each in item.resolutions)
    return ""
