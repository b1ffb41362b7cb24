"""What would be the answer to this return? Judges a whole request by a compiled policy and a frozen order: pure, total, and the one path
that quotes, requests and trials share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from wesupply_ui.domain.returns import facts_of, windows
from wesupply_ui.domain.returns.answer import Item, Money, Quote, Resolution, Verdict, summed
from wesupply_ui.domain.returns.compiled import Compiled, Decided
from wesupply_ui.domain.returns.document import Offer
from wesupply_ui.domain.returns.eligibility import Eligibility, can_be_overruled, eligible, quantity_reasons, said, verdict_of
from wesupply_ui.domain.returns.settle_up import LABELLED, NOT_PAID_OUT, Piece, pay_out, worth
from wesupply_ui.domain.returns.snapshot import AskedLine, Line, Purchase, Request
from wesupply_ui.domain.returns.windows import Whereabouts


@dataclass(slots=True)
class _Part:
    """Some units of an asked line that the same rules decide."""

    piece: Piece
    found: Eligibility


@dataclass(slots=True)
class _Considered:
    """An asked line under way. `before`: units of its line asked for earlier in the request; `counted`: those that are there at all."""

    asked: AskedLine
    line: Line
    before: int
    counted: int
    where: Whereabouts
    number: int = 1
    parts: list[_Part] = field(default_factory=list)


def judge(policy: Compiled, order: Purchase, request: Request, *, with_offers: bool = True) -> Quote:
    """The answer to each asked line, in their order, with its money. `with_offers`: also what each other offer would bring."""
    lines = {each.external_id: each for each in order.lines}
    considered = _considered(lines, order, request)
    known = [each for each in considered if each is not None]
    rough = [Piece(each.line, each.counted, each.before, {}) for each in known]
    worth(rough)
    if policy.number_steps:
        _number(known, rough)
    base = policy.bits.bits_of(facts_of.of_order(policy.used, order, request, sum(piece.goods for piece in rough)))
    for each in known:
        _divide(policy, order, request, base, each)
    parts = [part for each in known for part in each.parts if part.piece.quantity]
    if len(parts) > len(known):
        worth([part.piece for part in parts])
    else:
        _as_rough(known, rough)
    refused = {id(each) for each in known if not _is_taken(each, request)}
    chosen = _paid(order, request, known, refused)
    amounts = _offered(order, request, known) if with_offers else {}
    items = []
    for asked, each in zip(request.lines, considered, strict=True):
        if each is None:
            items.append(Item(asked.line_external_id, asked.quantity, Verdict.NO, [said("unknown_line")]))
        else:
            items.append(_item(each, chosen.get(id(each)), amounts.get(id(each), {}), request))
    return Quote(items, order.currency, policy.version)


def _considered(lines: dict[str, Line], order: Purchase, request: Request) -> list[_Considered | None]:
    taken: dict[str, int] = {}
    found: list[_Considered | None] = []
    for asked in request.lines:
        line = lines.get(asked.line_external_id)
        if line is None:
            found.append(None)
            continue
        before = taken.get(line.external_id, 0)
        left = max(0, line.quantity - line.returned.quantity - before)
        counted = min(max(0, asked.quantity), left)
        taken[line.external_id] = before + counted
        # Of a line of which nothing is left it still has to be told where it was.
        units, skipped, gone = (counted, before, line.returned.quantity) if counted else (1, 0, 0)
        where = windows.whereabouts(order, line, units, skipped, gone, request.at)
        found.append(_Considered(asked, line, before, counted, where))
    return found


def _as_rough(known: Sequence[_Considered], rough: Sequence[Piece]) -> None:
    """Nothing was divided: what was cut to tell the dearest item holds."""
    for each, piece in zip(known, rough, strict=True):
        part = each.parts[0].piece
        part.goods, part.tax, part.goods_before = piece.goods, piece.tax, piece.goods_before


def _number(known: Sequence[_Considered], rough: Sequence[Piece]) -> None:
    """Number the units of the request, the dearest first."""
    by_worth = sorted(range(len(known)), key=lambda index: -rough[index].goods / max(1, rough[index].quantity))
    number = 1
    for index in by_worth:
        known[index].number = number
        number += known[index].counted


def _divide(policy: Compiled, order: Purchase, request: Request, base: int, each: _Considered) -> None:
    """Decide for the line's units; apart for those that a condition on the item's number can tell apart."""
    bits = base | policy.bits.bits_of(facts_of.of_line(policy.used, each.line, order))
    first, end = each.number, each.number + max(1, each.counted)
    cuts = [first, *(step for step in policy.number_steps if first < step < end), end]
    before = each.before
    for begin, stop in pairwise(cuts):
        decided = _decide(policy, order, request, bits, each, begin)
        found = eligible(policy, order, each.line, decided, request, each.asked, each.where)
        quantity = stop - begin if each.counted else 0
        piece = Piece(each.line, quantity, before, decided.aspects, found.method, found.destination)
        each.parts.append(_Part(piece, found))
        before += quantity
    each.parts[0].found.reasons[:0] = quantity_reasons(each.line, each.asked.quantity, each.before)


def _decide(policy: Compiled, order: Purchase, request: Request, bits: int, each: _Considered, number: int) -> Decided:
    """`return.days_since` counts from the start of the window that holds; while the window itself is decided, of the default's."""

    counts_days = "return.days_since" in policy.used

    def by(starts: Any) -> Decided:
        start = windows.start_of(starts, order, each.where) if counts_days else None
        days = windows.days_since(start, request.at, policy.zone)
        return policy.decide(bits | policy.bits.bits_of(facts_of.of_asked(policy.used, each.asked, number, each.where.status, days)))

    starts = policy.default["window"].starts
    decided = by(starts)
    if counts_days and decided.aspects["window"].starts != starts:
        again = by(decided.aspects["window"].starts)
        kept = {"window": decided.aspects["window"]}, {"window": decided.by["window"]}
        return Decided({**again.aspects, **kept[0]}, {**again.by, **kept[1]}, again.speaks_of_listed)
    return decided


