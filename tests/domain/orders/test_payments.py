"""What an order was paid with is checked where it comes in, each fault by its place: no refund goes by a payment that was misread."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import an_order as stored_order
from tests.domain.orders.orders import NOW, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.ledger.paid import paid_for
from wesupply_ui.domain.orders.read_order import Known, ReadOrder, read_order
from wesupply_ui.kernel.db import Database

KNOWN = Known(None, "USD", "US")
CARD = {"kind": "card", "provider": "stripe", "reference": "pi_1", "amount": "100.00"}
GIFT = {"kind": "gift_card", "amount": "23.20"}


def read(payments: Any) -> ReadOrder:
    return read_order(an_order(payments=payments), KNOWN, now=NOW)


@pytest.mark.parametrize(
    ("payments", "field", "said"),
    [
        ("cash", "payments", "where a list belongs"),
        ([CARD] * 21, "payments", "20 at most"),
        (["cash"], "payments[0]", "where an object belongs"),
        ([CARD, {"kind": "card"}], "payments[1].amount", "is missing"),
        ([CARD | {"amount": "-1"}], "payments[0].amount", "negative"),
        ([CARD | {"amount": "1.234"}], "payments[0].amount", "more than 2 digits"),
        ([CARD | {"amount": True}], "payments[0].amount", "write an amount"),
        ([CARD | {"kind": "my card"}], "payments[0].kind", "no word"),
        ([CARD | {"provider": "Stripe!"}], "payments[0].provider", "no word"),
        ([CARD | {"reference": "pi 1"}], "payments[0].reference", "blank"),
    ],
)
def test_what_is_wrong_with_a_payment_is_told_by_its_place(payments: Any, field: str, said: str) -> None:
    found = {each.field: each.message for each in read(payments).findings.problems}
    assert list(found) == [field] and said in found[field]


def test_right_payments_are_kept_as_they_were_told() -> None:
    order = read([CARD | {"kind": "Card"}, GIFT])
    assert order.findings.problems == [] and order.extra["payments"] == [CARD, GIFT]
    assert read(None).extra["payments"] == read([]).extra["payments"] == []


async def test_money_goes_back_to_payments_credit_last_and_null_takes_them_away(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await stored_order(db, merchant, payments=[GIFT, CARD])
        assert [(each.kind, each.amount) for each in paid_for(order, []).tenders] == [("card", 10000), ("gift_card", 2320)]
        order = await stored_order(db, merchant, payments=None)
        await db.refresh(order)
        assert [each.kind for each in paid_for(order, []).tenders] == ["payment"]
