"""Sites that may show a shop's pages within theirs: origins over TLS, few, and nothing that could write into a header."""

from __future__ import annotations

import pytest

from tests.builders import a_merchant
from wesupply_ui.domain.accounts.audit_queries import Asked, entries
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_system
from wesupply_ui.domain.hosts.embedding import MOST_SITES, read_sites
from wesupply_ui.domain.hosts.let_embed import let_embed
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed


def test_sites_are_read_as_the_origins_that_a_browser_compares() -> None:
    typed = (
        "https://WWW.Acme.example/\n\n  shop.acme.example \nhttps://acme.example:8443\nhttps://acme.example:443\nhttps://bücher.example\n"
    )
    assert read_sites(typed) == [
        "https://www.acme.example", "https://shop.acme.example", "https://acme.example:8443", "https://acme.example",
        "https://xn--bcher-kva.example",
    ]  # fmt: skip
    assert read_sites(" \n ") == []
    assert read_sites("https://acme.example\nacme.example") == ["https://acme.example"]


@pytest.mark.parametrize(
    "typed",
    [
        "http://acme.example", "*", "https://*", "https://*.acme.example", "https:", "data:", "javascript:alert(1)", "https://acme.example/shop",
        "https://acme.example?a", "https://acme.example#a", "https://a@acme.example", "https://localhost", "https://127.0.0.1", "https://[::1]",
        "https://acme.example; script-src *", "https://acme.example 'unsafe-inline'", "https://acme.example:x", "https://acme.example:99999",
        "'self'", "'none'", "https://acme.example,https://evil.example", "https://", "https://аcme.example", "//acme.example",
        "\n".join(f"https://a{at}.example" for at in range(MOST_SITES + 1)), "x" * 5000, None, 5, ["https://acme.example"],
    ],
)  # fmt: skip
def test_what_is_no_site_is_refused(typed: object) -> None:
    with pytest.raises(ValueError):
        read_sites(typed)


async def test_a_change_is_noted_and_only_who_may_change_settings_makes_it(database: Database) -> None:
    async with database.transaction() as db:
        scope = scope_of_system((await a_merchant(db, password=None)).id, "test")
        assert await let_embed(db, scope, "https://www.acme.example", now=clock.now()) == ["https://www.acme.example"]
        await let_embed(db, scope, "https://www.acme.example/", now=clock.now())  # nothing new, nothing noted
        with pytest.raises(Invalid) as refused:
            await let_embed(db, scope, "http://www.acme.example", now=clock.now())
        with pytest.raises(NotAllowed):
            await let_embed(db, Scope(scope.merchant_id, Audience.STAFF, "person:x"), "", now=clock.now())
        noted = (await entries(db, scope, Asked(action="embedding.changed"))).items
    assert refused.value.problems[0].field == "sites"
    assert [(each.before, each.after) for each in noted] == [({"sites": []}, {"sites": ["https://www.acme.example"]})]
