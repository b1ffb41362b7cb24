"""Sixty-five situations that merchants have with returns, each answered as a merchant would answer it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.domain.returns.bought import NOW, after, frozen, policy, whole_order
from tests.domain.returns.cases import cases
from tests.paths import PROJECT
from wesupply_ui.domain.returns.answer import quote_json
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.snapshot import AskedLine, Purchase, Request
from wesupply_ui.kernel.money import to_minor

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{each['number']}: {each['title']}" for each in CASES])
def test_a_use_case_is_answered(case: dict[str, Any]) -> None:
    rules = policy(case.get("policy"))
    for ask in case["asks"]:
        bought = frozen(whole_order(case["order"]), listed=ask.get("list"), products=case.get("products"))
        order = after(bought, **ask.get("earlier", {}))
        told = quote_json(judge(rules, order, asked(order, ask)))
        items = {each["line_external_id"]: each for each in told["items"]}
        expected = dict(ask["answer"])
        found = {name: seen(items[name], expected[name]) for name in items if name in expected}
        if "total" in expected:
            found["total"] = told["money"]["total"]
        if "by_resolution" in expected:
            found["by_resolution"] = told["by_resolution"]
        assert found == expected, ask.get("when", "")


def asked(order: Purchase, ask: dict[str, Any]) -> Request:
    """What the ask says, of every line in full when it names none; for a refund when it says nothing of that."""
    lines = ask.get("lines") or [{"line_external_id": line.external_id, "quantity": line.quantity} for line in order.lines]
    reason = {name: ask[name] for name in ("reason", "sub_reason") if name in ask}
    return Request(
        at=datetime.fromisoformat(ask["at"]) if "at" in ask else NOW,
        lines=tuple(AskedLine(**({"quantity": 1} | reason | each)) for each in lines),
        country=ask.get("country"),
        resolution=ask.get("resolution", "refund"),
        method=ask.get("method"),
        label_rate=to_minor(ask["label_rate"], "USD") if "label_rate" in ask else None,
    )


def seen(item: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What the answer says of that which is expected, in the words of the cases."""
    words = {
        "codes": [each["code"] for each in item["reasons"]],
        "words": item["reasons"][0]["words"] if item["reasons"] else None,
        "by": {aspect: item["decided_by"].get(aspect) for aspect in expected.get("by", {})},
        "money": {name: item["money"][name] for name in expected.get("money", {})},
        "total": item["money"]["total"],
        "ends_on": item["window_ends_on"],
        "resolutions": {each["kind"]: each["amount"] for each in item["resolutions"]},
        "chosen": item["resolution"],
    }
    return {name: words[name] if name in words else item[name] for name in expected}


def test_there_are_the_65_of_them() -> None:
    assert [each["number"] for each in CASES] == list(range(1, 66))


def test_the_page_of_use_cases_is_current() -> None:
    from scripts.returns_use_cases import PAGE, page

    assert PAGE == PROJECT / "docs" / "returns-use-cases.md"
    assert PAGE.read_text(encoding="utf-8") == page(), "run `.venv/bin/python -m scripts.returns_use_cases`, and commit the page"
