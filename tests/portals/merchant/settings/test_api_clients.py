"""The page of API clients: a secret is seen once, and only by those who may."""

from __future__ import annotations

from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.portals.merchant.settings.api.state import ApiClientsState as S


async def test_a_manager_makes_a_client_and_sees_its_secret_once(tab: OpenTab) -> None:
    opened = await tab("/app/settings/api", role="manager")
    await opened.call(S.load)
    await opened.call(S.open, sheet="new", key="")
    await opened.call(S.make, form={"name": "Shop", "scope.orders.read": "on", "scope.orders.write": ""})
    state = await opened.state(S)
    assert state.sheet == "secret" and state.secret.startswith("ws_") and state.chosen.client_id.startswith("wc_")
    assert [(row.name, row.scopes, row.used) for row in state.rows] == [("Shop", ["orders.read"], "Never used")]
    await opened.call(S.set_open, is_open=False)
    assert (state.sheet, state.secret) == ("", "")
    key = state.rows[0].id
    await opened.call(S.open, sheet="renew", key=key)
    await opened.call(S.renew, form={"days": "7"})
    assert state.sheet == "secret" and state.rows[0].old_secret
    await opened.call(S.end_old, key=key)
    assert not state.rows[0].old_secret
    await opened.call(S.open, sheet="revoke", key=key)
    await opened.call(S.revoke)
    assert (state.rows, [row.name for row in state.former]) == ([], ["Shop"])


async def test_what_is_missing_is_said_beside_its_field(tab: OpenTab) -> None:
    opened = await tab("/app/settings/api")
    await opened.call(S.load)
    await opened.call(S.open, sheet="new", key="")
    await opened.call(S.make, form={"name": "Shop"})
    state = await opened.state(S)
    assert set(state.errors) == {"scopes"} and state.sheet == "new"
    await opened.call(S.make, form={"name": "Shop", "scope.staff.manage": "on"})
    assert set(state.errors) == {"scopes"} and state.rows == []


async def test_no_dialog_opens_for_a_client_of_another_merchant(tab: OpenTab, rival: Merchant) -> None:
    theirs = await tab("/app/settings/api", merchant=rival)
    await theirs.call(S.load)
    await theirs.call(S.make, form={"name": "Theirs", "scope.orders.read": "on"})
    key = (await theirs.state(S)).rows[0].id
    ours = await tab("/app/settings/api")
    await ours.call(S.load)
    for sheet in ("revoke", "renew", "change", "secret"):
        await ours.call(S.open, sheet=sheet, key=key)
        assert (await ours.state(S)).sheet == ""
    answer = await ours.call(S.end_old, key=key)
    assert "no such API client" in answer.said


async def test_support_gets_nothing(tab: OpenTab) -> None:
    opened = await tab("/app/settings/api", role="support")
    for handler in (S.load, S.refresh, S.revoke):
        assert not (await opened.call(handler)).ran
