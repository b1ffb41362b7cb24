"""Does a policy make sense? What its form does not show: conditions that cannot be asked, reasons and places that there are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo

from wesupply_ui.domain.returns.amounts import minor
from wesupply_ui.domain.returns.compare import Unfit, check_of, text_of
from wesupply_ui.domain.returns.compiled import said
from wesupply_ui.domain.returns.conditions import AllOf, AnyOf, Condition, NotOf, When
from wesupply_ui.domain.returns.document import VENDOR, Number, Outcome, Policy
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import exponent

_LISTED = ("allow", "block")
_STATUSES = ("processing", "shipped", "delivered", "ready", "collected")
_FULFILMENTS = ("ship", "pickup", "digital")
_CHANNELS = ("online", "store", "marketplace")
WORDS_OF = {"customer.list": _LISTED, "line.status": _STATUSES, "line.fulfilment": _FULFILMENTS, "order.channel": _CHANNELS}
"""Fields that hold one of a few words: any other would never match."""


def check_policy(
    policy: Policy, *, zone: tzinfo, currency: str, locations: frozenset[str]
) -> tuple[list[FieldProblem], list[FieldProblem]]:
    """(faults that refuse it, remarks). A place that there is not yet is remarked on: it may be made after the policy."""
    problems = [*_reasons(policy)]
    remarks: list[FieldProblem] = []
    outcomes = [("default", policy.default), *((f"rules[{index}].then", rule.then) for index, rule in enumerate(policy.rules))]
    for path, outcome in outcomes:
        problems += _outcome(path, outcome, currency)
        if outcome.destination not in (None, VENDOR) and outcome.destination not in locations:
            said_ = _("is “{place}”, which is no location in use; returns would go there once it is made", place=outcome.destination)
            remarks.append(FieldProblem(f"{path}.destination", said_))
    codes = {each.code.casefold() for each in policy.reasons}
    below = {sub.code.casefold() for each in policy.reasons for sub in each.sub}
    for index, rule in enumerate(policy.rules):
        if not said(rule.then):
            problems.append(FieldProblem(f"rules[{index}].then", _("speaks of nothing; say what is so when the rule matches")))
        for path, condition in walk(rule.when, f"rules[{index}].when"):
            problems += _condition(path, condition, zone)
            if codes and condition.field in ("return.reason", "return.sub_reason"):
                problems += _unknown_words(
                    path, condition, codes if condition.field == "return.reason" else below, _("a reason of this policy")
                )
    names = Counter(rule.name for rule in policy.rules if rule.active)
    for index, rule in enumerate(policy.rules):
        if names[rule.name] > 1:
            remarks.append(FieldProblem(f"rules[{index}].name", _("is the name of another rule too; answers name the rule behind them")))
    return problems, remarks


def walk(when: When, path: str) -> Iterator[tuple[str, Condition]]:
    """Every single condition with its path."""
    match when:
        case AllOf(all=parts):
            for index, part in enumerate(parts):
                yield from walk(part, f"{path}.all[{index}]")
        case AnyOf(any=parts):
            for index, part in enumerate(parts):
                yield from walk(part, f"{path}.any[{index}]")
        case NotOf(not_=part):
            yield from walk(part, f"{path}.not")
        case Condition():
            yield path, when


def _reasons(policy: Policy) -> Iterator[FieldProblem]:
    seen: set[str] = set()
    for index, reason in enumerate(policy.reasons):
        if reason.code.casefold() in seen:
            yield FieldProblem(f"reasons[{index}].code", _("“{code}” is another reason's code already", code=reason.code))
        seen.add(reason.code.casefold())
        below: set[str] = set()
        for place, sub in enumerate(reason.sub):
            if sub.code.casefold() in below:
                yield FieldProblem(f"reasons[{index}].sub[{place}].code", _("“{code}” is another one's code already", code=sub.code))
            below.add(sub.code.casefold())
            if sub.sub:
                yield FieldProblem(f"reasons[{index}].sub[{place}].sub", _("goes deeper than the two levels that there are"))


def _condition(path: str, condition: Condition, zone: tzinfo) -> Iterator[FieldProblem]:
    try:
        check_of(condition, zone)
    except Unfit as error:
        yield FieldProblem(f"{path}.{error.at}", str(error))
        return
    words = WORDS_OF.get(condition.field)
    if words:
        yield from _unknown_words(path, condition, set(words), _("one of {choices}", choices=", ".join(words)))


def _unknown_words(path: str, condition: Condition, known: set[str], what: str) -> Iterator[FieldProblem]:
    if condition.op in ("in", "not_in"):
        for index, value in enumerate(condition.value):
            if text_of(value) not in known:
                yield FieldProblem(f"{path}.value[{index}]", _("is “{value}”, which is not {what}", value=value, what=what))
    elif condition.op in ("eq", "ne") and condition.value is not None and text_of(condition.value) not in known:
        yield FieldProblem(f"{path}.value", _("is “{value}”, which is not {what}", value=condition.value, what=what))


def _outcome(path: str, outcome: Outcome, currency: str) -> Iterator[FieldProblem]:
    fixed: list[tuple[str, Number | None]] = []
    if outcome.return_cost and outcome.return_cost.kind in ("fixed", "label"):
        fixed.append(("return_cost.amount", outcome.return_cost.amount))
    if outcome.restocking and outcome.restocking.kind == "fixed":
        fixed.append(("restocking.amount", outcome.restocking.amount))
    kinds: set[str] = set()
    for index, offer in enumerate(outcome.resolutions or ()):
        fixed.append((f"resolutions[{index}].bonus_amount", offer.bonus_amount))
        if offer.kind in kinds:
            yield FieldProblem(f"{path}.resolutions[{index}].kind", _("“{kind}” is offered already", kind=offer.kind))
        kinds.add(offer.kind)
    for name, amount in fixed:
        if amount is not None and amount.scaleb(exponent(currency)) != minor(amount, currency):
            yield FieldProblem(
                f"{path}.{name}",
                _(
                    "has more than {count} digits after the point, which {currency} does not have",
                    count=exponent(currency),
                    currency=currency,
                ),
            )
    if outcome.returnable and outcome.resolutions == []:
        yield FieldProblem(f"{path}.resolutions", _("is empty, though the item may come back; offer one"))
    if outcome.returnable and outcome.methods == []:
        yield FieldProblem(f"{path}.methods", _("is empty, though the item may come back; offer one"))
