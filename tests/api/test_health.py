"""Alive, ready, figures for those who may see them, and a reference that tells the truth."""

from __future__ import annotations

from datetime import timedelta

import httpx

from wesupply_ui.api.app import create_app
from wesupply_ui.api.reference import document
from wesupply_ui.kernel import clock, pulse
from wesupply_ui.kernel.db import Database


async def test_alive_and_ready(sqlite: Database, stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get("/healthz")).json() == {"status": "ok"}
    ready = await stranger.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"status": "ready", "database": "ok", "schema": "ok", "jobs": "ok", "jobs_behind_seconds": 0}


async def test_figures_are_for_this_machine_alone(stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get("/metrics")).status_code == 403
    here = httpx.ASGITransport(create_app(), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=here, base_url="http://localhost:8000") as local:
        assert "python_info" in (await local.get("/metrics")).text
        assert (await local.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})).status_code == 403


async def test_the_reference_names_every_operation_and_its_shapes(stranger: httpx.AsyncClient) -> None:
    made = (await stranger.get("/api/openapi.json")).json()
    assert made == document(create_app())
    for path, methods in (("/api/v1/orders", {"get", "post"}), ("/api/v1/shipments", {"post"}), ("/api/v1/oauth/token", {"post"})):
        assert methods <= made["paths"][path].keys()
    shapes = made["components"]["schemas"]
    body = made["paths"]["/api/v1/orders"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"oneOf": [{"$ref": "#/components/schemas/Order"}, {"$ref": "#/components/schemas/Orders"}]}
    assert {"external_id", "placed_at", "customer", "lines", "shipments"} <= shapes["Order"]["properties"].keys()
    assert shapes["Order"]["required"] == ["external_id"]


async def test_every_reference_within_the_document_leads_somewhere(stranger: httpx.AsyncClient) -> None:
    text = (await stranger.get("/api/openapi.json")).text
    made = document(create_app())
    names = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names and names <= made["components"]["schemas"].keys()


async def test_the_reference_page_needs_no_other_site(stranger: httpx.AsyncClient) -> None:
    page = await stranger.get("/api/docs")
    assert page.status_code == 200 and "/api/v1/orders" in page.text and "tracking_number" in page.text
    assert "http" not in page.text.replace(str(stranger.base_url), "").replace("HTTP", "")


async def test_a_process_that_runs_jobs_tells_how_their_last_runs_went(sqlite: Database, stranger: httpx.AsyncClient) -> None:
    beat = pulse.expect("poll ups", timedelta(seconds=2))
    try:
        beat.started_at = beat.finished_at = clock.now()
        told = (await stranger.get("/readyz")).json()["job_runs"]["poll ups"]
        assert (told["ok"], told["error"], told["seconds_ago"]) == (True, None, 0)
        beat.error = "OperationalError"
        assert not (await stranger.get("/readyz")).json()["job_runs"]["poll ups"]["ok"]
    finally:
        pulse.forget()
