"""Money keeps every unit: parsing is exact, splitting adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wesupply_ui.kernel import money


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.30", "USD", 1230),
        ("0", "EUR", 0),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("-5.00", "USD", -500),
        (" 7 ", "EUR", 700),
        (3, "EUR", 300),
    ],
)
def test_a_decimal_string_becomes_minor_units_of_its_currency(text: str, currency: str, minor: int) -> None:
    assert money.to_minor(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [("12.345", "USD"), ("1.5", "JPY"), ("abc", "USD"), ("", "USD"), ("NaN", "USD"), ("1e99", "USD"), ("Infinity", "USD")]
    + [(odd, "USD") for odd in ("1e3", "1E+2", "1_000", "١٢", ".5", "5.", "+5", "12.30 USD", "9" * 14)],
)
def test_what_is_no_amount_in_its_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"amount|digits"):
        money.to_minor(text, currency)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["USD", "JPY", "KWD"]))
def test_an_amount_survives_the_way_out_and_back(minor: int, currency: str) -> None:
    assert money.to_minor(money.to_major(minor, currency), currency) == minor


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_splitting_never_loses_a_cent_and_is_fair_to_one_unit(minor: int, weights: list[int]) -> None:
    parts = money.split(minor, weights)
    assert sum(parts) == minor
    if total := sum(weights):
        assert all(abs(part - minor * weight / total) < 1 for part, weight in zip(parts, weights, strict=True))


def test_an_unknown_language_still_gets_a_readable_price() -> None:
    assert money.shown(1230, "USD", "xx-nonsense") == "$12.30"
    assert money.shown(1230, "EUR", "de") == "12,30\xa0€"
