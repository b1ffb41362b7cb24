"""Do the amounts of an order add up? Told when they don't, and kept: the shop's word counts, not our arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.money import to_major

SUM_FIELDS = frozenset({"total_amount", "discount_amount", "tax_amount"})


def goods(lines: Iterable[Mapping[str, Any]]) -> int:
    """Quantity times unit price over all lines, in minor units."""
    return sum(line["quantity"] * line["unit_price_minor"] for line in lines)


def expected_total(order: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> int:
    """Goods less discounts, plus tax and shipping, in minor units, never below nothing."""
    return max(0, goods(lines) - order["discount_minor"] + order["tax_minor"] + order["shipping_minor"])


def remarks_on_sums(order: Mapping[str, Any], lines: list[dict[str, Any]]) -> list[FieldProblem]:
    """What doesn't add up. Prices that include their tax (then it isn't added again) are as right as prices without."""
    if not lines:
        return []
    currency = order["currency"]
    found = [*_lines_over_order(order, lines, currency)]
    expected = expected_total(order, lines)
    if order["total_minor"] not in (expected, max(0, expected - order["tax_minor"])):
        found.append(
            FieldProblem(
                "total_amount",
                _(
                    "is {given}, but lines, discount, tax and shipping come to {expected}; it is kept as given",
                    given=to_major(order["total_minor"], currency),
                    expected=to_major(expected, currency),
                ),
            )
        )
    for line in lines:
        worth = line["quantity"] * line["unit_price_minor"]
        if line["discount_minor"] > worth:
            found.append(
                FieldProblem(
                    f"lines[{line['position']}].discount_amount",
                    _(
                        "is {given}, more than the line's {expected}; it is kept",
                        given=to_major(line["discount_minor"], currency),
                        expected=to_major(worth, currency),
                    ),
                )
            )
    return found


def _lines_over_order(order: Mapping[str, Any], lines: list[dict[str, Any]], currency: str) -> Iterable[FieldProblem]:
    """The order's own discount and tax hold those of its lines; they may hold more (shipping tax, a voucher)."""
    for column, field in (("discount_minor", "discount_amount"), ("tax_minor", "tax_amount")):
        of_lines = sum(line[column] for line in lines)
        if of_lines > order[column]:
            yield FieldProblem(
                field,
                _(
                    "is {given}, less than that of the lines ({expected}); it is kept",
                    given=to_major(order[column], currency),
                    expected=to_major(of_lines, currency),
                ),
            )
