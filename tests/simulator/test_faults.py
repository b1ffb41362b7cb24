"""Carriers misbehave on demand: each fault looks as it would from outside, hits whom it names, and ends when it was told to."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.simulator.asking import SHIPPED, Caller, Watch, entries
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.faults import Fault, FaultKind


@pytest.fixture(params=numbers.CARRIERS)
def carrier(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
async def number(caller: Caller, watch: Watch, carrier: str) -> str:
    made = numbers.make(carrier, 1)
    caller.up.simulation.register(carrier, made, journey="normal", shipped_at=SHIPPED)
    watch.forward(days=10)
    return made


async def test_too_many_calls_are_told_when_to_come_back(caller: Caller, carrier: str, number: str) -> None:
    caller.up.simulation.faults.add(Fault(FaultKind.RATE_LIMITED, carrier, count=1, retry_after=7))
    limited = await caller.ask(carrier, number)
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert (await caller.ask(carrier, number)).status_code == 200
    assert caller.up.simulation.calls[carrier].limited == 1


async def test_a_broken_server_says_so_in_json_until_cleared(caller: Caller, carrier: str, number: str) -> None:
    caller.up.simulation.faults.add(Fault(FaultKind.SERVER_ERROR, carrier, status=503))
    for _ in range(3):
        answer = await caller.ask(carrier, number)
        assert answer.status_code == 503
        assert answer.json()
    assert caller.up.simulation.faults.clear(carrier) == 1
    assert (await caller.ask(carrier, number)).status_code == 200


async def test_a_slow_carrier_answers_right_but_late(caller: Caller, carrier: str, number: str) -> None:
    await caller.ask(carrier, number)
    caller.up.simulation.faults.add(Fault(FaultKind.SLOW, carrier, milliseconds=5000))
    with pytest.raises(httpx.ReadTimeout):
        caller.http.timeout = httpx.Timeout(0.05)
        await caller.ask(carrier, number)
    caller.up.simulation.faults.clear()
    caller.up.simulation.faults.add(Fault(FaultKind.SLOW, carrier, milliseconds=20))
    caller.http.timeout = httpx.Timeout(5)
    answer = await caller.ask(carrier, number)
    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() >= 0.02


async def test_a_line_can_go_dead(caller: Caller, carrier: str, number: str) -> None:
    await caller.ask(carrier, number)
    caller.up.simulation.faults.add(Fault(FaultKind.HANG_UP, carrier, count=1))
    with pytest.raises(httpx.TransportError):
        await caller.ask(carrier, number)
    assert (await caller.ask(carrier, number)).status_code == 200


async def test_half_an_answer_is_no_json_and_the_wrong_shape_is(caller: Caller, carrier: str, number: str) -> None:
    caller.up.simulation.faults.add(Fault(FaultKind.MALFORMED, carrier, count=1))
    with pytest.raises(json.JSONDecodeError):
        (await caller.ask(carrier, number)).json()
    caller.up.simulation.faults.add(Fault(FaultKind.WRONG_SHAPE, carrier, count=1))
    answer = (await caller.ask(carrier, number)).json()
    with pytest.raises(KeyError):
        entries(carrier, answer)


async def test_a_good_token_can_be_refused(caller: Caller, carrier: str, number: str) -> None:
    caller.up.simulation.faults.add(Fault(FaultKind.UNAUTHORISED, carrier, count=1))
    assert (await caller.ask(carrier, number)).status_code == 401
    assert (await caller.ask(carrier, number)).status_code == 200


async def test_scans_come_twice_in_no_order_or_corrected(caller: Caller, carrier: str, number: str) -> None:
    plain = entries(carrier, (await caller.ask(carrier, number)).json())
    faults = caller.up.simulation.faults
    faults.add(Fault(FaultKind.DUPLICATES, carrier, count=1))
    twice = entries(carrier, (await caller.ask(carrier, number)).json())
    assert len(twice) > len(plain)
    assert [entry for place, entry in enumerate(twice) if entry not in twice[:place]] == plain
    faults.add(Fault(FaultKind.OUT_OF_ORDER, carrier, count=1))
    mixed = entries(carrier, (await caller.ask(carrier, number)).json())
    assert mixed != plain
    assert sorted(map(str, mixed)) == sorted(map(str, plain))
    faults.add(Fault(FaultKind.CORRECTED, carrier, count=1))
    corrected = entries(carrier, (await caller.ask(carrier, number)).json())
    assert [place for place, (old, new) in enumerate(zip(plain, corrected, strict=True)) if old != new] == [1]
    assert entries(carrier, (await caller.ask(carrier, number)).json()) == plain


async def test_a_fault_of_one_number_leaves_the_others_alone(caller: Caller, carrier: str, number: str) -> None:
    other = numbers.make(carrier, 2)
    caller.up.simulation.register(carrier, other, shipped_at=SHIPPED)
    caller.up.simulation.faults.add(Fault(FaultKind.SERVER_ERROR, number=number))
    assert (await caller.ask(carrier, other)).status_code == 200
    assert (await caller.ask(carrier, number)).status_code == 500


async def test_chance_decides_the_same_way_in_every_run(caller: Caller, carrier: str, number: str) -> None:
    caller.up.simulation.faults.add(Fault(FaultKind.SERVER_ERROR, carrier, probability=0.3))
    codes = [(await caller.ask(carrier, number)).status_code for _ in range(40)]
    assert 3 <= codes.count(500) <= 25


async def test_signing_in_can_fail_too(caller: Caller) -> None:
    caller.up.simulation.faults.add(Fault(FaultKind.SERVER_ERROR, "fedex", calls="token", count=1))
    assert (await caller.token("fedex")).status_code == 500
    assert (await caller.token("fedex")).status_code == 200
