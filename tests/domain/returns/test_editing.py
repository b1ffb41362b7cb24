"""A policy is changed step by step: whatever is done in whatever order, it either holds or says where it does not."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.returns.bought import CHICAGO, PLACES, POLICY
from tests.domain.returns.cases import cases
from wesupply_ui.domain.returns.conditions import FIELDS
from wesupply_ui.domain.returns.document import ASPECTS
from wesupply_ui.domain.returns.editing.apply import EDITS, apply
from wesupply_ui.domain.returns.editing.draft import KEY, Draft, Gone, begin, policy_of
from wesupply_ui.domain.returns.editing.outcomes import BEGINNINGS, KINDS, METHODS
from wesupply_ui.domain.returns.editing.reasons import code_of, rules_that_ask
from wesupply_ui.domain.returns.editing.templates import TEMPLATES, template
from wesupply_ui.domain.returns.editing.whens import JOINS, every_part, levels, operators_of, parts_of
from wesupply_ui.domain.returns.policy_drafts.check import Checked, checked
from wesupply_ui.kernel.errors import Invalid

TYPED = st.sampled_from(["", " ", "30", "7,5", "-1", "1e9", "final sale", "size", "too_small", "US", "2026-12-24", "\x00x", "x" * 3000])
RULE = st.sampled_from(["r1", "r2", "r3", "r4", "r9"])
PATH = st.sampled_from(["", "all.0", "all.1", "any.0", "not", "not.any.0", "all.0.any.1", "all.0.all.0.any.0", "all.9", "bent", "all"])
PLACE = st.one_of(st.just("default"), RULE)
KIND, FIELD = st.sampled_from(KINDS), st.sampled_from([*FIELDS, "line.options.colour", "product.", "nonsense"])
ARGUMENTS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "replace_all": {"document": st.sampled_from([{}, POLICY, *(case["policy"] for case in cases())])},
    "name_policy": {"name": TYPED},
    "add_rule": {"name": TYPED},
    "duplicate_rule": {"rule": RULE},
    "remove_rule": {"rule": RULE},
    "put_back_rule": {
        "rule": st.builds(lambda key: {"name": "Back", "active": True, "when": {"all": []}, "then": {}, KEY: key}, RULE),
        "at": st.integers(-2, 9),
    },
    "move_rule": {"rule": RULE, "to": st.integers(-3, 9)},
    "name_rule": {"rule": RULE, "name": TYPED},
    "switch_rule": {"rule": RULE, "on": st.booleans()},
    "join_parts": {"rule": RULE, "path": PATH, "join": st.sampled_from([*JOINS, "x"])},
    "add_condition": {"rule": RULE, "path": PATH, "field": FIELD},
    "add_group": {"rule": RULE, "path": PATH, "join": st.sampled_from(JOINS)},
    "remove_part": {"rule": RULE, "path": PATH},
    "ask_for_field": {"rule": RULE, "path": PATH, "field": FIELD},
    "compare_by": {"rule": RULE, "path": PATH, "op": st.sampled_from([*operators_of("product.x"), "x"])},
    "set_value": {"rule": RULE, "path": PATH, "value": TYPED, "at": st.sampled_from([None, 0, 1, 7])},
    "add_value": {"rule": RULE, "path": PATH, "value": TYPED},
    "remove_value": {"rule": RULE, "path": PATH, "value": TYPED},
    "speak_of": {"place": PLACE, "aspect": st.sampled_from([*ASPECTS, "x"])},
    "be_silent_on": {"place": PLACE, "aspect": st.sampled_from(ASPECTS)},
    "set_aspect": {
        "place": PLACE,
        "aspect": st.sampled_from(ASPECTS),
        "member": st.sampled_from(["", "kind", "days", "until", "starts", "amount", "per"]),
        "value": st.one_of(TYPED, st.sampled_from(["yes", "until", "unlimited", "fixed", "label", "percent", "free", "placed", "item"])),
    },
    "tick": {
        "place": PLACE,
        "aspect": st.sampled_from(["methods", "cost_applies_to", "x"]),
        "value": st.sampled_from([*METHODS, *KINDS]),
        "on": st.booleans(),
    },
    "add_offer": {"place": PLACE, "kind": KIND},
    "remove_offer": {"place": PLACE, "kind": KIND},
    "move_offer": {"place": PLACE, "kind": KIND, "by": st.sampled_from([-1, 1])},
    "set_offer": {
        "place": PLACE,
        "kind": KIND,
        "member": st.sampled_from(["bonus_percent", "bonus_amount", "window_days", "allow_out_of_stock", "x"]),
        "value": st.one_of(TYPED, st.booleans()),
    },
    "add_reason": {"label": TYPED, "under": st.sampled_from(["", "size", "x"])},
    "name_reason": {"code": st.sampled_from(["size", "damaged", "x"]), "under": st.just(""), "label": TYPED},
    "move_reason": {"code": st.sampled_from(["size", "too_small"]), "under": st.sampled_from(["", "size"]), "by": st.sampled_from([-1, 1])},
    "remove_reason": {"code": st.sampled_from(["size", "too_small"]), "under": st.sampled_from(["", "size", "x"])},
}
an_edit = st.sampled_from(sorted(EDITS)).flatmap(lambda name: st.tuples(st.just(name), st.fixed_dictionaries(ARGUMENTS[name])))
STANDING = begin(POLICY | {"rules": [{"name": name, "priority": at, "then": {"returnable": False}} for at, name in enumerate("abc")]})


def told(draft: Draft) -> Checked:
    return checked(draft, zone=CHICAGO, currency="USD", locations=PLACES)


def after(draft: Draft, *edits: tuple[str, dict[str, Any]]) -> Draft:
    """The draft after what could be done of these."""
    for name, arguments in edits:
        try:
            draft = apply(draft, name, arguments)
        except (Gone, Invalid):
            continue
    return draft


def at_path(document: Any, path: str) -> Any:
    """What stands at a fault's path, as far as the document goes; the last name may be missing."""
    steps = re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)
    for at, (name, index) in enumerate(steps):
        if name and name not in document:
            assert at == len(steps) - 1, f"{path} is not in the document"
            return None
        document = document[name] if name else document[int(index)]
    return document


