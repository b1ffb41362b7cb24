"""Is this a return policy? Reads a raw document into a checked one, or says what is wrong with it by the path of each fault."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from pydantic import ValidationError

from wesupply_ui.domain.returns.check_policy import check_policy
from wesupply_ui.domain.returns.conditions import MAX_DEPTH, MAX_PARTS
from wesupply_ui.domain.returns.document import MAX_RULES, Policy
from wesupply_ui.domain.returns.reachable import remarks_on_reach
from wesupply_ui.kernel import intake
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import N_, _

MOST_TOLD = 100
_WORDS = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not a member of this part of a policy"),
    "literal_error": N_("is none of {expected}"),
    "too_long": N_("has {actual_length} entries; {max_length} at most"),
    "string_too_long": N_("has more than {max_length} characters"),
    "string_too_short": N_("is blank"),
    "string_type": N_("is no text"),
    "list_type": N_("is no list"),
    "model_type": N_("is no object"),
    "dict_type": N_("is no object"),
    "bool_parsing": N_("is neither true nor false"),
    "bool_type": N_("is neither true nor false"),
    "int_parsing": N_("is no whole number"),
    "int_type": N_("is no whole number"),
    "int_from_float": N_("is no whole number"),
    "greater_than_equal": N_("is less than {ge}"),
    "less_than_equal": N_("is more than {le}"),
    "timezone_aware": N_("has no offset from UTC; add one as in 2026-11-20T10:15:00-05:00"),
    "datetime_parsing": N_("is not a time; write it like 2026-11-20T10:15:00-05:00"),
    "datetime_from_date_parsing": N_("is not a time; write it like 2026-11-20T10:15:00-05:00"),
    "date_parsing": N_("is not a day; write it like 2026-12-24"),
    "date_from_datetime_parsing": N_("is not a day; write it like 2026-12-24"),
}


def read_policy(raw: Any, *, zone: tzinfo, currency: str, locations: Iterable[str]) -> tuple[Policy, list[FieldProblem]]:
    """(the policy, remarks on what is odd). `locations`: external ids of those in use. Invalid with each fault's path."""
    if not isinstance(raw, dict):
        raise Invalid(
            _("A policy is an object."), problems=(FieldProblem("", _("is {what} where an object belongs", what=intake.kind_of(raw))),)
        )
    problems = _too_deep(raw)
    if problems:
        raise _refused(problems)
    try:
        policy = Policy.model_validate(raw)
    except ValidationError as error:
        raise _refused([_told(each) for each in error.errors(include_url=False)]) from error
    problems, remarks = check_policy(policy, zone=zone, currency=currency, locations=frozenset(locations))
    if problems:
        raise _refused(problems)
    return policy, [*remarks, *remarks_on_reach(policy, zone)]


def _refused(problems: list[FieldProblem]) -> Invalid:
    return Invalid(_("This policy cannot be taken as it is."), problems=tuple(problems[:MOST_TOLD]))


def path_of(parts: Iterable[Any]) -> str:
    """("rules", 3, "when", "<all>", "all", 0, "field") → "rules[3].when.all[0].field": as people write it."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif not str(part).startswith("<"):
            path += f".{part}" if path else str(part)
    return path


def _told(error: Any) -> FieldProblem:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return FieldProblem(path_of(error["loc"]), str(context["error"]))
    words = _WORDS.get(kind)
    return FieldProblem(path_of(error["loc"]), _(words, **context) if words else error["msg"])


def _too_deep(raw: dict[str, Any]) -> list[FieldProblem]:
    """Conditions nested deeper than they may be, found before anything walks them."""
    rules = raw.get("rules")
    found = []
    for index, rule in enumerate(rules[:MAX_RULES] if isinstance(rules, list) else []):
        waiting = [(rule.get("when"), 0)] if isinstance(rule, dict) else []
        while waiting:
            part, depth = waiting.pop()
            if not isinstance(part, dict) or not {"all", "any", "not"} & part.keys():
                continue
            if depth >= MAX_DEPTH:
                found.append(FieldProblem(f"rules[{index}].when", _("is nested more than {most} deep", most=MAX_DEPTH)))
                break
            for inner in (part.get("all"), part.get("any"), [part.get("not")]):
                waiting += [(each, depth + 1) for each in inner[:MAX_PARTS]] if isinstance(inner, list) else []
    return found
