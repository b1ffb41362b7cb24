"""Numbers that the simulator prints pass the carriers' own checksums, and those that a carrier never printed are told apart."""

from __future__ import annotations

import json
import re

import pytest

from tests.paths import SHARED_DATA
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.journeys import NAMES

COURIERS = SHARED_DATA / "tracking_numbers" / "couriers"


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_every_number_made_is_valid_and_the_same_for_the_same_seed(carrier: str) -> None:
    made = [numbers.make(carrier, seed) for seed in range(200)]
    assert all(numbers.is_valid(carrier, number) for number in made)
    assert made == [numbers.make(carrier, seed) for seed in range(200)]
    assert len(set(made)) == 200


@pytest.mark.parametrize("kind", ["ground", "34"])
def test_fedex_also_prints_fifteen_and_thirty_four_digits(kind: str) -> None:
    assert {len(numbers.make("fedex", seed, kind=kind)) for seed in range(20)} == {34 if kind == "34" else 15}
    assert all(numbers.is_valid("fedex", numbers.make("fedex", seed, kind=kind)) for seed in range(200))


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_one_changed_digit_makes_a_number_invalid(carrier: str) -> None:
    number = numbers.make(carrier, 7)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not numbers.is_valid(carrier, wrong)


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_a_number_can_carry_its_journey(carrier: str) -> None:
    for index in range(len(NAMES)):
        number = numbers.make(carrier, 3, journey=index)
        assert numbers.is_valid(carrier, number)
        assert numbers.journey_of(carrier, number) == index


@pytest.mark.parametrize("carrier", numbers.CARRIERS)
def test_an_ordinary_number_carries_none(carrier: str) -> None:
    assert all(numbers.journey_of(carrier, numbers.make(carrier, seed)) is None for seed in range(200))


@pytest.mark.skipif(not COURIERS.exists(), reason="the folder of tracking number facts is not here")
@pytest.mark.parametrize(
    ("carrier", "ids"), [("ups", {"ups"}), ("fedex", {"fedex_12", "fedex_ground", "fedex_34"}), ("dhl", {"dhl_express"})]
)
def test_published_samples_are_judged_right(carrier: str, ids: set[str]) -> None:
    formats = json.loads((COURIERS / f"{carrier}.json").read_text())["tracking_numbers"]
    for form in (form for form in formats if form.get("id") in ids):
        samples = [re.sub(r"\s", "", number) for number in form["test_numbers"]["valid"]]
        assert all(numbers.is_valid(carrier, number) for number in samples if len(number) in (10, 12, 15, 18, 34)), form["id"]
        assert not any(numbers.is_valid(carrier, re.sub(r"\s", "", number)) for number in form["test_numbers"]["invalid"]), form["id"]
