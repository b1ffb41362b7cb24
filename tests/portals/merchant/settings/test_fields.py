"""Staff make fields of their own and fill them in on an order; others' fields and roles without the right stay out."""

from __future__ import annotations

from tests.builders import an_order
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.merchant.order_fields.state import OrderFieldsState as Card
from wesupply_ui.portals.merchant.settings.fields.state import FieldsState as S


async def test_a_field_is_made_filled_in_and_archived(tab: OpenTab, sqlite: Database, acme: Merchant) -> None:
    async with sqlite.transaction() as db:
        await an_order(db, acme)
    page = await tab("/app/settings/fields")
    await page.call(S.load)
    await page.call(S.begin)
    await page.call(S.save, form={"label": "", "is_shown": "on"})
    state = await page.state(S)
    assert state.is_open and state.errors["label"] == "The name cannot be empty"
    await page.call(S.choose_kind, kind="choice")
    await page.call(S.save, form={"label": "Wrapping", "options": "Plain\nGift", "is_shown": "on", "is_searched": "on"})
    (row,) = state.fields
    assert (row.label, row.column, row.where, row.filled) == ("Wrapping", "custom.wrapping", "order page · search", "No order has it yet")

    order = await tab("/app/orders/5001", number="5001")
    await order.call(OrderState.load)
    await order.call(Card.load)
    card = await order.state(Card)
    assert [(each.label, each.words, [option.value for option in each.options]) for each in card.rows] == [
        ("Wrapping", "", ["Plain", "Gift"])
    ]
    await order.call(Card.edit, is_editing=True)
    await order.call(Card.save, form={"custom.wrapping": "Ribbon"})
    assert card.errors == {"custom.wrapping": "Wrapping is none of Plain, Gift"} and card.is_editing
    await order.call(Card.save, form={"custom.wrapping": "Gift"})
    assert card.rows[0].words == "Gift" and not card.is_editing

    await page.call(S.load)
    await page.call(S.edit, field_id=state.fields[0].id)
    assert state.form.kind_is_fixed and state.form.options == "Plain\nGift"
    await page.call(S.save, form={"label": "Wrapping", "options": "Plain\nBow"})
    assert "must keep “Gift”" in state.errors["options"]
    await page.call(S.archive, field_id=state.form.id)
    assert not state.fields and [each.filled for each in state.archived] == ["1 order"]


async def test_who_may_only_read_changes_no_field(tab: OpenTab) -> None:
    page = await tab("/app/settings/fields", role="analyst")
    for handler, payload in ((S.begin, {}), (S.save, {"form": {"label": "X"}}), (S.archive, {"field_id": "x"}), (Card.save, {"form": {}})):
        assert not (await page.call(handler, **payload)).ran


async def test_another_merchants_field_is_not_there(tab: OpenTab, rival: Merchant) -> None:
    mine = await tab("/app/settings/fields")
    await mine.call(S.begin)
    await mine.call(S.save, form={"label": "Secret of Acme"})
    theirs = (await mine.state(S)).fields[0].id
    other = await tab("/app/settings/fields", merchant=rival)
    await other.call(S.load)
    assert (await other.state(S)).fields == []
    for handler, payload in ((S.edit, {}), (S.archive, {}), (S.move, {"places": 1})):
        assert "no such field" in (await other.call(handler, field_id=theirs, **payload)).said
    await mine.call(S.load)
    assert [each.label for each in (await mine.state(S)).fields] == ["Secret of Acme"]
