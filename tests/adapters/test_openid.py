"""What a provider says is believed only when everything about it is right: against a real one, and against one that lies."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.adapters.identity_provider import Provider, providing
from wesupply_ui.adapters.http import Http
from wesupply_ui.adapters.identity.openid import OpenIdProvider
from wesupply_ui.domain.accounts.ports import Asked, IdentityRefused

BACK = "http://localhost:8000/api/oidc/callback"
LIAR = "https://id.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        yield running


async def test_a_real_provider_says_who_it_is_and_every_tampering_is_refused(provider: Provider) -> None:
    provider.has("ada-1", email="Ada@Example.com", email_verified=True, name="Ada")
    http = Http()
    ours = OpenIdProvider(http, issuer=provider.url, client_id="shop", client_secret="s", name="Test")
    try:
        asked = await ours.ask(BACK)
        assert {"S256", asked.state, asked.nonce} <= set(httpx.URL(asked.address).params.values()) and asked.verifier not in asked.address
        back = await provider.agree(asked.address, "ada-1")
        assert back["state"] == asked.state
        found = await ours.hear(back["code"], BACK, asked)
        assert (found.issuer, found.subject, found.email, found.email_verified) == (provider.url, "ada-1", "ada@example.com", True)
        for changed in ({"nonce": "another"}, {}):  # the second: the code was used already
            with pytest.raises(IdentityRefused):
                code = (await provider.agree(asked.address, "ada-1"))["code"] if changed else back["code"]
                await ours.hear(code, BACK, replace(asked, **changed))
        asked = await ours.ask(BACK)
        other_client = OpenIdProvider(http, issuer=provider.url, client_id="another", client_secret="s", name="Test")
        with pytest.raises(IdentityRefused):
            await other_client.hear((await provider.agree(asked.address, "ada-1"))["code"], BACK, asked)
    finally:
        await http.aclose()


class Liar:
    """A provider whose every answer the test writes."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.shown = [self.key]
        self.claims: dict[str, Any] = {}
        self.about: dict[str, Any] = {}
        self.asked: list[str] = []

    def token(self, key: RSAKey | None = None, **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": LIAR,
            "aud": "shop",
            "sub": "ada-1",
            "exp": now + 600,
            "iat": now,
            "nonce": "n",
            "email": "ada@example.com",
        } | changes
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, {name: value for name, value in claims.items() if value is not None}, key)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if request.url.path.endswith("openid-configuration"):
            ends = {"authorization_endpoint": f"{LIAR}/go", "token_endpoint": f"{LIAR}/token", "jwks_uri": f"{LIAR}/keys"}
            return httpx.Response(200, json={"issuer": LIAR} | ends | self.about)
        if request.url.path == "/keys":
            return httpx.Response(200, json={"keys": [key.as_dict(private=False) for key in self.shown]})
        return httpx.Response(200, json={"access_token": "t"} | self.claims)


@pytest.fixture
def liar() -> Liar:
    return Liar()


def _ours(liar: Liar) -> OpenIdProvider:
    http = Http(transport=lambda: httpx.MockTransport(liar.answer))
    return OpenIdProvider(http, issuer=LIAR + "/", client_id="shop", client_secret="s", name="Test")


ASKED = Asked("", "s", "n", "v")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"}, {"iss": None}, {"aud": "another"}, {"aud": None}, {"aud": ["another"]}, {"nonce": "another"},
        {"nonce": None}, {"exp": 1}, {"exp": None}, {"iat": None}, {"sub": None}, {"sub": ""}, {"azp": "another"},
        {"aud": ["shop", "another"], "azp": "another"}, {"nbf": 4_000_000_000},
    ],
    ids=json.dumps,
)  # fmt: skip
async def test_a_token_that_is_wrong_in_one_claim_is_refused(liar: Liar, changes: dict[str, Any]) -> None:
    ours = _ours(liar)
    liar.claims = {"id_token": liar.token()}
    assert (await ours.hear("code", BACK, ASKED)).subject == "ada-1"
    liar.claims = {"id_token": liar.token(**changes)}
    with pytest.raises(IdentityRefused):
        await ours.hear("code", BACK, ASKED)


async def test_a_token_that_nobody_signed_or_somebody_else_did_is_refused(liar: Liar) -> None:
    ours = _ours(liar)
    forged = RSAKey.generate_key(2048, {"kid": "one"})
    head, body, _ = liar.token().split(".")
    none = "eyJhbGciOiJub25lIn0." + body + "."
    for token in (liar.token(forged), f"{head}.{body}.", none, "nonsense", "", None, 7):
        liar.claims = {"id_token": token}
        with pytest.raises(IdentityRefused):
            await ours.hear("code", BACK, ASKED)
    assert liar.asked.count("/keys") == 1, "forgeries do not make us ask for the keys again and again"


async def test_keys_that_the_provider_changed_are_read_anew(liar: Liar) -> None:
    ours = _ours(liar)
    liar.claims = {"id_token": liar.token()}
    await ours.hear("code", BACK, ASKED)
    fresh = RSAKey.generate_key(2048, {"kid": "two"})
    liar.shown, liar.claims = [fresh], {"id_token": liar.token(fresh)}
    ours._known.keys_at -= 60  # a minute went by
    assert (await ours.hear("code", BACK, ASKED)).email == "ada@example.com"


@pytest.mark.parametrize("about", [{"issuer": "https://evil.example"}, {"token_endpoint": "http://id.example/token"}, {"jwks_uri": None}])
async def test_a_discovery_that_is_not_right_is_refused(liar: Liar, about: dict[str, Any]) -> None:
    liar.about = about
    liar.claims = {"id_token": liar.token()}
    with pytest.raises(IdentityRefused):
        await _ours(liar).hear("code", BACK, ASKED)
