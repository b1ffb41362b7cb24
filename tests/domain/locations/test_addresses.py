"""Addresses by their country's rules: what has to be there, in which order, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from wesupply_ui.domain.locations.address_rules import parts_of, problems_with, tidied
from wesupply_ui.domain.locations.zones import suggested_zone


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("US", ["company", "line1", "line2", "city", "region", "postcode"]),
        ("DE", ["company", "line1", "line2", "postcode", "city"]),
        ("JP", ["postcode", "region", "line1", "line2", "company"]),
        ("XX", ["line1", "line2", "city", "postcode"]),
    ],
)
def test_a_form_has_the_parts_of_its_country_in_its_order(country: str, names: list[str]) -> None:
    assert [part.name for part in parts_of(country)] == names


def test_regions_are_known_by_code_or_name_and_postcodes_are_written_as_there() -> None:
    assert tidied({"country": "US", "region": "texas", "postcode": "78701"}) == {"country": "US", "region": "TX", "postcode": "78701"}
    assert tidied({"country": "GB", "postcode": "sw1a1aa"})["postcode"] == "SW1A 1AA"
    assert ("NS", "Nova Scotia") in next(part.choices for part in parts_of("CA") if part.name == "region")


@pytest.mark.parametrize(
    ("address", "problems"),
    [
        ({"country": "US", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701"}, []),
        ({"country": "US", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "10001"}, ["postcode"]),
        ({"country": "US", "region": "Bavaria", "postcode": "787"}, ["line1", "city", "region", "postcode"]),
        ({"country": "DE", "line1": "Unter den Linden 1", "city": "Berlin", "postcode": "1011"}, ["postcode"]),
        ({"country": "IE", "line1": "1 Quay", "city": "Dublin"}, []),
        ({}, ["country"]),
    ],
)
def test_what_is_wrong_is_told_part_by_part(address: dict[str, Any], problems: list[str]) -> None:
    assert [part for part, _ in problems_with(address)] == problems


def test_a_zone_is_suggested_by_region_and_country() -> None:
    assert [suggested_zone(*each) for each in (("US", "OR"), ("US", None), ("ES", "M"), ("IT", None), ("XX", None))] == [
        "America/Los_Angeles", "America/New_York", "Europe/Madrid", "Europe/Rome", None,
    ]  # fmt: skip
