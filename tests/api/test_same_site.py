"""What a session's cookie authorises is done for pages of this site alone; machines and shoppers' forms are not asked."""

from __future__ import annotations

import httpx
import pytest
from starlette.datastructures import Headers

from wesupply_ui.api.same_site import is_foreign, is_foreign_socket
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel.db import Database

HERE = {"host": "localhost:8000"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "http://localhost:8000.elsewhere.example"},
    {"Referer": "https://elsewhere.example/localhost:8000"},
    {"Origin": "http://[broken"},
]
OURS = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost:8000"},
    {"Referer": "http://localhost:8000/login"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/api/sign-in", "/api/sign-out", "/api/uploads/orders", "/_upload", "/anything"])
async def test_another_sites_page_changes_nothing(stranger: httpx.AsyncClient, path: str, headers: dict[str, str]) -> None:
    answer = await stranger.post(path, headers=headers)
    assert answer.status_code == 403 and answer.json()["type"].endswith("/other-site")


@pytest.mark.parametrize("headers", OURS)
async def test_our_own_pages_and_programs_are_let_through(stranger: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await stranger.post("/api/sign-out", headers=headers)).status_code == 204


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_every_method_that_changes_is_asked(stranger: httpx.AsyncClient, method: str) -> None:
    assert (await stranger.request(method, "/api/sign-out", headers=FOREIGN[0])).status_code == 403


async def test_reading_bearer_tokens_and_partners_are_not_asked(sqlite: Database, stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get("/healthz", headers=FOREIGN[0])).status_code == 200
    assert (await stranger.post("/api/v1/orders", headers=FOREIGN[0])).status_code == 401
    assert (await stranger.post("/api/webhooks/carriers/ups/acme", headers=FOREIGN[0])).status_code == 401


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"cookie": f"{SESSION_COOKIE}=x"}, True),
        ({"cookie": "theme=dark"}, False),
        ({"cookie": f"{SESSION_COOKIE}=x", "origin": "http://localhost:8000"}, False),
        ({"cookie": f"{SESSION_COOKIE}=x", "origin": "https://elsewhere.example"}, True),
        ({"origin": "https://elsewhere.example"}, True),
        ({"origin": "null"}, True),
    ],
)
def test_a_socket_with_a_session_must_name_our_origin(headers: dict[str, str], foreign: bool) -> None:
    assert is_foreign_socket(Headers(HERE | headers)) is foreign


def test_the_host_that_was_asked_for_counts_as_ours() -> None:
    """A merchant's own domain leads here too."""
    assert not is_foreign(Headers({"host": "track.acme.example", "origin": "https://track.acme.example"}))
    assert is_foreign(Headers({"host": "", "origin": "https://"}))
