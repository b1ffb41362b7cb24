"""The security page: a merchant sees who was kept out of its doors, and decides about it."""

from __future__ import annotations

from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.blocks import EVERYWHERE, Door, block_by_rule
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.security.state import BlocksState as S


async def test_a_manager_sees_why_and_lets_in_again(tab: OpenTab, acme: Merchant, rival: Merchant, sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        for merchant_id, address in ((acme.id, "203.0.113.7"), (rival.id, "203.0.113.8"), (EVERYWHERE, "203.0.113.9")):
            await block_by_rule(db, Door.SIGN_IN, address, merchant_id=merchant_id, tries=20, now=clock.now())
    opened = await tab("/app/settings/security", role="manager")
    await opened.call(S.load)
    state = await opened.state(S)
    assert [(row.address, row.why, row.holds) for row in state.rows] == [("203.0.113.7", "Guessed passwords of your staff", True)]
    await opened.call(S.let_in, key=state.rows[0].id)
    assert not state.rows[0].holds
    await opened.call(S.block, form={"address": "not one"})
    assert set(state.errors) == {"address"}
    await opened.call(S.block, form={"address": "198.51.100.4"})
    assert state.rows[0].address == "198.51.100.4" and state.rows[0].why == "Kept out of the look-up by hand"


async def test_support_neither_sees_nor_lifts(tab: OpenTab) -> None:
    opened = await tab("/app/settings/security", role="support")
    assert not (await opened.call(S.load)).ran and not (await opened.call(S.let_in, key="x")).ran
