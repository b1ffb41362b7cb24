"""Photos at the door: what is taken, made anew and shown to whom; what is refused, in words, with nothing typed lost."""

from __future__ import annotations

from io import BytesIO

import httpx
import pytest
from PIL import Image
from sqlmodel import select

from tests.portals.shopper.returning.shopping import Shopper, picture, shopper, words_of
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.returns.photos.develop import MOST_BYTES
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel import kept_files
from wesupply_ui.kernel.db import Database

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)


@pytest.fixture
async def ada(sqlite: Database, asking: httpx.AsyncClient) -> Shopper:
    return await shopper(sqlite, asking, photo="required")


async def kept(sqlite: Database) -> list[ReturnPhoto]:
    async with sqlite.reading() as db:
        return list((await db.execute(select(ReturnPhoto).order_by(ReturnPhoto.id))).scalars())  # type: ignore[arg-type]


async def send(ada: Shopper, why: str, content: bytes, name: str = "it.jpg", line: str = "lamp") -> httpx.Response:
    address = why.replace("/why", "/photos")
    return await ada.asking.post(address, files={f"p.{ada.lines[line]}": (name, content, "image/jpeg")})


async def test_a_photo_goes_all_the_way_and_nothing_but_its_pixels_does(sqlite: Database, ada: Shopper) -> None:
    why = await ada.begin(lamp=1)
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SpyPhone of Ada", 6  # who made the phone, and "turn it to the right"
    content = picture("JPEG", (640, 480), exif=exif.tobytes())
    form = {f"r.{ada.lines['lamp']}": "damaged", f"c.{ada.lines['lamp']}": "Cracked"}
    sent = await ada.asking.post(why, data=form, files={f"p.{ada.lines['lamp']}": ("it.jpg", content, "image/jpeg")})
    assert sent.status_code == 303 and sent.headers["location"].endswith("/instead"), words_of(sent)
    (photo,) = await kept(sqlite)
    stored = kept_files.read(ada.merchant_id, photo.file)
    assert b"SpyPhone" in content and b"SpyPhone" not in stored
    with Image.open(BytesIO(stored)) as made:
        assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (480, 640), {})
    await ada.send(sent.headers["location"], {"resolution.all": "refund"})
    await ada.send(why.replace("/why", "/how"), {"method.all": "label"})
    assert (await ada.confirm(why.replace("/why", "/review"))).headers["location"].startswith("/r/")
    async with sqlite.reading() as db:
        item = (await db.execute(select(ReturnItem))).scalar_one()
    (photo,) = await kept(sqlite)
    assert (photo.return_id, photo.draft_id, photo.lapses_at, photo.line_id) == (item.return_id, None, None, item.line_id)
    assert item.authorisation == "approved" and item.why == []  # the photo is there: nobody has to ask for it


async def test_without_a_photo_that_is_asked_for_it_does_not_go_on(ada: Shopper) -> None:
    why = await ada.begin(lamp=1)
    missing = await ada.send(why, {f"r.{ada.lines['lamp']}": "damaged"})
    assert missing.status_code == 422 and "Add a photo of what is wrong." in words_of(missing)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (SVG, "it.svg", "no photo that we can read"),
        (SVG, "it.jpg", "no photo that we can read"),
        (HEIC, "it.heic", "HEIC"),
        (b"GIF89a" + bytes(100), "it.gif", "no photo that we can read"),
        (picture()[:400], "half.jpg", "broken"),
        (b"", "nothing.jpg", "15 MB at most"),
        (picture(size=(8, 8)), "dot.jpg", "too small"),
        (picture("PNG", (6000, 6000), compress_level=1), "bomb.png", "too many"),
    ],
)
async def test_what_is_no_photo_is_refused_in_words(sqlite: Database, ada: Shopper, content: bytes, name: str, said: str) -> None:
    refused = await send(ada, await ada.begin(lamp=1), content, name)
    assert refused.status_code == 422 and said in refused.json()["problem"]
    assert await kept(sqlite) == []


async def test_a_file_of_twenty_megabytes_costs_nothing_that_was_typed(sqlite: Database, ada: Shopper) -> None:
    why = await ada.begin(lamp=1)
    form = {f"r.{ada.lines['lamp']}": "damaged", f"c.{ada.lines['lamp']}": "Cracked all over"}
    files = {f"p.{ada.lines['lamp']}": ("it.jpg", picture() + bytes(MOST_BYTES + 5_000_000), "image/jpeg")}
    refused = await ada.asking.post(why, data=form, files=files)
    assert refused.status_code == 422 and "Photos may have 15 MB at most." in words_of(refused)
    assert "Cracked all over" in (await ada.asking.get(why)).text
    assert await kept(sqlite) == []


async def test_five_are_enough_for_an_item_and_one_can_be_taken_out(sqlite: Database, ada: Shopper) -> None:
    why = await ada.begin(lamp=1)
    sent = [await send(ada, why, picture(size=(64, 64 + n))) for n in range(6)]
    assert [each.status_code for each in sent] == [200] * 5 + [422] and "enough photos" in sent[-1].json()["problem"]
    gone = sent[0].json()["photo"]["id"]
    assert (await ada.send(why, {"remove": gone})).headers["location"] == why
    assert gone not in (await ada.asking.get(why)).text
    assert (await send(ada, why, picture(size=(64, 99)))).status_code == 200


async def test_photos_of_others_stay_theirs(sqlite: Database, ada: Shopper) -> None:
    eve = await shopper(sqlite, ada.asking, "rival", photo="required")
    mine, theirs = await ada.begin(lamp=1), await eve.begin(lamp=1)
    photo = (await send(ada, mine, picture())).json()["photo"]["id"]
    await eve.send(theirs, {"remove": photo})
    assert photo in (await ada.asking.get(mine)).text
    strange = await eve.asking.post(
        theirs.replace("/why", "/photos"), files={f"p.{ada.lines['lamp']}": ("it.jpg", picture(), "image/jpeg")}
    )
    assert strange.status_code == 404
    stolen = mine.replace(ada.token, eve.token)
    assert (await send(eve, stolen, picture())).headers["location"] == f"{eve.start}?lapsed=1"
    assert len(await kept(sqlite)) == 1


async def test_a_photo_is_shown_to_who_holds_its_link_for_half_an_hour(ada: Shopper) -> None:
    told = (await send(ada, await ada.begin(lamp=1), picture())).json()["photo"]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app()), base_url="http://shop.test") as anyone:
        seen = await anyone.get(told["url"])
        assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
        assert seen.headers["content-security-policy"] == "default-src 'none'; sandbox"
        path, proof = told["url"].split("?pass=")
        other_size, other_photo = path.replace("/large", "/small"), path.replace(told["id"], told["id"][::-1])
        for wrong in (path, f"{path}?pass=", f"{other_size}?pass={proof}", f"{other_photo}?pass={proof}", f"{path}?pass=0.{proof}"):
            assert (await anyone.get(wrong)).status_code == 404, wrong
