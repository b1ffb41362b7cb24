"""Writes `docs/returns-use-cases.md` from the cases that the tests run, so that the page never says what is not so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

from tests.domain.returns.cases import FOLDER, cases  # noqa: E402

PAGE = PROJECT / "docs" / "returns-use-cases.md"
_HEAD = """# Returns: what a merchant can want, and what is answered

Each case is a file in [`tests/domain/returns/cases`](../tests/domain/returns/cases): an order, a policy, what is asked, and the answer. The
tests run every one, and this page is written from them by `.venv/bin/python -m scripts.returns_use_cases`. Don't edit it by hand.

Unless a case says otherwise, the parcel arrived on 6 November 2026 and it is noon on the 16th in Chicago; there are 30 days, money back by
label or in the store, and a parcel costs 5.00 to return. “yes”, “no” and “ask” are the verdicts; codes behind them say why.
"""


def page() -> str:
    """The text of the page."""
    files = {int(path.name.partition("_")[0]): path.name for path in FOLDER.glob("*.json")}
    return _HEAD + "".join(f"\n{section}" for each in cases() for section in [_section(each, files[each["number"]])])


def _section(case: dict[str, Any], file: str) -> str:
    lines = [f"## {case['number']}. {case['title']}", "", case["about"]]
    if "decided" in case:
        lines += ["", f"*Decided:* {case['decided']}"]
    rules = [each["name"] for each in case.get("policy", {}).get("rules", ())]
    lines += ["", f"Rules: {', '.join(rules) or 'none, the default alone'} · [the whole case](../tests/domain/returns/cases/{file})", ""]
    return "\n".join([*lines, *(f"- {_ask(each)}" for each in case["asks"])]) + "\n"


def _ask(ask: dict[str, Any]) -> str:
    given = ", ".join(_given(ask))
    answers = [_answer(name, each) for name, each in ask["answer"].items() if isinstance(each, dict) and name != "by_resolution"]
    if "total" in ask["answer"]:
        answers.append(f"in all {ask['answer']['total']}")
    return f"{given[:1].upper()}{given[1:]}: {'; '.join(answers)}" if given else "; ".join(answers)


def _given(ask: dict[str, Any]) -> Iterator[str]:
    if "when" in ask:
        yield ask["when"]
    for name, words in (
        ("reason", "reason"),
        ("resolution", "for"),
        ("method", "by"),
        ("country", "from"),
        ("list", "on the list to"),
        ("at", "at"),
    ):
        if ask.get(name):
            yield f"{words} {str(ask[name]).replace('_', ' ')}"
    if "earlier" in ask:
        yield f"after {ask['earlier'].get('return_count', 0)} earlier"
    if "label_rate" in ask:
        yield f"a label being {ask['label_rate']}"


def _answer(name: str, answer: dict[str, Any]) -> str:
    said = [f"**{name}** {answer['verdict']}"]
    if answer["codes"]:
        said.append(f"({', '.join(answer['codes'])})")
    if "ends_on" in answer:
        said.append(f"until {answer['ends_on']}" if answer["ends_on"] else "without an end")
    if "methods" in answer:
        said.append(f"by {' or '.join(answer['methods'])}")
    if answer.get("destination"):
        said.append(f"to {answer['destination']}")
    if "resolutions" in answer:
        said.append("offered " + ", ".join(f"{kind} {amount}" for kind, amount in answer["resolutions"].items()))
    for kind, amount in answer.get("money", {}).items():
        said.append(f"{kind.replace('_', ' ')} {amount}")
    if "total" in answer:
        said.append(f"brings {answer['total']}")
    return " ".join(said)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
