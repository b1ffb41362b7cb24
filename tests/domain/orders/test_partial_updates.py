"""Partial updates of different fields come to the same in any order, and any of them may be repeated."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.orders.orders import NOW, a_line, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.match_customers import Customers, match_customer
from wesupply_ui.domain.orders.merge import LINE_COLUMNS, ORDER_COLUMNS, Row, merge
from wesupply_ui.domain.orders.read_order import Known, read_order

ACME = Merchant(slug="acme", name="Acme")
amounts = st.integers(0, 10**6).map(lambda minor: f"{minor // 100}.{minor % 100:02d}")
words = st.text("abcdefgh ", min_size=1, max_size=8).filter(str.strip)
LINES = [a_line("l1", quantity=3), a_line("l2", sku="LACE"), {"external_id": "l1", "title": "Boot"}]
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "number": words,
    "status": words,
    "channel": st.sampled_from(["online", "store", None]),
    "total_amount": amounts | st.none(),
    "shipping_amount": amounts,
    "tags": st.lists(words, max_size=3) | st.none(),
    "placed_at": st.sampled_from(["2025-01-01T00:00:00Z", "2025-11-20T00:00:00+05:00"]),
    "shipping_address": st.fixed_dictionaries({}, optional={"city": words | st.none(), "line2": words | st.none()}),
    "customer": st.fixed_dictionaries({}, optional={"first_name": words | st.none(), "phone": st.just("+14155550199")}),
    "lines": st.lists(
        st.sampled_from([a_line("l1", quantity=3), a_line("l2", sku="LACE"), {"external_id": "l1", "title": "Boot"}]), max_size=1
    ),
    "gift": words,
}
updates = st.fixed_dictionaries({}, optional=_FIELDS)


class Shelf:
    """One order and its customers, kept as the database would."""

    def __init__(self) -> None:
        self.row: Row | None = None
        self.lines: list[Row] = []
        self.customers = Customers()
        self.take(an_order())

    def take(self, raw: dict[str, Any]) -> bool:
        """Apply an input; whether it changed anything."""
        known = Known(self.row["currency"] if self.row else None, "USD", "US")
        read = read_order(raw | {"external_id": "5001"}, known, now=NOW)
        assert not read.findings.problems
        merged = merge(read, self.row, self.lines, ACME, now=NOW)
        match_customer(merged, self.customers, now=NOW)
        self.row, self.lines = merged.row, merged.lines
        return merged.is_changed

    def shown(self) -> Any:
        assert self.row is not None
        order = {name: self.row[name] for name in ORDER_COLUMNS if name != "customer_id"}
        lines = sorted(
            ({"id": line["external_id"]} | {name: line[name] for name in LINE_COLUMNS} for line in self.lines), key=lambda line: line["id"]
        )
        return order, lines


@given(updates)
def test_an_update_taken_twice_changes_nothing_the_second_time(update: dict[str, Any]) -> None:
    shelf = Shelf()
    shelf.take(update)
    once = shelf.shown()
    assert not shelf.take(update) and shelf.shown() == once


@given(updates, st.sets(st.sampled_from(sorted(_FIELDS))))
def test_updates_of_different_fields_commute(update: dict[str, Any], chosen: set[str]) -> None:
    first = {name: value for name, value in update.items() if name in chosen}
    second = {name: value for name, value in update.items() if name not in chosen}
    one, other, whole = Shelf(), Shelf(), Shelf()
    for shelf, parts in ((one, (first, second)), (other, (second, first)), (whole, (update,))):
        for part in parts:
            shelf.take(part)
    assert one.shown() == other.shown() == whole.shown()


@given(updates)
def test_what_an_update_leaves_out_stays(update: dict[str, Any]) -> None:
    shelf = Shelf()
    before, _ = shelf.shown()
    shelf.take({name: value for name, value in update.items() if name in ("status", "tags")})
    after, _ = shelf.shown()
    assert {name for name in before if before[name] != after[name]} <= {"status", "tags"}
