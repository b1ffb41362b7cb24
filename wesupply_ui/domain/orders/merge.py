"""What does an order look like once the input is applied? Pure: the row we have plus what was given; fields left out stay as they were."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.keys import number_key, postcode_key
from wesupply_ui.domain.orders.links import link_hash
from wesupply_ui.domain.orders.read_order import ReadOrder
from wesupply_ui.domain.orders.sums import SUM_FIELDS, expected_total, remarks_on_sums
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.ids import new_id

Row = dict[str, Any]

MOST_MINOR = 10**17
# What an input can change. Everything else of an order belongs to tracking or never changes.
ORDER_COLUMNS = (
    "number", "number_key", "customer_id", "email", "phone", "name", "status", "channel", "locale", "placed_at", "currency",
    "shipping_minor", "discount_minor", "tax_minor", "total_minor", "address", "postcode_key", "tags", "extra", "item_count",
)  # fmt: skip
LINE_COLUMNS = (
    "position", "sku", "title", "quantity", "unit_price_minor", "discount_minor", "tax_minor", "weight_grams", "image_url", "product_url",
    "fulfilment", "location", "vendor", "collected_at", "options", "attributes", "extra",
)  # fmt: skip
_NEW_LINE: Row = {
    "sku": "", "title": "", "quantity": 1, "unit_price_minor": 0, "discount_minor": 0, "tax_minor": 0, "weight_grams": None,
    "image_url": None, "product_url": None, "fulfilment": "ship", "location": None, "vendor": None, "collected_at": None,
    "options": {}, "attributes": {}, "extra": {},
}  # fmt: skip


@dataclass(slots=True)
class Merged:
    """An order after the input. `row` is whole; `new_lines` and `changed_lines` are whole rows; `lines` all of them in order.

    `has_own_news`: one of the merchant's own fields is another than before.
    """

    read: ReadOrder
    row: Row
    is_new: bool
    before: Row | None
    lines: list[Row] = field(default_factory=list)
    new_lines: list[Row] = field(default_factory=list)
    changed_lines: list[Row] = field(default_factory=list)
    remarks: list[FieldProblem] = field(default_factory=list)
    has_own_news: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether the input changed anything that was there."""
        if self.before is None or self.new_lines or self.changed_lines or self.has_own_news:
            return True
        return any(self.row[column] != self.before[column] for column in ORDER_COLUMNS)


def merge(read: ReadOrder, before: Row | None, lines_before: list[Row], merchant: Merchant, *, now: datetime) -> Merged:
    """Apply the input to the order we have, or to an empty one. The customer is matched later."""
    row = dict(before) if before else _new_order(read, merchant, now)
    row.update(read.values)
    row["number"] = row["number"] or read.external_id
    row["number_key"] = number_key(row["number"]) or number_key(read.external_id)
    row["extra"] = {**row["extra"], **read.extra} if read.extra else row["extra"]
    if read.clears_address:
        row["address"] = {}
    elif read.address:
        row["address"] = {name: part for name, part in {**row["address"], **read.address}.items() if part is not None}
    row["postcode_key"] = postcode_key(row["address"].get("postcode"), row["address"].get("country"))
    merged = Merged(read, row, before is None, before)
    _merge_lines(merged, lines_before, merchant)
    row["item_count"] = sum(line["quantity"] for line in merged.lines)
    if before is None:
        _fill_in_sums(row, read, merged.lines)
    merged.remarks = [*read.findings.remarks, *remarks_on_sums(row, merged.lines)]
    row["remarks"] = _remarks_kept(row["remarks"], merged)
    row["input_digest"] = read.digest
    return merged


def _new_order(read: ReadOrder, merchant: Merchant, now: datetime) -> Row:
    order_id = new_id()
    return {
        "id": order_id, "merchant_id": merchant.id, "external_id": read.external_id, "number": None, "number_key": "", "customer_id": None,
        "email": None, "phone": None, "name": None, "status": "processing", "channel": "online", "locale": merchant.locale,
        "placed_at": now, "currency": merchant.currency, "shipping_minor": 0, "discount_minor": 0, "tax_minor": 0, "total_minor": 0,
        "address": {}, "postcode_key": "", "tags": [], "extra": {}, "remarks": [], "link_hash": link_hash(order_id, 1), "link_version": 1,
        "milestone": None, "condition": "ok", "attention": None, "due_on": None, "delivered_at": None, "parcel_count": 0, "item_count": 0,
        "input_digest": "", "own_tags": [], "note_count": 0, "assigned_to": None, "assigned_at": None, "created_at": now, "updated_at": now,
    }  # fmt: skip


def _merge_lines(merged: Merged, lines_before: list[Row], merchant: Merchant) -> None:
    """Lines are known by their external id; a line that the input doesn't name stays."""
    lines = {line["external_id"]: line for line in sorted(lines_before, key=lambda line: line["position"])}
    position = max((line["position"] for line in lines_before), default=-1)
    for read in merged.read.lines:
        before = lines.get(read.external_id)
        if before is None:
            position += 1
            line = {"id": new_id(), "merchant_id": merchant.id, "order_id": merged.row["id"], "external_id": read.external_id}
            line |= _NEW_LINE | {"position": position} | read.values | {"extra": read.extra}
            merged.new_lines.append(line)
        else:
            line = before | read.values | {"extra": {**before["extra"], **read.extra}}
            if all(line[column] == before[column] for column in LINE_COLUMNS):
                continue
            merged.changed_lines.append(line)
        lines[read.external_id] = line
    merged.lines = list(lines.values())


def _fill_in_sums(row: Row, read: ReadOrder, lines: list[Row]) -> None:
    """A new order that doesn't say its discount, tax or total has those of its lines."""
    for column in ("discount_minor", "tax_minor"):
        if column not in read.values:
            row[column] = min(sum(line[column] for line in lines), MOST_MINOR)
    if "total_minor" not in read.values:
        # More than the database holds is no total of a shop's; what is stored then is told not to add up.
        row["total_minor"] = min(expected_total(row, lines), MOST_MINOR)


def _remarks_kept(before: list[dict[str, str]], merged: Merged) -> list[dict[str, str]]:
    """This input's remarks, and earlier ones on fields that it left out. Those on sums are always made anew."""
    stay = [each for each in before if _top(each["field"]) not in merged.read.given and not _is_about_sums(each["field"])]
    return stay + [{"field": each.field, "message": each.message} for each in merged.remarks]


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _is_about_sums(path: str) -> bool:
    return path in SUM_FIELDS or path.endswith("].discount_amount")