def test_every_edit_is_tried_here() -> None:
    assert set(ARGUMENTS) == set(EDITS)


@settings(max_examples=300, deadline=None)
@given(st.lists(an_edit, max_size=12))
def test_any_edits_leave_a_document_that_holds_or_says_where_it_does_not(edits: list[tuple[str, dict[str, Any]]]) -> None:
    before = json.dumps(STANDING)
    draft = after(STANDING, *edits)
    assert json.dumps(STANDING) == before, "an edit changes nothing in place"
    assert "\\u0000" not in json.dumps(draft)
    keys = [rule[KEY] for rule in draft["rules"]]
    assert len(keys) == len(set(keys))
    found = told(draft)
    assert (found.policy is None) == bool(found.faults)
    for fault in (*found.faults, *found.remarks):
        at_path(policy_of(draft), fault.field)
    if found.policy:
        assert sorted(found.policy.rules, key=lambda rule: rule.priority) == found.policy.rules, "shown in the order in which they are read"


@given(st.lists(st.tuples(st.just("move_rule"), st.fixed_dictionaries(ARGUMENTS["move_rule"])), min_size=1))
def test_moving_keeps_every_rule_and_numbers_them_as_they_are_shown(moves: list[tuple[str, dict[str, Any]]]) -> None:
    draft = after(STANDING, *moves)
    assert {rule[KEY]: rule["then"] for rule in draft["rules"]} == {rule[KEY]: rule["then"] for rule in STANDING["rules"]}
    assert [rule["priority"] for rule in draft["rules"]] == ([1, 2, 3] if draft is not STANDING else [0, 1, 2])


