"""What is wrong with an order is told by field, all of it at once; what is merely odd is told and kept."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.orders.orders import NOW, a_line, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.merge import merge
from wesupply_ui.domain.orders.read_order import Known, ReadOrder, digest_of, read_order
from wesupply_ui.domain.orders.sums import expected_total

KNOWN = Known(None, "USD", "US")


def read(**changes: Any) -> ReadOrder:
    return read_order(an_order(**changes), KNOWN, now=NOW)


def problems(order: ReadOrder) -> dict[str, str]:
    return {each.field: each.message for each in order.findings.problems}


def remarks(order: ReadOrder) -> dict[str, str]:
    return {each.field: each.message for each in order.findings.remarks}


def test_a_right_order_has_nothing_told() -> None:
    assert (problems(read()), remarks(read())) == ({}, {})


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"placed_at": "2025-11-20T10:15:00"}, "placed_at", "no offset"),
        ({"placed_at": "2025-11-20"}, "placed_at", "no offset"),
        ({"placed_at": "yesterday"}, "placed_at", "not a time"),
        ({"placed_at": 1763651700}, "placed_at", "is a number"),
        ({"placed_at": "2026-11-20T10:15:00Z"}, "placed_at", "in the future"),
        ({"placed_at": "0001-01-01T00:00:00+14:00"}, "placed_at", "not a sensible time"),
        ({"placed_at": None}, "placed_at", "cannot be empty"),
        ({"placed_at": ...}, "placed_at", "is missing"),
        ({"currency": "XYZ"}, "currency", "not a currency"),
        ({"currency": 5}, "currency", "not a currency"),
        ({"total_amount": "12.345"}, "total_amount", "more than 2 digits"),
        ({"total_amount": "-1"}, "total_amount", "negative"),
        ({"total_amount": "1e400"}, "total_amount", "not an amount"),
        ({"total_amount": True}, "total_amount", "true or false"),
        ({"total_amount": "many"}, "total_amount", "not an amount"),
        ({"total_amount": float("nan")}, "total_amount", "not an amount"),
        ({"channel": "phone"}, "channel", "none of online"),
        ({"locale": "English please"}, "locale", "not a language"),
        ({"number": "#" * 200}, "number", "200 characters"),
        ({"number": "a\x00b"}, "number", "NUL"),
        ({"tags": "vip"}, "tags", "a list belongs"),
        ({"tags": ["x"] * 251}, "tags", "250 at most"),
        ({"customer": []}, "customer", "an object belongs"),
        ({"customer": {"email": "ada@@example.com"}}, "customer.email", "not a mail address"),
        ({"customer": {"email": 7}}, "customer.email", "is a number"),
        ({"shipping_address": {"country": "USA"}}, "shipping_address.country", "not a country"),
        ({"shipping_address": {"country": "ZZ"}}, "shipping_address.country", "not a country"),
        ({"lines": {}}, "lines", "a list belongs"),
        ({"lines": [7]}, "lines[0]", "an object belongs"),
        ({"lines": [{"sku": "BOOT"}]}, "lines[0].external_id", "is missing"),
        ({"lines": [a_line(), a_line()]}, "lines[1].external_id", "used by lines[0]"),
        ({"lines": [a_line(quantity=0)]}, "lines[0].quantity", "1 at least"),
        ({"lines": [a_line(quantity=-2)]}, "lines[0].quantity", "1 at least"),
        ({"lines": [a_line(quantity="two")]}, "lines[0].quantity", "is a text"),
        ({"lines": [a_line(quantity=1.5)]}, "lines[0].quantity", "whole number"),
        ({"lines": [a_line(quantity=10**30)]}, "lines[0].quantity", "at most"),
        ({"lines": [a_line(quantity=None)]}, "lines[0].quantity", "cannot be empty"),
        ({"lines": [a_line(image_url="javascript:alert(1)")]}, "lines[0].image_url", "not a web address"),
        ({"lines": [a_line(fulfilment="drone")]}, "lines[0].fulfilment", "none of ship"),
        ({"lines": [a_line(options=[1])]}, "lines[0].options", "an object belongs"),
        ({"lines": [a_line(attributes={"a": "x" * 30_000})]}, "lines[0].attributes", "larger"),
        ({"lines": [a_line(collected_at="2025-11-20")]}, "lines[0].collected_at", "no offset"),
        ({"shipments": {}}, "shipments", "a list belongs"),
        ({"shipments": [{"carrier": "ups"}]}, "shipments[0].tracking_number", "is missing"),
        ({"shipments": [{"tracking_number": "1Z", "carrier": "/!"}]}, "shipments[0].carrier", "carrier code"),
        ({"shipments": [{"tracking_number": "1Z", "lines": [{"quantity": 1}]}]}, "shipments[0].lines[0].external_id", "is missing"),
        (
            {"shipments": [{"tracking_number": "1Z", "lines": [{"external_id": "l1", "quantity": 0}]}]},
            "shipments[0].lines[0].quantity",
            "least",
        ),
    ],
)
def test_a_bad_field_is_told_with_its_path_and_what_to_do(changes: dict[str, Any], field: str, said: str) -> None:
    told = problems(read(**changes))
    assert said in told.get(field, ""), told


@pytest.mark.parametrize("external_id", [None, "", 7.5, True, [], "x" * 300])
def test_an_order_needs_an_id(external_id: Any) -> None:
    assert "external_id" in problems(read_order(an_order() | {"external_id": external_id}, KNOWN, now=NOW))


def test_everything_wrong_is_told_at_once() -> None:
    order = read(currency="XYZ", channel="x", customer={"email": "x"}, lines=[a_line(quantity=0), a_line("l2", unit_price="a")])
    assert set(problems(order)) == {"currency", "channel", "customer.email", "lines[0].quantity", "lines[1].unit_price"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"gift_note": {"text": "hello"}}, "gift_note"),
        ({"lines": [a_line(colour="red")]}, "lines[0].colour"),
        ({"customer": {"email": "ada@example.com", "vat_id": "X1"}}, "customer.vat_id"),
        ({"shipping_address": {"postcode": "787", "country": "US"}}, "shipping_address.postcode"),
        ({"customer": {"phone": "call me"}}, "customer.phone"),
        ({"currency": ...}, "currency"),
    ],
)
def test_what_is_odd_is_told_and_taken(changes: dict[str, Any], field: str) -> None:
    order = read(**changes)
    assert problems(order) == {} and field in remarks(order)


def test_unknown_fields_are_kept() -> None:
    order = read(gift_note="hello", customer={"vat_id": "X1"}, lines=[a_line(colour="red")])
    assert order.extra == {"gift_note": "hello", "customer.vat_id": "X1"} and order.lines[0].extra == {"colour": "red"}


def test_numbers_that_are_ids_and_amounts_are_taken() -> None:
    order = read_order({"external_id": 5001, "placed_at": "2025-11-20T10:15:00Z", "total_amount": 60, "tax_amount": 1.1}, KNOWN, now=NOW)
    assert problems(order) == {} and order.external_id == "5001"
    assert (order.values["total_minor"], order.values["tax_minor"]) == (6000, 110)


def test_phones_are_understood_as_they_are_dialled_at_home() -> None:
    assert read(customer={"phone": "(415) 555-0101"}).customer == {"phone": "+14155550101"}
    address = {"phone": "0171 2345678", "country": "DE"}
    assert (read(shipping_address=address).address or {})["phone"] == "+491712345678"


def test_the_currency_of_an_order_stays() -> None:
    known = Known("EUR", "USD", "US")
    assert "currency" in problems(read_order({"external_id": "1", "currency": "USD"}, known, now=NOW))
    assert read_order({"external_id": "1", "total_amount": "1.00"}, known, now=NOW).values["total_minor"] == 100


def told_of_sums(**changes: Any) -> list[str]:
    order = read(**changes)
    assert problems(order) == {}
    return [each.field for each in merge(order, None, [], Merchant(slug="a", name="A"), now=NOW).remarks]


def test_sums_that_do_not_add_up_are_told() -> None:
    assert told_of_sums() == []
    assert told_of_sums(total_amount="999.00") == ["total_amount"]
    assert told_of_sums(total_amount="115.00") == []  # prices that include their tax
    assert told_of_sums(discount_amount="1.00", total_amount="132.20") == ["discount_amount"]
    assert told_of_sums(lines=[a_line(discount_amount="500.00")], discount_amount="500.00", total_amount="0.00") == [
        "lines[0].discount_amount"
    ]


minor = st.integers(0, 10**7)


@given(st.lists(st.tuples(st.integers(1, 50), minor), min_size=1, max_size=6), minor, minor, minor)
def test_an_order_that_leaves_its_sums_out_has_those_that_add_up(
    lines: list[tuple[int, int]], discount: int, tax: int, shipping: int
) -> None:
    def text(amount: int) -> str:
        return f"{amount // 100}.{amount % 100:02d}"

    raw = an_order(
        total_amount=...,
        discount_amount=text(discount),
        tax_amount=text(tax),
        shipping_amount=text(shipping),
        lines=[
            {"external_id": str(index), "quantity": quantity, "unit_price": text(price)} for index, (quantity, price) in enumerate(lines)
        ],
    )
    order = read_order(raw, KNOWN, now=NOW)
    merged = merge(order, None, [], Merchant(slug="a", name="A"), now=NOW)
    exact = sum(quantity * price for quantity, price in lines) - discount + tax + shipping
    assert merged.row["total_minor"] == expected_total(merged.row, merged.lines) == max(0, exact)
    assert "total_amount" not in [each.field for each in merged.remarks]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*an_order(), "shipments", "other"]), anything) | anything)
def test_no_input_breaks_the_reader(raw: Any) -> None:
    order = read_order(raw, KNOWN, now=NOW)
    assert digest_of(raw) and (order.findings.problems or order.external_id)


@given(st.permutations(list(an_order().items())))
def test_the_order_of_fields_makes_no_difference(items: list[tuple[str, Any]]) -> None:
    assert digest_of(dict(items)) == digest_of(an_order())
