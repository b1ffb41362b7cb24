"""Facts about telling carriers by their numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paths import SHARED_DATA
from wesupply_ui.domain.tracking.detect import detect, fitting, tidy
from wesupply_ui.domain.tracking.formats import FORMATS

COURIERS = SHARED_DATA / "tracking_numbers" / "couriers"

# Their name of a format with a check character, and ours.
CHECKED = {
    "UPS": "ups_1z",
    "UPS Waybill": "ups_waybill",
    "USPS 20": "usps_20",
    "USPS IMpb N": "usps_impb_online",
    "USPS IMpb C": "usps_impb",
    "USPS Legacy": "usps_legacy_91",
    "FedEx Express (12)": "fedex_12",
    "FedEx Express (34)": "fedex_34",
    "FedEx ASTRA (32)": "fedex_astra",
    "FedEx Ground": "fedex_ground_15",
    "FedEx Ground (SSCC-18)": "fedex_sscc",
    "FedEx Ground 96 (22)": "fedex_ground_96",
    "FedEx Ground GSN": "fedex_ground_gsn",
    "DHL Express": "dhl_express_waybill",
    "Canada Post (16)": "canada_post_16",
    "DPD (28)": "dpd_28",
    "DPD (14)": "dpd_14",
    "Old Dominion": "old_dominion",
    "Old Dominion Guaranteed Shipment": "old_dominion_guaranteed",
    "OnTrac": "ontrac",
    "OnTrac D": "ontrac",
    "Purolator (12)": "purolator_12",
    "S10 International Standard": "s10",
    "S10": "s10",
}
POSTS = {"GB": "royal_mail", "US": "usps", "CV": "post_cv", "CF": "post_cf"}


def samples(kind: str) -> list[Any]:
    """(courier, format, number) of every sample of others; one skipped parameter where they are absent."""
    if not COURIERS.exists():
        return [pytest.param("", "", "", marks=pytest.mark.skip(reason="samples of tracking numbers are not beside this checkout"))]
    found = []
    for path in sorted(COURIERS.glob("*.json")):
        courier = json.loads(path.read_text())
        for format_ in courier["tracking_numbers"]:
            found += [(courier["courier_code"], format_["name"], number) for number in format_["test_numbers"][kind]]
    return found


def carriers(number: str) -> list[str]:
    return [candidate.carrier for candidate in detect(number)]


@pytest.mark.parametrize(("courier", "format_name", "number"), samples("valid"))
def test_a_real_number_names_its_carrier(courier: str, format_name: str, number: str) -> None:
    expected = POSTS[tidy(number)[-2:]] if courier == "s10" else courier
    found = carriers(number)
    assert expected in found
    rivals = {carrier for carrier in found if carrier.split("_")[0] != expected.split("_")[0]}
    if not rivals:
        assert found[0] == expected
    if format_name in CHECKED:
        assert CHECKED[format_name] in {format_.name for format_, _ in fitting(tidy(number))}


@pytest.mark.parametrize(("courier", "format_name", "number"), samples("invalid"))
def test_a_number_that_breaks_a_format_is_not_taken_for_it(courier: str, format_name: str, number: str) -> None:
    if format_name in CHECKED:
        assert CHECKED[format_name] not in {format_.name for format_, _ in fitting(tidy(number))} or courier == "s10"
        assert courier not in carriers(number)
    if courier == "s10":
        assert detect(number) == []


@pytest.mark.parametrize(
    ("number", "carrier", "service"),
    [
        ("1Z5R89390357567127", "ups", "Ground"),
        ("1z 5r8 939 03 5756 7127", "ups", "Ground"),
        ("9400 1112 0108 0805 4830 16", "usps", "Online label"),
        ("420787459400111206206406260787", "usps", "Online label"),
        ("9611020987654312345672", "fedex", "Ground"),
        ("986578788855", "fedex", "Express"),
        ("3318810025", "dhl", "Express"),
        ("00340434292135100124", "dhl", "Parcel Germany"),
        ("JJD0099999999", "dhl", "Express"),
        ("RB123456785GB", "royal_mail", "Registered"),
        ("RB123456785US", "usps", "Registered"),
        ("CP123456785CA", "canada_post", "Parcel"),
        ("EE123456785AU", "australia_post", "EMS"),
        ("LX123456785FR", "la_poste", "Letter, tracked"),
        ("0073938000549297", "canada_post", None),
        ("TBA000000000000", "amazon", "Logistics"),
        ("C11031500001879", "ontrac", None),
        ("331426749957", "purolator", None),
        ("0081 827 0998 0000 0200 45 327 276 N", "dpd", None),
    ],
)
def test_the_likeliest_carrier_comes_first(number: str, carrier: str, service: str | None) -> None:
    best = detect(number)[0]
    assert (best.carrier, best.service) == (carrier, service)


def test_digits_that_several_carriers_could_have_issued_give_several_candidates() -> None:
    assert carriers("320610804900")[:2] == ["fedex", "purolator"]


def test_a_verified_check_digit_beats_a_loose_shape() -> None:
    for number in ("60120172242323", "986578788855", "V0490119172"):
        confidences = [candidate.confidence for candidate in detect(number)]
        assert confidences == sorted(confidences, reverse=True)
    assert detect("60120172242323")[0].confidence < 0.5 < detect("986578788855")[0].confidence


@pytest.mark.parametrize(
    "number", ["", " ", "-", "RB123456786US", "RB123456785XX", "1Z", "0000000000", "1" * 41, "9" * 100_000, "Ⅷ٣", "ß" * 12]
)
def test_what_is_no_number_has_no_candidates(number: str) -> None:
    assert detect(number) == []


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    for candidate in detect(text):
        assert 0 < candidate.confidence <= 1


@given(st.text(alphabet="0123456789", min_size=8, max_size=34), st.sampled_from(" -"))
def test_separators_and_case_make_no_difference(digits: str, separator: str) -> None:
    assert detect(digits) == detect(separator.join(digits)[: 4 * 41])
    assert detect("1z" + digits) == detect("1Z" + digits)


@pytest.mark.parametrize(
    "number", ["1Z5R89390357567127", "986578788855", "9400111201080805483016", "3318810025", "K1506235620", "C11031500001879"]
)
def test_one_wrong_digit_is_noticed(number: str) -> None:
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    names = {format_.name for format_, _ in fitting(number) if format_.check}
    assert names and not names & {format_.name for format_, _ in fitting(wrong) if format_.check}


def test_every_format_ranks_between_nothing_and_certain() -> None:
    assert all(0 < format_.sure < 1 for format_ in FORMATS)
