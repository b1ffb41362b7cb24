"""Pages run the scripts that we built and no others; headers keep browsers careful."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.content_policy import BuiltPolicies, hashes_of, policy
from wesupply_ui.portals.delivery import Delivery


def sha(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_inline_scripts_and_handlers_are_named_by_their_hashes_alone() -> None:
    html = '<head><script src="/kit.js"></script><script type="module" async="">a(1)</script></head><link onload="b()"><script>c</script>'
    assert hashes_of(html) == (sha("a(1)"), sha("c"), sha("b()"), "'unsafe-hashes'")
    assert hashes_of("<p>nothing</p>") == ()


def test_no_policy_lets_any_inline_script_run() -> None:
    said = policy([sha("a")])
    assert "'unsafe-inline'" not in said and "object-src 'none'" in said and "frame-ancestors 'self'" in said


def test_each_built_page_has_its_own_and_others_that_of_the_one_that_takes_all(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    pages = {"index.html": "home", "app.html": "app", "app/orders.html": "orders", "404.html": "lost"}
    for name, code in pages.items():
        (tmp_path / name).write_text(f"<script>{code}</script>")
    built = BuiltPolicies(tmp_path)
    for path, code in {"/": "home", "/app": "app", "/app/": "app", "/app/orders": "orders", "/app/orders/5001": "lost"}.items():
        assert sha(code) in built.of(path) and built.of(path).count("sha256") == 1, path


@pytest.mark.parametrize("https", [False, True])
async def test_answers_carry_safe_headers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, https: bool) -> None:
    (tmp_path / "login.html").write_text("<script>in</script>")
    monkeypatch.setenv("WESUPPLY_BASE_URL", "https://shop.example" if https else "http://localhost:8000")
    settings.cache_clear()
    try:
        routes = [Route("/login.html", lambda _: HTMLResponse("x")), Route("/data", lambda _: PlainTextResponse("x"))]
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(Delivery(Starlette(routes=routes), tmp_path)), base_url="http://x"
        ) as client:
            page, data = (await client.get("/login")).headers, (await client.get("/data")).headers
    finally:
        settings.cache_clear()
    assert sha("in") in page["content-security-policy"] and sha("in") not in data["content-security-policy"]
    assert page["x-content-type-options"] == "nosniff" and "publickey-credentials-get=(self)" in page["permissions-policy"]
    assert ("strict-transport-security" in page) is https and ("cross-origin-opener-policy" in page) is https
