"""Answers have the shape of answers that carriers really gave: every key is one of theirs, and what their readers need is there."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.paths import SHARED_DATA
from tests.simulator.asking import SHIPPED, entries
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.events import Event, Scan
from wesupply_ui.simulator.journeys import NAMES
from wesupply_ui.simulator.parcels import View
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import dhl, fedex, ups, usps

CARRIERS = SHARED_DATA / "carriers"
WIRES = {"ups": ups, "fedex": fedex, "usps": usps, "dhl": dhl}
recorded = pytest.mark.skipif(not CARRIERS.exists(), reason="the folder of recorded answers is not here")

LIVE_ONLY = {
    # Seen in live answers or the carrier's specification, and in none of the recorded files.
    "ups": {"dimension", "levelCode", "gmtDate", "gmtOffset", "gmtTime", "height", "length", "width", "unitOfDimension"},
    "usps": {"tableCode", "uniqueMailPieceID", "mailPieceIntakeDate", "additionalProp", "RRAMEnabled"},
    "dhl": {"servicePoint", "label", "proofOfDeliverySignedAvailable", "returnFlag"},
    "fedex": {"values"},
}


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys(inner)}
    return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()


def answer(carrier: str, journey: str, seed: int = 1, **details: Any) -> dict[str, Any]:
    """A whole journey's last answer, as its wire module renders it."""
    world = Simulation(now=lambda: SHIPPED + timedelta(days=30))
    parcel = world.register(carrier, numbers.make(carrier, seed), journey=journey, shipped_at=SHIPPED, **details)
    rendered = WIRES[carrier].render(parcel.view(world.now()))
    if carrier == "fedex":
        return {"transactionId": "x", "output": {"completeTrackResults": [rendered]}}
    return rendered


@recorded
@pytest.mark.parametrize(("carrier", "folder"), [("ups", "ups"), ("fedex", "fedex"), ("usps", "usps"), ("dhl", "dhl_unified")])
def test_every_key_is_one_that_the_carrier_uses(carrier: str, folder: str) -> None:
    files = [path for path in (CARRIERS / folder).glob("*.json") if "expected" not in path.name]
    theirs = {key for path in files for key in keys(json.loads(path.read_text()))}
    ours = {key for journey in NAMES for key in keys(answer(carrier, journey, signed_by="A. Reader"))}
    assert ours - theirs - LIVE_ONLY[carrier] == set()


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_an_answer_is_as_heavy_as_a_real_one(carrier: str) -> None:
    size = len(json.dumps(answer(carrier, "normal"), separators=(",", ":")))
    assert 4_500 <= size <= 10_000


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
@pytest.mark.parametrize("journey", NAMES)
def test_every_journey_can_be_told_newest_scan_first(carrier: str, journey: str) -> None:
    told = entries(carrier, answer(carrier, journey))
    world = Simulation(now=lambda: SHIPPED + timedelta(days=30))
    assert len(told) == len(world.register(carrier, numbers.make(carrier, 1), journey=journey, shipped_at=SHIPPED).scans)
    moments = [moment(carrier, entry) for entry in told]
    assert moments == sorted(moments, reverse=True)


def moment(carrier: str, entry: dict[str, Any]) -> datetime:
    if carrier == "ups":
        return datetime.strptime(f"{entry['gmtDate']} {entry['gmtTime']}", "%Y%m%d %H:%M:%S").replace(tzinfo=UTC)
    if carrier == "fedex":
        return datetime.fromisoformat(entry["date"])
    if carrier == "usps":
        return datetime.fromisoformat(entry["GMTTimestamp"])
    return datetime.fromisoformat(entry["timestamp"]).replace(tzinfo=UTC) - timedelta(hours=offset(entry))


def offset(entry: dict[str, Any]) -> int:
    """DHL leaves the offset out; in November, of these places."""
    address = entry["location"]["address"]
    zones = {
        "CA": -8,
        "OR": -8,
        "WA": -8,
        "CO": -7,
        "UT": -7,
        "AZ": -7,
        "NM": -7,
        "TX": -6,
        "TN": -6,
        "MN": -6,
        "WI": -6,
        "MO": -6,
        "HI": -10,
    }
    abroad = {"DE": 1, "GB": 0, "NL": 1, "FR": 1, "ES": 1, "IE": 0, "CA": -5, "JP": 9, "AU": 11, "BE": 1}
    state = re.search(r", ([A-Z]{2}) - USA", address["addressLocality"])
    return zones.get(state.group(1), -5) if state else abroad[address["countryCode"]]


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_every_event_has_words_and_a_code_at_every_carrier(carrier: str) -> None:
    world = Simulation(now=lambda: SHIPPED)
    parcel = world.register(carrier, numbers.make(carrier, 1), journey="normal", shipped_at=SHIPPED)
    for event in Event:
        view = View(parcel, (Scan(event, SHIPPED, parcel.journey.destination),), None)
        assert WIRES[carrier].render(view)


def test_ups_gives_local_and_greenwich_time() -> None:
    newest = entries("ups", answer("ups", "normal", destination={"city": "Seattle"}))[0]
    local = datetime.strptime(newest["date"] + newest["time"] + newest["gmtOffset"], "%Y%m%d%H%M%S%z")
    assert local.astimezone(UTC) == moment("ups", newest)
    assert newest["gmtOffset"] == "-08:00"


def test_a_piece_of_paket_speaks_paket() -> None:
    world = Simulation(now=lambda: SHIPPED + timedelta(days=30))
    parcel = world.register("dhl", numbers.make("dhl", 1, kind="piece"), journey="pickup_point", shipped_at=SHIPPED)
    shipment = dhl.render(parcel.view(world.now()))["shipments"][0]
    assert shipment["service"] == "parcel-de"
    assert [event["status"] for event in shipment["events"]][:2] == ["ZU", "ZF"]


def test_the_boxes_of_a_split_shipment_name_each_other() -> None:
    world = Simulation(now=lambda: SHIPPED + timedelta(days=30))
    one, two = numbers.make("dhl", 1), numbers.make("dhl", 2)
    world.register("dhl", one, journey="split", pieces=[two], shipped_at=SHIPPED)
    assert world.parcels["dhl", two].siblings == (one,)
    shipment = dhl.render(world.parcels["dhl", one].view(world.now()))["shipments"][0]
    assert shipment["details"]["totalNumberOfPieces"] == 2


def test_who_signed_is_told_once_delivered_and_not_before() -> None:
    early = Simulation(now=lambda: SHIPPED + timedelta(days=1))
    parcel = early.register("ups", numbers.make("ups", 1), journey="normal", shipped_at=SHIPPED, signed_by="M. Okafor")
    assert "OKAFOR" not in json.dumps(ups.render(parcel.view(early.now())))
    assert "OKAFOR" in json.dumps(answer("ups", "normal", signed_by="M. Okafor"))
