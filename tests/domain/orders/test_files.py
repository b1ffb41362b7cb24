"""Files of orders are read whole, whatever wrote them; what is wrong in them is told by line and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paths import PROJECT
from wesupply_ui.domain.orders.csv_columns import column_of
from wesupply_ui.domain.orders.file_json import array_orders
from wesupply_ui.domain.orders.raw_orders import RawOrder
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.kernel.errors import Invalid

CSV = """external_id,number,placed_at,currency,customer_email,line_id,sku,quantity,unit_price,option Size,tracking_number,carrier
1,#1,2025-11-20T10:15:00-05:00,USD,ada@example.com,l1,BOOT,2,60.00,42,1Z1,ups
1,#1,2025-11-20T10:15:00-05:00,USD,ada@example.com,l2,LACE,1,1.00,,1Z2,ups
2,#2,2025-11-20T10:15:00-05:00,USD,grace@example.com,l1,"Boots, ""brown""
and tall",1,60.00,43,,
"""


def read(tmp_path: Path, content: str | bytes, name: str = "orders.csv", encoding: str = "utf-8") -> list[RawOrder]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    with OrderFile(path) as file:
        return list(file)


def test_rows_of_one_order_become_one_order_with_lines_and_parcels(tmp_path: Path) -> None:
    first, second = read(tmp_path, CSV)
    assert (first.line, second.line) == (2, 4) and dict(first.line_of) == {0: 2, 1: 3}
    assert first.value["customer"] == {"email": "ada@example.com"}
    assert first.value["lines"] == [
        {"external_id": "l1", "sku": "BOOT", "quantity": 2, "unit_price": "60.00", "options": {"Size": "42"}},
        {"external_id": "l2", "sku": "LACE", "quantity": 1, "unit_price": "1.00"},
    ]
    assert first.value["shipments"][1] == {"carrier": "ups", "tracking_number": "1Z2", "lines": [{"external_id": "l2", "quantity": 1}]}
    assert second.value["lines"][0]["sku"] == 'Boots, "brown"\nand tall'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_encoding_separator_and_line_end(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    rows = [
        ["Order ID", "Email", "Shipping City", "Total"],
        ["1", "ada@example.com", "Málaga", "12.30"],
        ["2", "jo@example.com", "Köln", "1.00"],
    ]
    text = end.join(separator.join(row) for row in rows) + end
    orders = read(tmp_path, text, encoding=encoding)
    assert [order.value["shipping_address"]["city"] for order in orders] == ["Málaga", "Köln"]
    assert [order.value["total_amount"] for order in orders] == ["12.30", "1.00"]


def test_a_shopify_export_is_understood(tmp_path: Path) -> None:
    text = (
        "Name,Email,Financial Status,Created at,Currency,Subtotal,Shipping,Taxes,Total,Lineitem quantity,Lineitem name,Lineitem price,"
        "Lineitem sku,Shipping Name,Shipping Zip,Shipping Country,Id,Lineitem taxable\n"
        "#1001,ada@example.com,paid,2025-11-20 10:15:00 -0500,USD,61.00,5.00,0.00,66.00,1,Boots,60.00,BOOT,Ada L,'78701,US,450789469,true\n"
        "#1001,ada@example.com,,,,,,,,1,Laces,1.00,LACE,,,,,false\n"
    )
    [order] = read(tmp_path, text)
    assert order.value["external_id"] == "450789469" and order.value["number"] == "#1001"
    assert [line["sku"] for line in order.value["lines"]] == ["BOOT", "LACE"] and order.value["lines"][1]["Lineitem taxable"] == "false"
    assert (order.value["shipping_amount"], order.value["Financial Status"]) == ("5.00", "paid")
    assert order.value["shipping_address"]["postcode"] == "78701"


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        *(("60,00", "60.00"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("$60.00", "60.00")),
        *(("60.00 €", "60.00"), ("1,234", "1,234"), ("$.50", "0.50")),
    ],
)
def test_amounts_as_spreadsheets_write_them(tmp_path: Path, cell: str, amount: str) -> None:
    [order] = read(tmp_path, f"order id;total\n1;{cell}\n")
    assert order.value["total_amount"] == amount


def test_a_line_split_over_parcels_is_one_line(tmp_path: Path) -> None:
    rows = "id,line_id,sku,quantity,tracking_number\n1,l1,BOOT,1,1Z1\n1,l1,BOOT,2,1Z2\n"
    [order] = read(tmp_path, rows)
    assert [line["quantity"] for line in order.value["lines"]] == [3]
    assert [shipment["lines"] for shipment in order.value["shipments"]] == [
        [{"external_id": "l1", "quantity": 1}],
        [{"external_id": "l1", "quantity": 2}],
    ]


def test_a_quotation_mark_never_closed_costs_its_own_row_alone(tmp_path: Path) -> None:
    rows = "\n".join(f"{number},ok" for number in range(3, 30_000))
    orders = read(tmp_path, f'id,sku\n1,ok\n2,"never closed\n{rows}\n')
    assert [order.line for order in orders if order.problems] == [3]
    assert len(orders) == 29_999 and orders[-1].value["external_id"] == "29999"


def test_an_id_that_comes_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    orders = read(tmp_path, "id,sku\n1,a\n2,b\n1,c\n")
    assert [[problem.message for problem in order.problems] for order in orders] == [
        [],
        [],
        ["“1” was in line 2 of the file already; the first one counts"],
    ]


def test_a_row_with_too_many_cells_and_a_broken_character_are_told(tmp_path: Path) -> None:
    [order] = read(tmp_path, "id,sku\n1,Boots, brown\n")
    assert "3 cells" in order.problems[0].message
    assert [order.problems for order in read(tmp_path, b"id,sku\n1,\xc3\xa9\n")] == [[]]


@pytest.mark.parametrize("content", ["", "sku,title\nBOOT,Boots\n", "\n\n"])
def test_a_file_without_orders_is_refused_in_words(tmp_path: Path, content: str) -> None:
    with pytest.raises(Invalid):
        read(tmp_path, content)


def shaped(orders: list[Any]) -> dict[str, str]:
    return {
        "orders.json": json.dumps(orders),
        "pretty.json": json.dumps({"shop": {"orders": 3, "tags": ["[", "}"]}, "orders": orders, "more": [1, {"a": [2]}]}, indent=2),
        "orders.jsonl": "\n".join(json.dumps(order) for order in orders),
        "lines.json": "\n".join(json.dumps(order, indent=1) for order in orders),
        "export": json.dumps(orders, ensure_ascii=False),
    }


@pytest.mark.parametrize("name", list(shaped([])))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_in_every_shape(tmp_path: Path, name: str, encoding: str) -> None:
    orders = [{"external_id": str(number), "title": 'a "quoted\\" [x], {y} \u2028 ñ'} for number in range(40)]
    assert [order.value for order in read(tmp_path, shaped(orders)[name], name, encoding)] == orders


def test_one_order_alone_in_a_file(tmp_path: Path) -> None:
    assert [order.value for order in read(tmp_path, '{"external_id": "1", "lines": [{"external_id": "l1"}]}', "one.json")] == [
        {"external_id": "1", "lines": [{"external_id": "l1"}]}
    ]


def test_a_broken_order_is_told_with_its_line_and_the_others_are_taken(tmp_path: Path) -> None:
    text = '[\n {"external_id": "1"},\n {"external_id": oops},\n\n {"external_id": "3"}\n]'
    orders = read(tmp_path, text, "orders.json")
    assert [order.line for order in orders] == [2, 3, 5]
    [told] = [order.problems[0].message for order in orders if order.problems]
    assert told.startswith("is not JSON") and told.endswith("at line 3, column 17")
    lines = read(tmp_path, '{"external_id": "1"}\n{broken\n\n{"external_id": "3"}\n', "orders.jsonl")
    assert [(order.line, bool(order.problems)) for order in lines] == [(1, False), (2, True), (4, False)]


@pytest.mark.parametrize(
    "text", ['[{"external_id": "1"}, {"external_id": "2"', '{"orders": [{"external_id": "1"}', "hello", '"text"', '[{"a": "never']
)
def test_a_file_that_ends_in_the_middle_is_told(tmp_path: Path, text: str) -> None:
    orders = read(tmp_path, text, "orders.json")
    assert orders[-1].problems and "ends in the middle" in orders[-1].problems[0].message


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.lists(st.dictionaries(st.text(max_size=6), json_values, max_size=4), max_size=6), st.integers(1, 40), st.booleans(), st.booleans()
)
def test_cutting_a_file_anywhere_gives_the_same_orders(orders: list[Any], size: int, indented: bool, wrapped: bool) -> None:
    value: Any = {"x": [{"orders": 1}], "orders": orders} if wrapped else orders
    data = json.dumps(value, indent=2 if indented else None).encode()
    found = list(array_orders(data[start : start + size] for start in range(0, len(data), size)))
    assert [order.value for order in found] == orders and not any(order.problems for order in found)
    for order in found:
        assert order.line <= data.count(b"\n") + 1


def test_every_heading_that_the_docs_name_is_known() -> None:
    table = (PROJECT / "docs" / "importing.md").read_text(encoding="utf-8").split("## CSV columns")[1]
    named = [row.split("|")[2] for row in table.splitlines() if row.startswith("| `") and "option Size" not in row]
    headings = [heading.strip() for cell in named for heading in cell.replace(";", ",").split(",")]
    assert len(headings) > 50 and [heading for heading in headings if column_of(heading).part == "extra"] == []
