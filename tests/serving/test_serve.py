"""What `wesupply serve` promises before a page is drawn: a taken port is told in words, Reflex's switches still mean what they did."""

from __future__ import annotations

import socket
import urllib.request
from pathlib import Path

import pytest
from reflex_base.config import get_config
from reflex_base.environment import environment
from typer.testing import CliRunner

from tests.served import serving
from wesupply_ui.cli import app
from wesupply_ui.serving.server import REFLEX_SWITCHES, server_environment


def test_a_taken_port_is_told_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["serve", "--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} can't be used" in result.output
    assert f"PORT={port + 1}" in result.output


def test_reflex_still_knows_the_switches_that_skip_its_own_build() -> None:
    known = {environment.REFLEX_ENV_MODE.name, environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.name, environment.REFLEX_SKIP_COMPILE.name}
    assert set(REFLEX_SWITCHES) == known


def test_only_pages_of_this_installation_may_open_the_socket() -> None:
    assert "*" not in get_config().cors_allowed_origins
    origins = server_environment(8123, jobs=False)["REFLEX_CORS_ALLOWED_ORIGINS"].split(",")
    assert sorted(origins) == ["http://127.0.0.1:8123", "http://localhost:8123"]


def test_no_jobs_reaches_the_server() -> None:
    assert server_environment(8123, jobs=False)["WESUPPLY_JOBS"] == "off"
    assert server_environment(8123, jobs=True)["WESUPPLY_JOBS"] == "inline"


@pytest.mark.slow
def test_answers_carry_safe_headers(tmp_path: Path) -> None:
    with serving(tmp_path, pages=False) as served, urllib.request.urlopen(f"{served.url}/healthz") as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
