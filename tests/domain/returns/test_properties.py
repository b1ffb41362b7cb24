"""What holds of every policy and every order, tried over many that nobody thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.returns.bought import CHICAGO, NOW, PLACES, POLICY
from wesupply_ui.domain.returns.answer import Item, Quote, Verdict
from wesupply_ui.domain.returns.compare import check_of
from wesupply_ui.domain.returns.compiled import Compiled, compile_policy
from wesupply_ui.domain.returns.conditions import AllOf, AnyOf, Condition, NotOf
from wesupply_ui.domain.returns.document import Policy, Rule
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.matching import Bits
from wesupply_ui.domain.returns.reachable import remarks_on_reach
from wesupply_ui.domain.returns.read_policy import read_policy
from wesupply_ui.domain.returns.snapshot import AskedLine, Line, Purchase, Request, Returned, Units

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
cents = st.integers(0, 30_000)


def compiled(**default: Any) -> Compiled:
    rules = default.pop("rules", [])
    raw = POLICY | {"default": POLICY["default"] | default, "rules": rules}
    return compile_policy(read_policy(raw, zone=CHICAGO, currency="USD", locations=PLACES)[0], CHICAGO)


@st.composite
def lines(draw: st.DrawFn, name: str = "a", returned: bool = False) -> Line:
    quantity = draw(st.integers(1, 7))
    price = draw(st.integers(1, 20_000))
    groups, left = [], quantity
    while left:
        some = draw(st.integers(1, left))
        shipped = NOW - timedelta(days=draw(st.integers(1, 80))) if draw(st.booleans()) or not returned else None
        groups.append(Units(some, shipped, shipped + timedelta(hours=5) if shipped and (draw(st.booleans()) or not returned) else None))
        left -= some
    gone = draw(st.integers(0, quantity)) if returned else 0
    discount, tags = draw(st.integers(0, price * quantity)), draw(st.lists(st.sampled_from(["sale", "new", "gift"]), max_size=2))
    return Line(
        name, quantity, price, f"SKU-{draw(st.integers(0, 5))}", discount=discount, tax=draw(st.integers(0, 9_000)), units=tuple(groups),
        tags=frozenset(tags), returned=Returned(gone),
    )  # fmt: skip


@st.composite
def orders(draw: st.DrawFn, returned: bool = False) -> Purchase:
    bought = tuple(draw(lines(name, returned)) for name in "abc"[: draw(st.integers(1, 3))])
    paid = sum(line.goods + line.tax for line in bought)
    shipping = draw(st.integers(0, 2_000))
    return Purchase("1", "USD", NOW - timedelta(days=90), bought, paid + shipping, total=paid + shipping, shipping=shipping)


def everything(order: Purchase, **more: Any) -> Request:
    return Request(NOW, tuple(AskedLine(line.external_id, line.quantity) for line in order.lines), resolution="refund", **more)


def taken(order: Purchase, quote: Quote) -> Purchase:
    """The order after what the quote said was done."""
    back = {item.line_external_id: item for item in quote.items if item.verdict is not Verdict.NO}
    return replace(
        order,
        lines=tuple(_less(line, back.get(line.external_id)) for line in order.lines),
        given_back=order.given_back + sum(item.money.gross for item in back.values()),
    )


def _less(line: Line, item: Item | None) -> Line:
    if item is None:
        return line
    was, money = line.returned, item.money
    now = Returned(was.quantity + item.quantity, was.goods + money.goods, was.tax + money.tax, was.shipping + money.shipping)
    return replace(line, returned=now)


@quick
@given(orders(returned=True), st.integers(0, 90), st.integers(0, 90))
def test_a_longer_window_never_turns_a_yes_into_a_no(order: Purchase, days: int, more: int) -> None:
    short, long = (judge(compiled(window={"days": each}), order, everything(order)) for each in (days, days + more))
    for before, after in zip(short.items, long.items, strict=True):
        assert before.verdict is not Verdict.YES or after.verdict is Verdict.YES
        assert after.verdict is not Verdict.NO or before.verdict is Verdict.NO


CONDITIONS = st.sampled_from(
    [
        {"field": "line.tags", "op": "contains", "value": "sale"},
        {"field": "line.tags", "op": "not_contains", "value": "new"},
        {"field": "line.sku", "op": "in", "value": ["SKU-1", "sku-2"]},
        {"field": "line.sku", "op": "eq", "value": "SKU-1"},
        {"field": "line.sku", "op": "matches", "value": "*-[1-3]"},
        {"field": "line.sku", "op": "exists"},
        {"field": "line.unit_price", "op": "gt", "value": "50.00"},
        {"field": "line.unit_price", "op": "between", "value": [20, 120]},
        {"field": "line.unit_price", "op": "lte", "value": 10},
        {"field": "line.quantity", "op": "gte", "value": 3},
        {"field": "return.item_number", "op": "gt", "value": 2},
        {"field": "return.subtotal", "op": "lt", "value": 90},
        {"field": "line.brand", "op": "ne", "value": "Lumen"},
        {"field": "line.brand", "op": "exists", "value": False},
        {"field": "order.placed_at", "op": "lt", "value": "2026-09-01"},
    ]
)
WHEN = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
THEN = st.sampled_from(
    [
        {"returnable": False},
        {"returnable": True, "approval": "review"},
        {"return_cost": {"kind": "fixed", "amount": "3.00", "per": "item"}},
        {"restocking": {"kind": "percent", "amount": "12.5"}, "approval": "automatic"},
        {"window": {"days": 10}},
        {"methods": ["keep"], "returnable": True},
    ]
)
RULES = st.lists(st.builds(lambda when, then: {"when": when, "then": then}, WHEN, THEN), max_size=6)


def _numbered(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"name": f"rule {index}", "priority": index, **rule} for index, rule in enumerate(rules)]


@quick
@given(orders(), RULES, st.randoms())
def test_the_order_of_rules_matters_by_their_priority_alone(order: Purchase, rules: list[dict[str, Any]], chance: Any) -> None:
    numbered = _numbered([rule for rule in rules if _shallow(rule["when"])])
    shuffled = chance.sample(numbered, len(numbered))
    first, second = (judge(compiled(rules=each), order, everything(order)) for each in (numbered, shuffled))
    assert first == second


def _shallow(when: dict[str, Any], depth: int = 0) -> bool:
    parts = when.get("all", when.get("any", [when["not"]] if "not" in when else []))
    return depth <= 5 and all(_shallow(each, depth + 1) for each in parts)


@quick
@given(orders(), RULES)
def test_a_rule_that_is_said_never_to_be_reached_changes_nothing_when_it_goes(order: Purchase, rules: list[dict[str, Any]]) -> None:
    policy = Policy.model_validate(POLICY | {"rules": _numbered([rule for rule in rules if _shallow(rule["when"])])})
    idle = {int(each.field.removeprefix("rules[").partition("]")[0]) for each in remarks_on_reach(policy, CHICAGO)}
    left: list[Rule] = [rule for index, rule in enumerate(policy.rules) if index not in idle]
    fewer = policy.model_copy(update={"rules": left})
    assert judge(compile_policy(policy, CHICAGO), order, everything(order)) == judge(
        compile_policy(fewer, CHICAGO), order, everything(order)
    )


@quick
@given(
    WHEN, st.dictionaries(st.sampled_from(["line.sku", "line.brand"]), st.sampled_from(["sku-1", "sku-9", "lumen"])), st.integers(0, 150)
)
def test_bits_say_what_conditions_say(when: dict[str, Any], facts: dict[str, Any], price: int) -> None:
    parsed = Rule.model_validate({"name": "x", "when": when, "then": {}}).when
    bits = Bits(CHICAGO)
    match = bits.match(parsed)
    whole = dict.fromkeys(bits.fields) | facts | ({"line.unit_price": price, "line.tags": frozenset({"sale"})} if price else {})
    assert match.holds(bits.bits_of(whole)) is _plainly(parsed, whole)


def _plainly(when: Any, facts: dict[str, Any]) -> bool:
    match when:
        case AllOf(all=parts):
            return all(_plainly(each, facts) for each in parts)
        case AnyOf(any=parts):
            return any(_plainly(each, facts) for each in parts)
        case NotOf(not_=part):
            return not _plainly(part, facts)
    assert isinstance(when, Condition)
    return check_of(when, CHICAGO)(facts.get(when.field))


PERCENT = st.decimals(0, 30, places=2).map(str)


@quick
@given(orders(), PERCENT, PERCENT, st.sampled_from(["never", "prorated", "full_order"]), st.data())
def test_parts_of_a_return_add_up_to_the_whole(order: Purchase, restocking: str, bonus: str, shipping: str, data: st.DataObject) -> None:
    policy = compiled(
        window={"unlimited": True, "starts": "placed"},
        return_cost={"kind": "percent", "amount": "3.3"},
        restocking={"kind": "percent", "amount": restocking},
        resolutions=[{"kind": "refund", "bonus_percent": bonus}],
        refund_shipping=shipping,
    )
    whole = judge(policy, order, everything(order)).money
    left, parts = order, []
    waiting = [line.external_id for line in order.lines for _ in range(line.quantity)]
    while waiting:
        some = waiting[: data.draw(st.integers(1, len(waiting)))]
        waiting = waiting[len(some) :]
        asked = tuple(AskedLine(name, some.count(name)) for name in dict.fromkeys(some))
        quote = judge(policy, left, Request(NOW, asked, resolution="refund"))
        parts.append(quote.money)
        left = taken(left, quote)
    for name in ("goods", "tax", "shipping", "restocking", "return_cost", "bonus", "total"):
        assert sum(getattr(each, name) for each in parts) == getattr(whole, name), name
    assert whole.gross == order.paid - (0 if shipping != "never" else order.shipping)


@quick
@given(orders(returned=True), st.lists(st.integers(1, 9), min_size=3, max_size=3), RULES, st.integers(0, 20_000))
def test_no_request_exceeds_what_was_bought_delivered_paid_and_not_yet_returned(
    order: Purchase, wanted: list[int], rules: list[dict[str, Any]], given_back: int
) -> None:
    order = replace(order, given_back=min(given_back, order.paid))
    numbered = _numbered([rule for rule in rules if _shallow(rule["when"])])
    asked = tuple(AskedLine(line.external_id, many) for line in order.lines for many in wanted[:2])
    quote = judge(compiled(window={"days": 400}, rules=numbered), order, Request(NOW, asked, resolution="refund"))
    for line in order.lines:
        mine = [item for item in quote.items if item.line_external_id == line.external_id]
        arrived = sum(each.quantity for each in line.units if each.arrived_at)
        assert sum(item.quantity for item in mine if item.verdict is Verdict.YES) <= max(0, arrived - line.returned.quantity)
        assert sum(item.quantity for item in mine if item.verdict is not Verdict.NO) <= line.quantity - line.returned.quantity
    assert 0 <= quote.money.total <= order.paid - order.given_back
    for item in quote.items:
        money = item.money
        assert money.total == money.goods + money.tax + money.shipping - money.return_cost - money.restocking + money.bonus
        assert min(money.total, money.goods, money.tax, money.shipping, money.return_cost, money.restocking, money.bonus) >= 0
        assert item.verdict is not Verdict.NO or money.total == 0
