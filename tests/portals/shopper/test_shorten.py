"""How much of a person the page shows."""

from __future__ import annotations

import pytest

from wesupply_ui.portals.shopper.tracking.shorten import short_address, short_name, short_postcode


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ada Lovelace", "Ada L."),
        ("Ada King Lovelace", "Ada L."),
        ("  Ada  ", "Ada"),
        ("NOVÁK", "Novák"),
        ("", ""),
        ("山田太郎", "山••"),
        ("Σωκράτης Παπάς", "Σωκράτης Π."),
        ("محمد علي", "محمد ع."),
    ],
)
def test_names(name: str, short: str):
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("postcode", "short"), [("78701", "787••"), ("SW1A 1AA", "SW1A •••"), ("1010", "10••"), ("", ""), ("100-0001", "100-••••"), ("7", "7")]
)
def test_postcodes(postcode: str, short: str):
    assert short_postcode(postcode) == short


def test_an_address_without_street_or_full_name():
    whole = {"name": "Ada Lovelace", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}
    assert short_address(whole) == "Ada L., Austin TX 787••"
    assert short_address({"country": "US"}) == "US"
    assert short_address({}) == ""
    assert short_address({"city": None, "postcode": 78701}) == "787••"
