"""Why do things come back? Reasons and the finer ones below them: a code is made of the first words and stays, as rules ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from wesupply_ui.domain.returns.editing.draft import Draft, Gone, typed
from wesupply_ui.domain.returns.editing.whens import every_part
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _

Reason = dict[str, Any]
MOST, MOST_BELOW = 100, 50


def add_reason(draft: Draft, *, label: Any, under: str = "") -> Draft:
    """One more reason, last; below another one with `under`, that one's code."""
    words = typed(label, 300).strip()
    if not words:
        raise Invalid(_("Write the reason as shoppers read it."))
    if under:
        return draft | {"reasons": [_below(each, words) if each["code"] == _there(draft, under) else each for each in draft["reasons"]]}
    return draft | {"reasons": _added(draft["reasons"], words, MOST)}


def name_reason(draft: Draft, *, code: str, under: str = "", label: Any) -> Draft:
    """Other words for the same reason."""
    return _each(draft, under, lambda these: [one | {"label": typed(label, 300).strip()} if one["code"] == code else one for one in these])


def move_reason(draft: Draft, *, code: str, under: str = "", by: int) -> Draft:
    """One place up (-1) or down (1) among its own."""

    def moved(these: list[Reason]) -> list[Reason]:
        codes = [each["code"] for each in these]
        if code not in codes:
            raise Gone(_("This reason is not there any more."))
        at, others = codes.index(code), [each for each in these if each["code"] != code]
        others.insert(max(0, at + (-1 if by < 0 else 1)), these[at])
        return others

    return _each(draft, under, moved)


def remove_reason(draft: Draft, *, code: str, under: str = "") -> Draft:
    """Without this reason and those below it. Rules that ask for it are told as faults."""
    return _each(draft, under, lambda these: [each for each in these if each["code"] != code])


def rules_that_ask(draft: Mapping[str, Any], code: str, under: str = "") -> list[str]:
    """Names of rules that ask for this reason, or for one below it."""
    field = "return.sub_reason" if under else "return.reason"
    below = {sub["code"] for each in draft["reasons"] if not under and each["code"] == code for sub in each.get("sub", ())}
    found = []
    for rule in draft["rules"]:
        conditions = [node for _path, node, _depth in every_part(rule["when"]) if "field" in node]
        asked = {(node["field"], each) for node in conditions for each in _values(node)}
        if (field, code) in asked or any(("return.sub_reason", each) in asked for each in below):
            found.append(rule["name"])
    return found


def code_of(words: str, taken: set[str]) -> str:
    """A code for these words that nothing has yet: "Doesn't fit" → doesnt_fit."""
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode().casefold().replace("'", "")
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50] or "reason"
    found, count = code, 2
    while found in taken:
        found, count = f"{code}_{count}", count + 1
    return found


def _values(node: Mapping[str, Any]) -> list[Any]:
    value = node.get("value")
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _there(draft: Draft, code: str) -> str:
    if all(each["code"] != code for each in draft["reasons"]):
        raise Gone(_("This reason is not there any more."))
    return code


def _below(reason: Reason, words: str) -> Reason:
    return reason | {"sub": _added(list(reason.get("sub") or ()), words, MOST_BELOW)}


def _added(these: list[Reason], words: str, most: int) -> list[Reason]:
    if len(these) >= most:
        raise Invalid(_("There is room for {most} reasons.", most=most))
    return [*these, {"code": code_of(words, {each["code"].casefold() for each in these}), "label": words}]


def _each(draft: Draft, under: str, change: Any) -> Draft:
    if not under:
        return draft | {"reasons": change(draft["reasons"])}
    _there(draft, under)
    reasons = [each | {"sub": change(list(each.get("sub") or ()))} if each["code"] == under else each for each in draft["reasons"]]
    return draft | {"reasons": reasons}
