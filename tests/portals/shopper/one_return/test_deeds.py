"""What a shopper does on the page of their return, and what is done with forms that are forged, late, sent twice or too often."""

from __future__ import annotations

import httpx
import pytest
from sqlmodel import select

from tests.portals.shopper.one_return.conftest import Shop, a_return
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.queries import return_by_key
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.talk.ask_shopper import ask_shopper
from wesupply_ui.domain.returns.talk.models import ReturnMessage
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

HERE = {"sec-fetch-site": "same-origin"}


async def said(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as db:
        return [(each.kind, each.text) for each in (await db.execute(select(ReturnMessage).order_by(ReturnMessage.id))).scalars()]  # type: ignore[arg-type]


async def standing(shop: Shop) -> ReturnRequest:
    async with shop.database.reading() as db:
        return await return_by_key(db, shop.scope, shop.return_id)


async def post(asking: httpx.AsyncClient, shop: Shop, deed: str, *, headers: dict[str, str] | None = None, **fields: str) -> httpx.Response:
    return await asking.post(shop.path, data={"deed": deed} | fields, headers=HERE if headers is None else headers)


async def test_a_question_is_answered_once_however_often_the_form_is_sent(asking: httpx.AsyncClient, shop: Shop) -> None:
    await shop.do(ask_shopper, {"text": "Is <i>the</i> shade whole?"})
    assert "Is &lt;i&gt;the&lt;/i&gt; shade whole?" in (await asking.get(shop.path)).text
    for _time in range(2):
        answered = await post(asking, shop, "answer", text="Yes, it is.")
        assert (answered.status_code, answered.headers["location"]) == (303, f"{shop.path}?did=answer")
    assert await said(shop.database) == [("question", "Is <i>the</i> shade whole?"), ("answer", "Yes, it is.")]
    page = (await asking.get(answered.headers["location"])).text
    assert "Your answer was sent." in page and 'data-testid="form-answer"' not in page


async def test_an_appeal_is_kept_and_what_is_wrong_is_said_beside_it(asking: httpx.AsyncClient, shop: Shop) -> None:
    await shop.do(decline, {"reason": "It was worn."})
    wrong = await post(asking, shop, "appeal", text="x" * 2001)
    assert wrong.status_code == 422 and "2000 at most" in wrong.text and "x" * 2001 in wrong.text
    assert (await post(asking, shop, "appeal", text="The seam was open.")).status_code == 303
    assert await said(shop.database) == [("appeal", "The seam was open.")]
    page = (await asking.get(shop.path)).text
    assert "We are looking at it again" in page and "The seam was open." in page and 'data-testid="form-appeal"' not in page


async def test_a_return_is_withdrawn_once_and_the_second_tab_is_told_so(asking: httpx.AsyncClient, shop: Shop) -> None:
    assert (await post(asking, shop, "withdraw")).status_code == 303
    second = await post(asking, shop, "withdraw")
    assert second.status_code == 409 and "There is nothing in this return" in second.text
    assert (await standing(shop)).state == "withdrawn"


async def test_another_way_is_chosen_for_what_was_shown_and_undone(sqlite: Database, asking: httpx.AsyncClient) -> None:
    shop = await a_return(sqlite, "acme", "approved")
    page = (await asking.get(shop.path)).text
    assert 'data-testid="other-method"' in page and 'value="store"' in page
    stale = await post(asking, shop, "method", method="store", **{"total-store": "1.00"})
    assert stale.status_code == 409 and "The amount has changed since it was shown" in stale.text
    total = page.partition('name="total-store" value="')[2].partition('"')[0]
    done = await post(asking, shop, "method", method="store", **{"total-store": total})
    assert done.headers["location"] == f"{shop.path}?did=method&before=label" and (await standing(shop)).method == "store"
    undo = (await asking.get(done.headers["location"])).text
    assert 'data-testid="form-method"' in undo and "Undo" in undo and "Bring it to a store" in undo
    assert (await post(asking, shop, "method", method="label")).status_code == 303
    assert (await standing(shop)).method == "label"


async def test_a_number_of_ones_own_is_followed_and_nonsense_is_told(sqlite: Database, asking: httpx.AsyncClient) -> None:
    shop = await a_return(sqlite, "acme", "approved")
    wrong = await post(asking, shop, "number", tracking_number="???")
    assert wrong.status_code == 422 and 'value="???"' in wrong.text and "Tracking number " in wrong.text
    assert (await post(asking, shop, "number", tracking_number="1Z999AA10123456784")).status_code == 303
    page = (await asking.get(shop.path)).text
    assert "On its way to us" in page and "1Z999AA10123456784" in page


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}],
)
async def test_what_another_site_sends_is_not_done(asking: httpx.AsyncClient, shop: Shop, headers: dict[str, str]) -> None:
    assert (await post(asking, shop, "withdraw", headers=headers)).status_code == 403
    assert (await standing(shop)).state == "under_review"


