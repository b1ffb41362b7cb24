"""The carriers that can be polled are there and fit the domain's port."""

from __future__ import annotations

import inspect

import pytest

from wesupply_ui.adapters.carriers.registry import CARRIERS
from wesupply_ui.adapters.http import Http
from wesupply_ui.domain.tracking.ports import Carrier


@pytest.mark.parametrize("code", ["ups", "fedex", "usps", "dhl"])
def test_a_carrier_is_made_with_the_shared_client_and_fits_the_port(code: str) -> None:
    carrier: Carrier = CARRIERS[code](Http())
    assert carrier.code == code
    assert carrier.batch_size >= 1
    assert inspect.iscoroutinefunction(carrier.fetch)


def test_what_is_no_answer_is_malformed_at_every_carrier() -> None:
    failures = [make(Http()).read(b"<html>", "123456789012") for make in CARRIERS.values()]
    assert [getattr(failure, "code", None) for failure in failures] == ["malformed"] * len(CARRIERS)
