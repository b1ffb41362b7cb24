"""How is a trial told to a machine? Counts, money in major units, the rules behind each change, and examples of items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wesupply_ui.domain.returns.answer import Item
from wesupply_ui.domain.returns.trial import NONE, Behind, Example, Tally, Trial
from wesupply_ui.kernel.money import to_major


def trial_json(trial: Trial) -> dict[str, Any]:
    """The whole of it, what concerns most items first."""
    flips = sorted(trial.flips.items(), key=lambda each: -each[1].items)
    rules = sorted(trial.rules.items(), key=lambda each: -each[1].items)
    return {
        "orders": trial.orders,
        "items": trial.items,
        "verdicts": trial.verdicts,
        "flips": [{"from": was, "to": now} | _tally(tally) for (was, now), tally in flips],
        "same_verdict_other_money": _tally(trial.costs),
        "rules": [_behind(behind) | _tally(tally) for behind, tally in rules],
        "money": {
            currency: {"before": to_major(was, currency), "after": to_major(now, currency), "moved": to_major(now - was, currency)}
            for currency, (was, now) in sorted(trial.money.items())
        },
        "examples": [_example(each) for each in trial.examples],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {"items": tally.items, "moved": _moved(tally.moved)}


def _moved(amounts: Mapping[str, int]) -> dict[str, str]:
    return {currency: to_major(amount, currency) for currency, amount in sorted(amounts.items())}


def _behind(behind: Behind) -> dict[str, Any]:
    return {"aspect": behind.aspect, "before": behind.before or None, "after": behind.after or None}


def _example(example: Example) -> dict[str, Any]:
    return {
        "order_external_id": example.order_external_id,
        "line_external_id": example.after.line_external_id,
        "before": _answer(example.before, example.currency) if example.before else {"verdict": NONE, "reasons": [], "total": None},
        "after": _answer(example.after, example.currency),
        "rules": [_behind(each) for each in example.behind],
    }


def _answer(item: Item, currency: str) -> dict[str, Any]:
    return {
        "verdict": item.verdict.value,
        "reasons": [reason.code for reason in item.reasons],
        "total": to_major(item.money.total, currency),
    }
