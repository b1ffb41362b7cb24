"""The product's own adapters read every journey of every carrier right at every step, and take every fault as what it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.simulator.asking import SHIPPED, Watch
from tests.simulator.expectations import expected
from wesupply_ui.adapters.carriers.registry import CARRIERS
from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.domain.tracking.history import assemble
from wesupply_ui.domain.tracking.ports import Carrier, CarrierAccount
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Reading
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.events import HANDED_OVER, Event
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.journeys import NAMES
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET
from wesupply_ui.simulator.simulation import Simulation

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def up(watch: Watch) -> AsyncIterator[Running]:
    """The simulated clock runs for weeks, the tests for moments: tokens last as long as a run needs them."""
    async with running(Simulation(now=watch, token_seconds=10**8)) as started:
        yield started


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    async def no_sleep(_seconds: float) -> None:
        await asyncio.sleep(0)

    client = Http(tuning=Tuning(tries=2, wait=0.1), sleep=no_sleep)
    yield client
    await client.aclose()


class Poller:
    """An adapter with its account."""

    def __init__(self, carrier: str, up: Running, http: Http) -> None:
        self.adapter: Carrier = CARRIERS[carrier](http)
        self.account = CarrierAccount(f"test:{carrier}", carrier, up.base_urls[carrier], CLIENT_ID, CLIENT_SECRET, API_KEY)

    async def fetch(self, number: str) -> bytes | Failure:
        return (await self.adapter.fetch([number], self.account))[number]

    async def read(self, number: str) -> Reading | Failure:
        body = await self.fetch(number)
        return body if isinstance(body, Failure) else self.adapter.read(body, number)


@pytest.fixture(params=numbers.CARRIERS)
def carrier(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def poller(carrier: str, up: Running, http: Http) -> Poller:
    return Poller(carrier, up, http)


@pytest.mark.parametrize("journey", NAMES)
async def test_every_step_of_every_journey_is_read_right(poller: Poller, up: Running, watch: Watch, carrier: str, journey: str) -> None:
    number = numbers.make(carrier, journey)
    parcel = up.simulation.register(carrier, number, journey=journey, shipped_at=SHIPPED, signed_by="M. Okafor")
    for count, scan in enumerate(parcel.scans, start=1):
        watch.at = scan.at
        reading = await poller.read(number)
        assert isinstance(reading, Reading), reading
        assert (reading.carrier, reading.number, len(reading.scans)) == (carrier, number, count)
        history = assemble(reading.scans, current=reading.current)
        assert (history.milestone, history.condition, history.reason) == expected(carrier, journey, scan.event), scan.event
        for told, happened in zip(reading.scans, reversed(parcel.scans[:count]), strict=True):
            # USPS tells local times to the minute.
            assert abs(told.at - happened.at) < (MINUTE if carrier == "usps" else timedelta(seconds=1)), happened
            assert told.at.utcoffset() == happened.at.utcoffset(), happened
            assert told.meaning is not None, told
            assert told.clock in (ClockSource.CARRIER, ClockSource.PLACE, ClockSource.COUNTRY)


@pytest.mark.parametrize("journey", ["normal", "express", "pickup_point", "failed_attempt"])
async def test_a_delivery_comes_with_its_time_and_who_signed(poller: Poller, up: Running, watch: Watch, carrier: str, journey: str) -> None:
    number = numbers.make(carrier, 3)
    parcel = up.simulation.register(carrier, number, journey=journey, shipped_at=SHIPPED, signed_by="M. Okafor")
    delivered = next(scan for scan in parcel.scans if scan.event in HANDED_OVER)
    watch.at = delivered.at - MINUTE
    before = await poller.read(number)
    assert isinstance(before, Reading)
    assert (before.delivered_at, before.signed_by) == (None, None)
    assert before.estimated is not None
    watch.at = delivered.at
    after = await poller.read(number)
    assert isinstance(after, Reading)
    assert after.delivered_at is not None and abs(after.delivered_at - delivered.at) < MINUTE
    assert after.signed_by is not None and "OKAFOR" in after.signed_by.upper()


async def test_equal_news_gives_equal_bytes(poller: Poller, up: Running, watch: Watch, carrier: str) -> None:
    number = numbers.make(carrier, 1)
    up.simulation.register(carrier, number, journey="normal", shipped_at=SHIPPED)
    watch.forward(hours=30)
    once = await poller.fetch(number)
    watch.forward(seconds=30)
    assert isinstance(once, bytes)
    assert await poller.fetch(number) == once


async def test_codes_nobody_published_are_kept_and_move_nothing(poller: Poller, up: Running, watch: Watch, carrier: str) -> None:
    number = numbers.make(carrier, 1)
    up.simulation.register(carrier, number, journey="express", shipped_at=SHIPPED)
    watch.forward(hours=17)
    before = await poller.read(number)
    up.simulation.advance(carrier, number, Event.UNHEARD_OF)
    after = await poller.read(number)
    assert isinstance(before, Reading) and isinstance(after, Reading)
    assert len(after.scans) == len(before.scans) + 1
    assert "lay-by" in after.scans[0].text.lower()
    assert assemble(after.scans).milestone is assemble(before.scans).milestone


@pytest.mark.parametrize("kind", [FaultKind.DUPLICATES, FaultKind.OUT_OF_ORDER])
async def test_repeated_or_shuffled_scans_tell_the_same_history(
    poller: Poller, up: Running, watch: Watch, carrier: str, kind: FaultKind
) -> None:
    number = numbers.make(carrier, 1)
    up.simulation.register(carrier, number, journey="failed_attempt", shipped_at=SHIPPED)
    watch.forward(days=3, hours=6)
    plain = await poller.read(number)
    up.simulation.faults.add(Fault(kind, carrier))
    odd = await poller.read(number)
    assert isinstance(plain, Reading) and isinstance(odd, Reading)
    assert plain.scans != odd.scans
    assert assemble(odd.scans) == assemble(plain.scans)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(FaultKind.RATE_LIMITED, retry_after=120), "rate_limited"),
        (Fault(FaultKind.SERVER_ERROR), "unavailable"),
        (Fault(FaultKind.SERVER_ERROR, status=503), "unavailable"),
        (Fault(FaultKind.HANG_UP), "unavailable"),
        (Fault(FaultKind.MALFORMED), "malformed"),
        (Fault(FaultKind.WRONG_SHAPE), "malformed"),
        (Fault(FaultKind.UNAUTHORISED), "unauthorised"),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else value,
)
async def test_every_fault_is_a_failure_by_name(poller: Poller, up: Running, carrier: str, fault: Fault, code: str) -> None:
    number = numbers.make(carrier, 1)
    up.simulation.register(carrier, number, journey="normal", shipped_at=SHIPPED)
    assert isinstance(await poller.read(number), Reading)
    up.simulation.faults.add(fault)
    failure = await poller.read(number)
    up.simulation.faults.clear()
    assert isinstance(failure, Failure), failure
    assert failure.code == code
    assert failure.retryable is (code != "unauthorised")
    if code == "rate_limited":
        assert failure.retry_after == 120


async def test_a_carrier_that_takes_too_long_is_unavailable(up: Running, carrier: str) -> None:
    hasty = Http(tuning=Tuning(total=0.1, tries=1))
    poller = Poller(carrier, up, hasty)
    number = numbers.make(carrier, 1)
    up.simulation.register(carrier, number)
    up.simulation.faults.add(Fault(FaultKind.SLOW, milliseconds=30_000))
    failure = await poller.read(number)
    await hasty.aclose()
    assert isinstance(failure, Failure) and failure.code == "unavailable" and failure.retryable


async def test_numbers_nobody_knows_are_told_from_numbers_that_cannot_be(poller: Poller, carrier: str) -> None:
    unknown = await poller.read(numbers.make(carrier, 1))
    assert isinstance(unknown, Failure)
    assert (unknown.code, unknown.retryable) == ("not_found", True)


@pytest.mark.parametrize("carrier", ["ups", "fedex", "usps"])
async def test_one_sign_in_serves_many_calls_and_a_revoked_token_is_renewed_once(poller: Poller, up: Running, carrier: str) -> None:
    known = [numbers.make(carrier, seed) for seed in range(12)]
    for number in known:
        up.simulation.register(carrier, number)
    assert all(isinstance(reading, Reading) for reading in await asyncio.gather(*(poller.read(number) for number in known)))
    assert up.simulation.calls[carrier].tokens == 1
    up.simulation.sign_ins.revoke_all(carrier)
    assert all(isinstance(reading, Reading) for reading in await asyncio.gather(*(poller.read(number) for number in known)))
    assert up.simulation.calls[carrier].tokens == 2


async def test_thirty_fedex_numbers_cost_one_call_and_a_stranger_among_them_fails_alone(up: Running, http: Http) -> None:
    poller = Poller("fedex", up, http)
    known = [numbers.make("fedex", seed) for seed in range(29)]
    for number in known:
        up.simulation.register("fedex", number, journey="normal", shipped_at=SHIPPED)
    stranger = numbers.make("fedex", "stranger")
    bodies = await poller.adapter.fetch([*known, stranger], poller.account)
    readings = {number: body if isinstance(body, Failure) else poller.adapter.read(body, number) for number, body in bodies.items()}
    assert up.simulation.calls["fedex"].track == 1
    assert all(isinstance(readings[number], Reading) for number in known)
    failure = readings[stranger]
    assert isinstance(failure, Failure) and failure.code == "not_found"


async def test_paket_numbers_are_read_with_pakets_own_codes(up: Running, http: Http, watch: Watch) -> None:
    number = numbers.make("dhl", 1, kind="piece")
    places = {"origin": {"city": "Berlin", "country": "DE"}, "destination": {"city": "Leipzig", "country": "DE"}}
    parcel = up.simulation.register("dhl", number, journey="failed_attempt", shipped_at=SHIPPED, **places)
    milestones = []
    for scan in parcel.scans:
        watch.at = scan.at
        reading = await Poller("dhl", up, http).read(number)
        assert isinstance(reading, Reading), reading
        milestones.append(assemble(reading.scans).milestone)
    assert milestones[0] is Milestone.LABEL_CREATED
    assert milestones[-1] is Milestone.DELIVERED
    assert Milestone.OUT_FOR_DELIVERY in milestones
