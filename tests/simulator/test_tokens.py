"""Who may ask: wrong credentials get no token, tokens end, and a token of one carrier opens no other."""

from __future__ import annotations

import httpx
import pytest

from tests.simulator.asking import Caller, Watch
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running

SIGNED = ("ups", "fedex", "usps")


@pytest.mark.parametrize("carrier", SIGNED)
async def test_right_credentials_get_a_token_that_opens_the_door(caller: Caller, carrier: str) -> None:
    number = numbers.make(carrier, 1)
    caller.up.simulation.register(carrier, number)
    answer = await caller.ask(carrier, number)
    assert answer.status_code == 200
    assert number in answer.text
    assert caller.up.simulation.calls[carrier].tokens == 1


@pytest.mark.parametrize("carrier", SIGNED)
async def test_wrong_credentials_get_none(caller: Caller, carrier: str) -> None:
    assert (await caller.token(carrier, secret="guessed")).status_code == 401
    assert (await caller.token(carrier, client_id="somebody")).status_code == 401
    assert caller.up.simulation.calls[carrier].tokens == 0


@pytest.mark.parametrize("carrier", SIGNED)
async def test_a_token_ends_when_it_said_it_would(caller: Caller, watch: Watch, carrier: str) -> None:
    token = (await caller.token(carrier)).json()
    number = numbers.make(carrier, 1)
    caller.up.simulation.register(carrier, number)
    caller.tokens[carrier] = token["access_token"]
    watch.forward(seconds=int(token["expires_in"]) - 1)
    assert (await caller.ask(carrier, number)).status_code == 200
    watch.forward(seconds=1)
    assert (await caller.ask(carrier, number)).status_code == 401


@pytest.mark.parametrize("carrier", SIGNED)
async def test_without_a_token_or_with_another_carriers_there_is_no_answer(caller: Caller, carrier: str) -> None:
    number = numbers.make(carrier, 1)
    caller.tokens[carrier] = "made-up"
    assert (await caller.ask(carrier, number)).status_code == 401
    other = "fedex" if carrier != "fedex" else "ups"
    await caller.sign_in(other)
    caller.tokens[carrier] = caller.tokens[other]
    assert (await caller.ask(carrier, number)).status_code == 401
    assert caller.up.simulation.calls[carrier].refused == 2


async def test_dhl_wants_its_key(up: Running) -> None:
    async with httpx.AsyncClient() as http:
        url = f"{up.base_urls['dhl']}/track/shipments?trackingNumber=1234567890"
        assert (await http.get(url)).status_code == 401
        assert (await http.get(url, headers={"DHL-API-Key": "wrong"})).status_code == 401
        assert (await http.get(url, headers={"DHL-API-Key": "simulator-key"})).status_code == 404


async def test_revoked_tokens_stop_working_at_once(caller: Caller) -> None:
    number = numbers.make("ups", 1)
    await caller.sign_in("ups")
    await caller.http.delete(f"{caller.up.control_url}/tokens", params={"carrier": "ups"})
    assert (await caller.ask("ups", number)).status_code == 401


async def test_usps_takes_its_credentials_as_a_form_too(caller: Caller) -> None:
    fields = {"grant_type": "client_credentials", "client_id": "simulator", "client_secret": "simulator-secret"}
    answer = await caller.http.post(f"{caller.up.base_urls['usps']}/oauth2/v3/token", data=fields)
    assert answer.status_code == 200


async def test_ups_wants_to_know_who_is_calling(caller: Caller) -> None:
    await caller.sign_in("ups")
    url = f"{caller.up.base_urls['ups']}/api/track/v1/details/{numbers.make('ups', 1)}"
    assert (await caller.http.get(url, headers={"Authorization": f"Bearer {caller.tokens['ups']}"})).status_code == 400
