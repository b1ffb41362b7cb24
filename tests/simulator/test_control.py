"""Steering over HTTP: parcels are registered once, pushed along, counted; nonsense is refused with a reason."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.simulator.asking import SHIPPED, Caller, Watch, entries
from wesupply_ui.simulator import control, numbers
from wesupply_ui.simulator.events import Event
from wesupply_ui.simulator.listener import Request
from wesupply_ui.simulator.running import Running, in_thread, running
from wesupply_ui.simulator.simulation import Simulation


async def test_a_parcel_is_registered_once_however_often_it_is_posted(caller: Caller) -> None:
    number = numbers.make("ups", 1)
    order = {
        "carrier": "ups",
        "number": number,
        "journey": "normal",
        "shipped_at": "2026-11-03T15:00:00Z",
        "destination": {"city": "Austin"},
    }
    posted = await caller.http.post(f"{caller.up.control_url}/parcels", json=order)
    assert posted.json()["parcels"][0]["destination"] == "Austin"
    caller.up.simulation.advance("ups", number)
    await caller.http.post(f"{caller.up.control_url}/parcels", json=[order, order])
    shown = (await caller.http.get(f"{caller.up.control_url}/parcels/{number}")).json()
    assert len(shown["happened"]) == 2
    assert len(caller.up.simulation.parcels) == 1


async def test_a_push_lets_the_next_scan_happen_now(caller: Caller, watch: Watch) -> None:
    number = numbers.make("usps", 1)
    caller.up.simulation.register("usps", number, journey="express", shipped_at=SHIPPED)
    watch.forward(minutes=5)
    for count in range(2, 9):
        watch.forward(minutes=1)
        pushed = await caller.http.post(f"{caller.up.control_url}/advance", json={"number": number})
        assert pushed.json()["advanced"] == 1
        told = entries("usps", (await caller.ask("usps", number)).json())
        assert len(told) == count
        assert told[0]["GMTTimestamp"] == f"{watch.at:%Y-%m-%dT%H:%M:%SZ}"
    pushed = await caller.http.post(f"{caller.up.control_url}/advance", json={"number": number, "steps": 5})
    assert pushed.json()["advanced"] == 1


async def test_pushes_in_one_second_still_keep_their_order(caller: Caller) -> None:
    number = numbers.make("ups", 1)
    parcel = caller.up.simulation.register("ups", number, journey="normal", shipped_at=SHIPPED)
    await caller.http.post(f"{caller.up.control_url}/advance", json={"number": number, "steps": 12})
    told = entries("ups", (await caller.ask("ups", number)).json())
    assert len(told) == 13
    assert all(earlier.at < later.at for earlier, later in zip(parcel.scans, parcel.scans[1:], strict=False))


async def test_anything_can_happen_to_a_parcel_out_of_turn(caller: Caller) -> None:
    number = numbers.make("fedex", 1)
    parcel = caller.up.simulation.register("fedex", number, journey="normal", shipped_at=SHIPPED)
    planned = len(parcel.scans)
    push = {"number": number, "event": "damaged", "place": {"city": "Memphis", "region": "TN", "country": "US"}}
    await caller.http.post(f"{caller.up.control_url}/advance", json=push)
    told = entries("fedex", (await caller.ask("fedex", number)).json())
    assert told[0]["exceptionDescription"].startswith("Damaged")
    assert told[0]["scanLocation"]["city"] == "MEMPHIS"
    assert len(parcel.scans) == planned + 1
    await caller.http.post(f"{caller.up.control_url}/advance", json={"number": number, "event": "returned"})
    assert parcel.next_at(caller.up.simulation.now()) is None


async def test_everybody_can_be_pushed_at_once(caller: Caller) -> None:
    for seed in range(20):
        caller.up.simulation.register("dhl", numbers.make("dhl", seed), journey="normal")
    pushed = await caller.http.post(f"{caller.up.control_url}/advance", json={"carrier": "dhl"})
    assert pushed.json()["advanced"] == 20


async def test_calls_are_counted_per_carrier_and_number(caller: Caller) -> None:
    one, two = numbers.make("fedex", 1), numbers.make("fedex", 2)
    await caller.ask("fedex", one, two)
    await caller.ask("fedex", one)
    counts = (await caller.http.get(f"{caller.up.control_url}/calls", params={"numbers": 1})).json()["fedex"]
    assert (counts["calls"], counts["tokens"], counts["numbers_asked"], counts["numbers"]) == (2, 1, 3, {one: 2, two: 1})
    await caller.http.delete(f"{caller.up.control_url}/calls")
    assert (await caller.http.get(f"{caller.up.control_url}/calls")).json()["fedex"]["calls"] == 0


async def test_faults_are_set_listed_and_cleared(caller: Caller) -> None:
    url = f"{caller.up.control_url}/faults"
    fault = {"kind": "rate_limited", "carrier": "ups", "retry_after": 30, "count": 2}
    assert (await caller.http.post(url, json=fault)).json()["retry_after"] == 30
    await caller.http.post(url, json={"kind": "slow", "milliseconds": 5})
    assert len((await caller.http.get(url)).json()["faults"]) == 2
    assert (await caller.http.delete(url, params={"carrier": "ups"})).json() == {"cleared": 1}
    assert (await caller.http.delete(url)).json() == {"cleared": 1}


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("parcels", {"carrier": "ups"}),
        ("parcels", {"carrier": "pigeon", "number": "1"}),
        ("parcels", {"carrier": "ups", "number": "1", "journey": "to the moon"}),
        ("parcels", {"carrier": "ups", "number": "1", "colour": "red"}),
        ("parcels", {"carrier": "ups", "number": "1", "shipped_at": "yesterday"}),
        ("faults", {"kind": "gremlins"}),
        ("faults", {"kind": "slow", "seconds": 3}),
        ("advance", {"number": "nobody's"}),
        ("advance", {"event": "explodes"}),
    ],
)
async def test_nonsense_is_refused_with_a_reason(caller: Caller, path: str, question: dict) -> None:
    answer = await caller.http.post(f"{caller.up.control_url}/{path}", json=question)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_only_this_machine_may_steer() -> None:
    request = Request("GET", "/_sim/calls", {}, b"", "192.0.2.7")
    assert control.steer(Simulation(), request).status == 403


async def test_fifty_clients_at_once_each_get_their_own_answer(up: Running) -> None:
    known = [numbers.make("dhl", seed) for seed in range(100)]
    for number in known:
        up.simulation.register("dhl", number, shipped_at=SHIPPED)

    async def asked(http: httpx.AsyncClient, number: str) -> bool:
        url = f"{up.base_urls['dhl']}/track/shipments?trackingNumber={number}"
        answer = await http.get(url, headers={"DHL-API-Key": "simulator-key"})
        return answer.json()["shipments"][0]["id"] == number

    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=50), verify=False) as http:
        assert all(await asyncio.gather(*(asked(http, number) for number in known)))


async def test_requests_that_are_no_http_are_turned_away(up: Running) -> None:
    port = int(up.url.rsplit(":", 1)[1])
    for nonsense in (
        b"HELLO\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(nonsense)
        assert (await reader.readline()).startswith(b"HTTP/1.1 4")
        writer.close()
        await writer.wait_closed()


async def test_requests_sent_in_one_go_are_answered_in_order(up: Running) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(up.url.rsplit(":", 1)[1]))
    writer.write(b"GET /_sim/clock HTTP/1.1\r\n\r\nGET /nowhere HTTP/1.1\r\n\r\nGET /_sim/faults HTTP/1.1\r\nConnection: close\r\n\r\n")
    everything = await reader.read()
    assert everything.startswith(b"HTTP/1.1 200 OK")
    assert everything.count(b"HTTP/1.1 404") == 1
    assert everything.endswith(b'{"faults":[]}')
    writer.close()
    await writer.wait_closed()


def test_blocking_callers_get_one_in_a_thread() -> None:
    with in_thread() as up:
        number = numbers.make("ups", 1)
        posted = httpx.post(f"{up.control_url}/parcels", json={"carrier": "ups", "number": number})
        assert posted.json()["registered"] == 1


async def test_a_taken_port_is_told(up: Running) -> None:
    port = int(up.url.rsplit(":", 1)[1])
    with pytest.raises(OSError):
        async with running(port=port):
            pass


def test_time_can_run_faster_than_the_clock_on_the_wall() -> None:
    watch = Watch()
    world = Simulation(now=watch, speed=3600, epoch=SHIPPED - timedelta(days=30))
    parcel = world.register("ups", numbers.make("ups", 1), journey="normal")
    watch.forward(seconds=100)
    assert world.now() == SHIPPED - timedelta(days=30) + timedelta(hours=100)
    assert parcel.scans[parcel.count(world.now()) - 1].event is Event.DELIVERED


def test_stirring_moves_somebody_who_is_on_the_way() -> None:
    world = Simulation(now=Watch())
    for seed in range(10):
        world.register("ups", numbers.make("ups", seed), journey="normal" if seed else "label_only")
    moved = [world.stir() for _ in range(12 * 9)]
    assert all(moved)
    assert world.stir() is None