@pytest.mark.parametrize("to", [-5, 0, 1, 2, 99])
def test_a_rule_moves_where_it_is_put(to: int) -> None:
    names = [rule["name"] for rule in apply(STANDING, "move_rule", {"rule": "r1", "to": to})["rules"]]
    assert names == {-5: ["a", "b", "c"], 0: ["a", "b", "c"], 1: ["b", "a", "c"]}.get(to, ["b", "c", "a"])


def test_a_removed_rule_comes_back_where_it_was_and_only_once() -> None:
    rule = STANDING["rules"][1]
    gone = apply(STANDING, "remove_rule", {"rule": "r2"})
    back = apply(gone, "put_back_rule", {"rule": rule, "at": 1})
    assert [each["name"] for each in back["rules"]] == ["a", "b", "c"]
    assert apply(back, "put_back_rule", {"rule": rule, "at": 0}) is back
    assert apply(gone, "add_rule", {})["rules"][-1][KEY] == "r4", "a key is never given twice"


def test_a_copy_is_off_and_stands_behind_its_rule() -> None:
    draft = apply(apply(STANDING, "duplicate_rule", {"rule": "r1"}), "duplicate_rule", {"rule": "r1"})
    assert [(each["name"], each["active"]) for each in draft["rules"][:3]] == [("a", True), ("Copy of a 2", False), ("Copy of a", False)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"] if isinstance(case, dict) and "name" in case else None)
def test_a_published_policy_opens_as_a_draft_that_says_the_same(case: dict[str, Any]) -> None:
    raw = POLICY | case["policy"] | {"default": POLICY["default"] | case["policy"].get("default", {})}
    draft = begin(raw)
    assert told(draft).faults == (), "and is as good as it was"
    assert begin(raw) == draft, "with the same keys whenever it is opened"


def test_groups_are_joined_by_one_word_however_the_document_nests_them() -> None:
    draft = apply(STANDING, "add_condition", {"rule": "r1", "field": "line.sku"})
    for join, raw in (("none", {"not": {"any": 1}}), ("not_all", {"not": {"all": 1}}), ("any", {"any": 1}), ("all", {"all": 1})):
        draft = apply(draft, "join_parts", {"rule": "r1", "path": "", "join": join})
        when = draft["rules"][0]["when"]
        found = parts_of(when)
        assert found and found[0] == join and len(found[1]) == 1
        assert json.dumps(when).startswith(json.dumps(raw).partition("1")[0])


def test_a_single_condition_becomes_a_group_when_another_is_added() -> None:
    one = {"field": "line.sku", "op": "eq", "value": "A"}
    draft = begin(POLICY | {"rules": [{"name": "a", "when": one, "then": {"photo": "no"}}]})
    when = apply(draft, "add_condition", {"rule": "r1"})["rules"][0]["when"]
    assert when["all"][0] == one and when["all"][1] == {"field": "line.tags", "op": "contains", "value": ""}


def test_groups_nest_five_deep_and_no_deeper() -> None:
    draft, path = STANDING, ""
    for _level in range(4):
        draft = apply(draft, "add_group", {"rule": "r1", "path": path, "join": "all"})
        path = f"{path}.all.{len(list(filter(None, [path]))) and 1}".strip(".")
    assert levels(draft["rules"][0]["when"]) == 5
    with pytest.raises(Invalid, match="5 deep"):
        apply(draft, "add_group", {"rule": "r1", "path": path, "join": "all"})
    assert max(depth for _path, _node, depth in every_part(draft["rules"][0]["when"])) == 5


def condition_after(*edits: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    draft = apply(STANDING, "add_condition", {"rule": "r1", "field": "line.sku"})
    for name, arguments in edits:
        draft = apply(draft, name, {"rule": "r1", "path": "all.0"} | arguments)
    return draft["rules"][0]["when"]["all"][0]


def test_a_value_stays_as_far_as_another_operator_or_field_lets_it() -> None:
    typed = ("set_value", {"value": " ABC "})
    assert condition_after(typed) == {"field": "line.sku", "op": "eq", "value": "ABC"}
    assert condition_after(typed, ("compare_by", {"op": "in"}), ("add_value", {"value": "DEF"}))["value"] == ["ABC", "DEF"]
    assert condition_after(typed, ("compare_by", {"op": "in"}), ("compare_by", {"op": "matches"}))["value"] == "ABC"
    assert condition_after(typed, ("compare_by", {"op": "unknown"})) == {"field": "line.sku", "op": "exists", "value": False}
    assert condition_after(typed, ("ask_for_field", {"field": "line.title"}))["value"] == "ABC"
    assert condition_after(typed, ("ask_for_field", {"field": "order.country"}))["value"] == ""
    price = ("ask_for_field", {"field": "line.unit_price"}), ("compare_by", {"op": "between"})
    assert condition_after(*price, ("set_value", {"value": "9,50", "at": 1})) == {
        "field": "line.unit_price", "op": "between", "value": ["", "9.50"],
    }  # fmt: skip


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_a_rule_begins_to_decide_can_be_filled_in(aspect: str) -> None:
    draft = apply(STANDING, "speak_of", {"place": "r1", "aspect": aspect})
    assert draft["rules"][0]["then"][aspect] == ({"returnable": False} | dict(BEGINNINGS))[aspect]
    assert {fault.field for fault in told(draft).faults} <= {f"rules[0].then.{aspect}"}
    assert aspect not in apply(draft, "be_silent_on", {"place": "r1", "aspect": aspect})["rules"][0]["then"]


def test_what_is_typed_wrong_is_kept_and_told_at_its_place() -> None:
    draft = apply(STANDING, "set_aspect", {"place": "r2", "aspect": "window", "member": "days", "value": "soon"})
    assert draft["rules"][1]["then"]["window"] == {"days": "soon", "starts": "delivered"}
    assert [(each.field, each.message) for each in told(draft).faults] == [("rules[1].then.window.days", "is no whole number")]
    draft = apply(STANDING, "add_condition", {"rule": "r3"})
    assert [(each.field, each.message) for each in told(draft).faults] == [("rules[2].when.all[0].value", "is not filled in yet")]


def test_reasons_get_codes_of_their_words_and_say_who_asks_for_them() -> None:
    draft = apply(STANDING, "add_reason", {"label": "Doesn’t fit – zu groß"})
    draft = apply(draft, "add_reason", {"label": "Size"})
    assert [each["code"] for each in draft["reasons"]][-2:] == ["doesnt_fit_zu_gro", "size_2"]
    assert code_of("大きい", {"reason"}) == "reason_2"
    draft = apply(draft, "add_condition", {"rule": "r1", "field": "return.sub_reason"})
    draft = apply(draft, "set_value", {"rule": "r1", "path": "all.0", "value": "too_small"})
    assert rules_that_ask(draft, "too_small", "size") == rules_that_ask(draft, "size") == ["a"]
    assert rules_that_ask(draft, "damaged") == []
    gone = apply(draft, "remove_reason", {"code": "size"})
    assert [each.field for each in told(gone).faults] == ["rules[0].when.all[0].value"]


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_a_template_is_a_policy_without_faults_or_remarks(key: str) -> None:
    found = told(begin(template(key)))
    assert found.policy and (found.faults, found.remarks) == ((), ())
    assert template("another") is None


def test_a_rule_that_comes_back_into_a_draft_begun_anew_shares_its_key_with_none() -> None:
    stray = STANDING["rules"][0] | {KEY: f"r{STANDING['next_key']}"}
    draft = after(STANDING, ("put_back_rule", {"rule": stray, "at": 0}), ("add_rule", {"name": "New"}))
    assert len({rule[KEY] for rule in draft["rules"]}) == len(STANDING["rules"]) + 2
