"""Facts about `wesupply tracking`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.adapters.carriers.answers import all_recorded
from wesupply_ui.tracking_commands import tracking

FOLDERS = {"ups": "ups", "fedex": "fedex", "usps": "usps", "dhl": "dhl_unified"}


def run(*words: str, stdin: bytes | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(tracking, list(words), input=stdin)
    return result.exit_code, result.stdout


def test_a_number_is_told_its_carriers() -> None:
    code, out = run("detect", "1Z 5R8 939 03 5756 7127")
    assert (code, json.loads(out)) == (0, [{"carrier": "ups", "service": "Ground", "confidence": 0.99}])


def test_no_carrier_is_an_empty_list() -> None:
    code, out = run("detect", "hello")
    assert (code, json.loads(out)) == (0, [])


def test_an_answer_is_read_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    body = b'{"trackingNumber": "1", "trackingEvents": [{"eventTimestamp": "2024-07-01T09:00:00", "eventZIP": "90210", "eventCode": "OF"}]}'
    file = tmp_path / "answer.json"
    file.write_bytes(body)
    code, out = run("parse", "--carrier", "usps", str(file))
    assert (code, json.loads(out)["milestone"]) == (0, "out_for_delivery")
    assert run("parse", "--carrier", "USPS", "-", "--number", "1", stdin=body) == (0, out)


def test_an_unreadable_answer_is_told_as_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(b"<html>")
    code, out = run("parse", "--carrier", "dhl", str(file))
    assert (code, json.loads(out)["failure"]["code"]) == (0, "malformed")


def test_an_unknown_carrier_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(b"{}")
    assert run("parse", "--carrier", "pigeon", str(file))[0] == 2


@pytest.mark.parametrize("carrier", FOLDERS)
def test_every_recorded_answer_is_told_as_a_shipment_or_a_failure(carrier: str) -> None:
    paths = all_recorded(FOLDERS[carrier])
    if not paths:
        pytest.skip("recorded answers are not beside this checkout")
    for path in paths:
        code, out = run("parse", "--carrier", carrier, str(path))
        assert code == 0, path
        assert json.loads(out).keys() & {"failure", "scans"}, path
