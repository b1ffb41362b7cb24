"""What carriers answer to numbers they know, don't know and can't read, as time goes by."""

from __future__ import annotations

import pytest

from tests.simulator.asking import SHIPPED, Caller, Watch, entries
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.journeys import NAMES


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
async def test_scans_come_as_time_goes_by_and_equal_news_gives_equal_answers(caller: Caller, watch: Watch, carrier: str) -> None:
    number = numbers.make(carrier, 1)
    parcel = caller.up.simulation.register(carrier, number, journey="normal", shipped_at=SHIPPED)
    for count, scan in enumerate(parcel.scans, start=1):
        watch.at = scan.at
        caller.tokens.clear()  # hours go by
        answer = (await caller.ask(carrier, number)).json()
        assert len(entries(carrier, answer)) == count
        watch.forward(seconds=1)
        again = (await caller.ask(carrier, number)).json()
        assert entries(carrier, again) == entries(carrier, answer)


async def test_fedex_answers_thirty_numbers_in_one_call_and_not_one_more(caller: Caller) -> None:
    known = [numbers.make("fedex", seed) for seed in range(29)]
    for number in known:
        caller.up.simulation.register("fedex", number)
    answer = await caller.ask("fedex", *known, "39936862321")
    results = answer.json()["output"]["completeTrackResults"]
    assert [result["trackingNumber"] for result in results] == [*known, "39936862321"]
    assert results[-1]["trackResults"][0]["error"]["code"] == "TRACKING.TRACKINGNUMBER.NOTFOUND"
    assert (await caller.ask("fedex", *known, "1", "2")).status_code == 400


async def test_a_number_nobody_knows_is_answered_in_each_carriers_way(caller: Caller) -> None:
    ups = await caller.ask("ups", numbers.make("ups", 99))
    assert ups.status_code == 200
    assert ups.json()["trackResponse"]["shipment"][0]["warnings"][0]["code"] == "TW0001"
    assert (await caller.ask("ups", "1Z")).json()["response"]["errors"][0]["code"] == "TV1002"
    assert (await caller.ask("usps", numbers.make("usps", 99))).status_code == 404
    assert (await caller.ask("usps", "12345")).status_code == 400
    dhl = await caller.ask("dhl", numbers.make("dhl", 99))
    assert dhl.status_code == 404
    assert dhl.json()["title"] == "No result found"


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
async def test_a_number_that_carries_its_journey_needs_no_registration(caller: Caller, watch: Watch, carrier: str) -> None:
    number = numbers.make(carrier, 5, journey=NAMES.index("express"))
    assert (await caller.ask(carrier, number)).status_code == 200
    watch.forward(days=20)
    caller.tokens.clear()
    assert "delivered" in (await caller.ask(carrier, number)).text.lower()
    assert caller.up.simulation.parcels[carrier, number].journey.name == "express"


async def test_two_runs_tell_the_same_story_of_the_same_number(caller: Caller) -> None:
    number = numbers.make("ups", 5)
    simulation = caller.up.simulation
    first = simulation.register("ups", number, shipped_at=SHIPPED)
    simulation.remove("ups", number)
    second = simulation.register("ups", number, shipped_at=SHIPPED)
    assert first is not second
    assert first.scans == second.scans


async def test_a_parcel_registered_before_it_ships_is_not_known_yet(caller: Caller, watch: Watch) -> None:
    number = numbers.make("dhl", 1)
    watch.forward(days=-1)
    caller.up.simulation.register("dhl", number, shipped_at=SHIPPED)
    assert (await caller.ask("dhl", number)).status_code == 404
    watch.at = SHIPPED
    assert (await caller.ask("dhl", number)).status_code == 200


async def test_fedex_tells_no_scans_unless_asked_in_detail(caller: Caller) -> None:
    number = numbers.make("fedex", 1)
    caller.up.simulation.register("fedex", number)
    await caller.sign_in("fedex")
    question = {"includeDetailedScans": False, "trackingInfo": [{"trackingNumberInfo": {"trackingNumber": number}}]}
    headers = {"Authorization": f"Bearer {caller.tokens['fedex']}"}
    answer = await caller.http.post(f"{caller.up.base_urls['fedex']}/track/v1/trackingnumbers", json=question, headers=headers)
    assert "scanEvents" not in answer.json()["output"]["completeTrackResults"][0]["trackResults"][0]
    assert entries("fedex", (await caller.ask("fedex", number)).json())