async def test_a_link_does_nothing_about_anybody_elses_return(sqlite: Database, asking: httpx.AsyncClient, shop: Shop) -> None:
    rival = await a_return(sqlite, "rival")
    asked = await asking.post(rival.path, data={"deed": "withdraw", "id": shop.return_id, "key": "R-1001"}, headers=HERE)
    assert asked.status_code == 303 and (await standing(shop)).state == "under_review" and (await standing(rival)).state == "withdrawn"
    assert (await asking.post("/r/AAAAAAAAAAAAAAAAAAAAAA", data={"deed": "withdraw"}, headers=HERE)).status_code == 404
    for deed in ("approve", "settle", "question", "reply", ""):
        assert (await post(asking, shop, deed, text="Give me the money")).status_code == 422
    assert (await standing(shop)).state == "under_review" and await said(sqlite) == []


async def test_a_flood_is_stopped_and_a_book_is_not_read(asking: httpx.AsyncClient, shop: Shop) -> None:
    assert (await asking.post(shop.path, content=b"deed=answer&text=" + b"x" * 20_000, headers=HERE)).status_code == 422
    answers = [(await post(asking, shop, "answer", text=str(at))).status_code for at in range(22)]
    assert answers[-1] == 429 and set(answers[:-2]) == {409}
    assert (await asking.get(shop.path)).status_code == 200, "who only looks is not kept out"


async def test_the_slip_and_the_reminder_are_there_while_it_is_awaited(sqlite: Database, asking: httpx.AsyncClient, shop: Shop) -> None:
    assert (await asking.get(f"{shop.path}/packing-slip.pdf")).status_code == 404
    await shop.do(approve)
    slip, reminder = await asking.get(f"{shop.path}/packing-slip.pdf"), await asking.get(f"{shop.path}/reminder.ics")
    assert slip.content.startswith(b"%PDF") and slip.headers["cache-control"] == "private, no-store"
    assert reminder.headers["content-type"].startswith("text/calendar") and "SUMMARY:Last day to send return R-1001" in reminder.text
    assert all(len(line.encode()) <= 75 for line in reminder.text.split("\r\n")) and f"{shop.path}" in reminder.text.replace("\r\n ", "")
    assert (await asking.get(f"{shop.path}/label.pdf")).status_code == 404


async def test_stores_are_shown_with_their_hours_and_address(sqlite: Database, asking: httpx.AsyncClient) -> None:
    shop = await a_return(sqlite, "acme", methods=["store"])
    async with sqlite.transaction() as db:
        address = {"line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}
        raw = {"name": "Main Street", "kind": "store", "address": address, "time_zone": "America/Chicago"}
        await put_location(db, shop.scope, "main", raw | {"hours": {"mon": [["09:00", "18:00"]]}, "services": ["returns"]}, now=clock.now())
    await shop.do(approve)
    page = (await asking.get(shop.path)).text
    assert "Main Street" in page and "1 Main St, Austin TX 78701" in page and "9:00 AM–6:00 PM" in page and "Closed" in page
