"""The label on the page of a return: large and first when it is there, calm words while it is not, and its files for the link's holder."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.shopper.one_return.conftest import Shop, a_return
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.returns.labelled.groups import Group, key_of
from wesupply_ui.domain.returns.labelled.standing import label_state
from wesupply_ui.domain.returns.queries import items_of, return_by_key
from wesupply_ui.kernel import kept_files
from wesupply_ui.kernel.db import Database


async def labelled(shop: Shop, state: str, **files: str) -> None:
    """A label of this state for everything that goes back."""
    async with shop.database.transaction() as db:
        request = await return_by_key(db, shop.scope, shop.return_id)
        items = await items_of(db, request)
        key = key_of(request.id, Group.of(items[0]), "a yes")
        values = {"merchant_id": request.merchant_id, "cause_kind": "return", "cause_id": request.id, "key": key, "carrier": "ups"}
        label = Label(**values, state=state, number="1Z999AA10123456784" if files else "", files=files)
        db.add(label)
        request.label_state = label_state([label], items)


@pytest.mark.parametrize(
    ("state", "said"),
    [("wanted", "Your label is being made"), ("buying", "Your label is being made"), ("failed", "Your label takes longer")],
)
async def test_while_it_is_not_there_the_page_says_so_calmly(sqlite: Database, asking: httpx.AsyncClient, state: str, said: str) -> None:
    shop = await a_return(sqlite, "acme", "approved")
    await labelled(shop, state)
    page = (await asking.get(shop.path)).text
    assert said in page and "label.pdf" not in page
    assert (await asking.get(f"{shop.path}/label.pdf")).status_code == 404


async def test_it_is_printed_or_shown_by_who_holds_the_link_until_it_is_used(sqlite: Database, asking: httpx.AsyncClient) -> None:
    shop, other = await a_return(sqlite, "acme", "approved"), await a_return(sqlite, "rival", "approved")
    pdf, code = (
        kept_files.keep(shop.scope.merchant_id, b"%PDF-1.7 a label", "pdf"),
        kept_files.keep(shop.scope.merchant_id, b"a code", "png"),
    )
    await labelled(shop, "bought", pdf=pdf, qr=code)
    page = (await asking.get(shop.path)).text
    story = page.partition('class="s-story"')[2]
    assert story.index('data-testid="label"') < story.index('data-testid="way-label"')
    assert f'href="{shop.path}/label.pdf"' in page and f'src="{shop.path}/qr.png"' in page and "Print the label" in page
    label, picture = await asking.get(f"{shop.path}/label.pdf"), await asking.get(f"{shop.path}/qr.png")
    assert (label.content, label.headers["content-type"]) == (b"%PDF-1.7 a label", "application/pdf")
    assert (picture.content, picture.headers["content-type"]) == (b"a code", "image/png")
    assert (await asking.get(f"{other.path}/label.pdf")).status_code == 404
    assert (await asking.get(f"{shop.path}/label-2.pdf")).status_code == 404
