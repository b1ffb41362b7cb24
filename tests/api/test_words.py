"""A language's words are public and kept by browsers; an address from before a change is answered with today's, and not kept."""

from __future__ import annotations

import httpx

from wesupply_ui.kernel.words import addresses


async def test_words_are_kept_for_good_under_the_address_that_names_them(stranger: httpx.AsyncClient) -> None:
    found = await stranger.get(addresses()["es"])
    assert found.json()["words"]["Orders"] == "Pedidos"
    assert "immutable" in found.headers["cache-control"]


async def test_words_of_a_former_build_are_answered_with_todays(stranger: httpx.AsyncClient) -> None:
    found = await stranger.get("/api/words/es.000000000000.json")
    assert found.json()["words"]["Orders"] == "Pedidos"
    assert found.headers["cache-control"] == "no-cache"


async def test_a_language_that_nobody_wrote_is_not_found(stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get("/api/words/..%2F..%2Fetc.0.json")).status_code == 404
    assert (await stranger.get("/api/words/xx.000000000000.json")).status_code == 404