def _is_taken(each: _Considered, request: Request) -> bool:
    """Whether it brings something: it may come back, or somebody overrules what says no."""
    reasons = [reason for part in each.parts for reason in part.found.reasons]
    return verdict_of(reasons) is not Verdict.NO or (request.overruled and can_be_overruled(reasons))


def _paid(order: Purchase, request: Request, known: Sequence[_Considered], refused: set[int]) -> dict[int, Money]:
    """What each item brings as it was asked for; nothing for those that may not come back."""
    taking = [(each, part) for each in known if id(each) not in refused for part in each.parts if part.piece.quantity]
    moneys = pay_out(order, [part.piece for _, part in taking], [part.found.chosen for _, part in taking], request.label_rate)
    return _per_item(taking, moneys)


def _offered(order: Purchase, request: Request, known: Sequence[_Considered]) -> dict[int, dict[str, int]]:
    """What each offer would bring each item, were the whole request resolved by it."""
    taking = [(each, part) for each in known if all(p.found.could_be for p in each.parts) for part in each.parts if part.piece.quantity]
    amounts: dict[int, dict[str, int]] = {}
    for kind in dict.fromkeys(offer.kind for _, part in taking for offer in part.found.offers):
        offers = [_of_kind(part.found.offers, kind) for _, part in taking]
        moneys = pay_out(order, [part.piece for _, part in taking], offers, request.label_rate)
        for key, money in _per_item(taking, moneys).items():
            amounts.setdefault(key, {})[kind] = money.total
    return amounts


def _per_item(taking: Sequence[tuple[_Considered, _Part]], moneys: Sequence[Money]) -> dict[int, Money]:
    gathered: dict[int, list[Money]] = {}
    for (each, _), money in zip(taking, moneys, strict=True):
        gathered.setdefault(id(each), []).append(money)
    return {key: parts[0] if len(parts) == 1 else summed(parts) for key, parts in gathered.items()}


def _of_kind(offers: Sequence[Offer], kind: str) -> Offer | None:
    return next((each for each in offers if each.kind == kind), None)


def _item(each: _Considered, money: Money | None, amounts: dict[str, int], request: Request) -> Item:
    first = each.parts[0].found
    reasons = list({(reason.code, reason.words): reason for part in each.parts for reason in part.found.reasons}.values())
    verdict = verdict_of(reasons)
    item = Item(each.asked.line_external_id, each.asked.quantity, verdict, reasons, first.window_ends_on)
    review = any(part.found.approval == "review" for part in each.parts)
    item.approval = "review" if review else "automatic"
    priced = [offer.kind for offer in first.offers if offer.kind in amounts]
    item.resolutions = [Resolution(kind, amounts[kind], first.ends[kind]) for kind in priced]
    item.methods, item.destination, item.method = first.methods, first.destination, first.method
    item.photo, item.comment, item.say = first.says["photo"], first.says["comment"], first.says["say"]
    item.settle_on = first.says["settle_on"]
    if _is_taken(each, request):
        item.chosen = first.chosen.kind if first.chosen else None
        item.money = money or Money()
        item.estimated = _is_estimated(first)
        item.worth_goods = sum(part.piece.goods for part in each.parts)
        item.worth_tax = sum(part.piece.tax for part in each.parts)
    item.decided_by = _by(each)
    return item


def _is_estimated(found: Eligibility) -> bool:
    bears = found.chosen is not None and found.chosen.kind not in NOT_PAID_OUT and found.chosen.kind in found.says["cost_applies_to"]
    return bears and found.says["return_cost"].kind == "label" and found.method in LABELLED


def _by(each: _Considered) -> dict[str, str]:
    """The rule behind each aspect; where units of the line are decided by different ones, all of them."""
    if len(each.parts) == 1:
        return dict(each.parts[0].found.by)
    names: dict[str, dict[str, None]] = {}
    for part in each.parts:
        for aspect, name in part.found.by.items():
            names.setdefault(aspect, {})[name] = None
    return {aspect: " / ".join(found) for aspect, found in names.items()}
