"""Whatever is wrong with a request, the answer is a problem document that says what and where."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from wesupply_ui.kernel.settings import settings

CODES = [
    ("get", "/api/v1/nothing", 404),
    ("delete", "/api/v1/orders", 405),
    ("get", "/api/nothing", 404),
    ("put", "/api/v1/orders/5001", 405),
]


def is_problem(response: httpx.Response, status: int, code: str) -> bool:
    body = response.json()
    kind = response.headers["content-type"] == "application/problem+json" and body["type"].endswith(f"/{code}")
    return kind and response.status_code == body["status"] == status and bool(body["title"]) and bool(body["detail"])


@pytest.mark.parametrize(("method", "path", "status"), CODES)
async def test_no_such_address_and_no_such_method(shop: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    response = await shop.request(method, path)
    assert is_problem(response, status, "not-found" if status == 404 else "method-not-allowed")
    if status == 405:
        assert "GET" in response.headers["allow"]


PRIVATE = [
    ("get", "/api/v1/orders"),
    ("post", "/api/v1/orders"),
    ("get", "/api/v1/orders/5001"),
    ("post", "/api/v1/shipments"),
    ("get", "/api/v1/shipments/1Z"),
    ("post", "/api/v1/carriers/detect"),
    ("get", "/api/v1/locations"),
    ("get", "/api/v1/locations/a"),
    ("put", "/api/v1/locations/a"),
    ("get", "/api/v1/products/a"),
    ("put", "/api/v1/products/a"),
    ("put", "/api/v1/customers/a@example.com/list"),
]


@pytest.mark.parametrize(("method", "path"), PRIVATE)
async def test_a_stranger_gets_nothing(shop: httpx.AsyncClient, stranger: httpx.AsyncClient, method: str, path: str) -> None:
    for token in (None, "Bearer guess", "Basic YTpi", "Bearer " + "x" * 5000):
        response = await stranger.request(method, path, headers={"Authorization": token} if token else {}, content=b"{}")
        assert is_problem(response, 401, "sign-in-needed") and response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("body", "line", "column", "offset"), [('{\n "name": "né'.encode() + b'\xff"}', 2, 13, 15), (b"\xe9", 1, 1, 0)])
async def test_a_body_that_is_not_utf8_is_told_with_its_place(
    shop: httpx.AsyncClient, body: bytes, line: int, column: int, offset: int
) -> None:
    response = await shop.post("/api/v1/orders", content=body, headers={"Content-Type": "application/json"})
    assert is_problem(response, 400, "broken-json") and "UTF-8" in response.json()["detail"]
    assert (response.json()["line"], response.json()["column"], response.json()["offset"]) == (line, column, offset)


async def test_broken_json_is_told_with_its_place(shop: httpx.AsyncClient) -> None:
    response = await shop.post("/api/v1/orders", content=b'{\n "external_id": oops\n}', headers={"Content-Type": "application/json"})
    assert is_problem(response, 400, "broken-json")
    assert (response.json()["line"], response.json()["column"], response.json()["offset"]) == (2, 17, 18)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b'{"external_id": "\xc3"}', b"NaN", b'{"a": 1} {"b": 2}'])
async def test_what_is_no_json_is_refused(shop: httpx.AsyncClient, body: bytes) -> None:
    assert is_problem(await shop.post("/api/v1/orders", content=body), 400, "broken-json")


@pytest.mark.parametrize("body", ["[]", "7", "null", '{"orders": []}', '{"orders": {}}'])
async def test_json_that_holds_no_order_is_refused(shop: httpx.AsyncClient, body: str) -> None:
    assert is_problem(await shop.post("/api/v1/orders", content=body), 422, "invalid")


async def test_too_many_orders_at_once(shop: httpx.AsyncClient) -> None:
    response = await shop.post("/api/v1/orders", json={"orders": [{}] * 501})
    assert is_problem(response, 422, "too-many-orders")


@pytest.mark.parametrize("headers", [{"Content-Type": "text/csv"}, {"Content-Type": "application/json", "Content-Encoding": "gzip"}])
async def test_other_media_are_not_taken(shop: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert is_problem(await shop.post("/api/v1/orders", content=b"{}", headers=headers), 415, "media-type")


async def test_a_body_over_the_limit_is_refused_before_it_is_read(shop: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(2 * settings().max_body_bytes // 1_000_000):
            sent += 1_000_000
            yield b" " * 1_000_000

    response = await shop.post("/api/v1/orders", content=endless())
    assert is_problem(response, 413, "too-large") and sent <= settings().max_body_bytes + 2_000_000
    announced = await shop.post("/api/v1/orders", content=b"{}", headers={"Content-Length": str(settings().max_body_bytes + 1)})
    assert is_problem(announced, 413, "too-large")


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "cursor=nonsense", "sort=sideways", "placed_from=2025-01-01T00:00:00"])
async def test_wrong_parameters_are_told(shop: httpx.AsyncClient, query: str) -> None:
    response = await shop.get(f"/api/v1/orders?{query}")
    assert is_problem(response, 422, "invalid") and response.json()["problems"][0]["field"] == query.partition("=")[0]
