"""The catalogue over REST: stock by place, CSV files and feeds in Google's format, each with a report of what was wrong with which row."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import Open

CSV = """sku;title;price;stock;option Size;attribute Hazard;stock at store-1;Colour
BOOT-42;"Boots; brown";60.00;3;42;none;2;brown
BOOT-43;Boots;sixty;;43;;;
;No sku;1.00;;;;;
BOOT-42;Again;1.00;;;;;
BOOT-44;Boots;61.50;-1;44;;;
HAT;Hat;12.00;4;;;;"""
GOOGLE = """<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Acme</title>
<item><g:id>DRONE-R</g:id><title>Drone</title><link>https://acme.example/drone</link><g:price>1,499.00 USD</g:price>
<g:item_group_id>DRONE</g:item_group_id><g:color>Red</g:color><g:availability>out_of_stock</g:availability>
<g:custom_label_0>lithium</g:custom_label_0><g:shipping><g:country>US</g:country><g:price>5.00 USD</g:price></g:shipping>
<g:product_type>Toys</g:product_type><g:product_type>Flying</g:product_type></item>
<item><g:id>MAT</g:id><title>Mat</title><g:price>cheap</g:price></item>
<item><title>Nameless</title></item>
</channel></rss>"""


async def send(shop: httpx.AsyncClient, body: str | bytes, media: str) -> httpx.Response:
    return await shop.post("/api/v1/products/feed", content=body, headers={"Content-Type": media})


async def test_a_csv_file_is_taken_row_by_row(shop: httpx.AsyncClient) -> None:
    await shop.put("/api/v1/locations/store-1", json={"name": "Austin"})
    answer = await send(shop, CSV, "text/csv; charset=utf-8")
    told = answer.json()
    assert answer.status_code == 207, told
    assert (told["created"], told["updated"], told["rejected"]) == (2, 0, 4)
    assert [(each["row"], each["sku"], each["field"], each["taken"]) for each in told["problems"]] == [
        (3, "BOOT-43", "price", False),
        (4, "", "sku", False),
        (5, "BOOT-42", "sku", False),
        (6, "BOOT-44", "stock", False),
    ]
    boots = (await shop.get("/api/v1/products/BOOT-42")).json()
    assert (boots["title"], boots["price"], boots["stock"], boots["stock_by_location"]) == ("Boots; brown", "60.00", 3, {"store-1": 2})
    assert boots["options"] == {"Size": "42"} and boots["attributes"] == {"Hazard": "none", "Colour": "brown"}
    again = (await send(shop, CSV.replace("60.00", "65.00"), "text/csv")).json()
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 1, 1)


async def test_a_feed_in_googles_format_is_taken(shop: httpx.AsyncClient) -> None:
    answer = await send(shop, GOOGLE, "application/rss+xml")
    told = answer.json()
    assert (answer.status_code, told["created"], told["rejected"]) == (207, 1, 2)
    assert [(each["row"], each["sku"], each["field"]) for each in told["problems"]] == [(7, "MAT", "price"), (8, "", "sku")]
    drone = (await shop.get("/api/v1/products/DRONE-R")).json()
    assert (drone["price"], drone["currency"], drone["variant_of"], drone["product_url"]) == (
        "1499.00",
        "USD",
        "DRONE",
        "https://acme.example/drone",
    )
    assert drone["options"] == {"color": "Red"}
    assert drone["attributes"] == {"availability": "out_of_stock", "custom_label_0": "lithium", "product_type": ["Toys", "Flying"]}


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry>
<id>urn:1</id><g:id>CUP</g:id><title>Cup</title><link href="https://acme.example/cup"/><g:price>8,50 EUR</g:price></entry></feed>"""


async def test_an_atom_feed_is_one_too(shop: httpx.AsyncClient) -> None:
    assert (await send(shop, ATOM, "application/atom+xml")).json()["created"] == 1
    cup = (await shop.get("/api/v1/products/CUP")).json()
    assert (cup["price"], cup["currency"], cup["product_url"]) == ("8.50", "EUR", "https://acme.example/cup")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><id>&b;</id></item></channel></rss>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><id>&a;</id></item></channel></rss>'


@pytest.mark.parametrize(
    ("body", "media", "status", "words"),
    [
        (LAUGHS, "application/xml", 422, "entities"),
        (OUTSIDE, "text/xml", 422, "entities"),
        ("<rss><channel>", "application/xml", 422, "line 1"),
        ("<html></html>", "application/xml", 422, "no product feed"),
        ("<rss>" + "<a>" * 30 + "</a>" * 30 + "</rss>", "application/xml", 422, "nested"),
        ("title,price\nBoots,1", "text/csv", 422, "sku"),
        ("", "text/csv", 422, "sku"),
        ("{}", "application/json", 415, "text/csv"),
    ],
)
async def test_what_is_no_feed_is_refused(shop: httpx.AsyncClient, body: str, media: str, status: int, words: str) -> None:
    answer = await send(shop, body, media)
    assert answer.status_code == status and words in answer.json()["detail"]


async def test_stock_is_told_by_place_and_summed(shop: httpx.AsyncClient) -> None:
    await shop.put("/api/v1/locations/store-1", json={"name": "Austin"})
    made = (await shop.put("/api/v1/products/BOOT", json={"title": "Boots", "stock_by_location": {"store-1": 2, "moon": 3}})).json()
    assert (made["stock"], made["stock_by_location"]) == (5, {"moon": 3, "store-1": 2})
    assert [each["field"] for each in made["problems"]] == ["stock_by_location.moon"]
    less = (await shop.put("/api/v1/products/BOOT", json={"stock_by_location": {"store-1": 1}})).json()
    assert (less["stock"], less["stock_by_location"]) == (1, {"store-1": 1})
    kept = (await shop.put("/api/v1/products/BOOT", json={"title": "Boots II"})).json()
    assert (kept["stock"], kept["stock_by_location"]) == (1, {"store-1": 1})
    wrong = await shop.put("/api/v1/products/BOOT", json={"stock_by_location": {"store-1": "many"}, "variant_of": "BOOT"})
    assert {each["field"] for each in wrong.json()["problems"]} == {"stock_by_location", "variant_of"}


async def test_another_merchants_products_are_neither_seen_nor_changed(open_shop: Open) -> None:
    acme, other = await open_shop("acme"), await open_shop("other")
    await send(acme, "sku,title,stock at store-1\nBOOT,Boots,4", "text/csv")
    assert (await send(other, "sku,title\nBOOT,Theirs", "text/csv")).json()["created"] == 1
    assert (await acme.get("/api/v1/products/BOOT")).json()["title"] == "Boots"
    theirs = (await other.get("/api/v1/products/BOOT")).json()
    assert (theirs["title"], theirs["stock_by_location"]) == ("Theirs", {})
