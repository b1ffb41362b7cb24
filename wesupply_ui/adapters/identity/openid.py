"""Who is this, says an OpenID provider? Authorization code with PKCE, and an ID token that is checked in every way it can be wrong.

Authlib makes the addresses and checks the claims, joserfc the signature; the requests go over the process's own transport.
"""

from __future__ import annotations

import asyncio
import base64
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from wesupply_ui.adapters.http import JSON_HEADERS, Http
from wesupply_ui.domain.accounts.ports import Asked, Identity, IdentityRefused
from wesupply_ui.kernel import clock

GOOGLE = "https://accounts.google.com"
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
LEEWAY_SECONDS = 60
_SECONDS = 10.0
_KEPT_SECONDS = 3600.0
_KEYS_AGAIN_SECONDS = 30.0
_LARGEST = 200_000


@dataclass
class _Known:
    """What the provider says of itself, and its keys; both with the moment they were read."""

    about: dict[str, Any] = field(default_factory=dict)
    about_at: float = -_KEPT_SECONDS
    keys: KeySet | None = None
    keys_at: float = -_KEPT_SECONDS


class OpenIdProvider:
    """One issuer, found by discovery."""

    def __init__(self, http: Http, *, issuer: str, client_id: str, client_secret: str, name: str) -> None:
        self.issuer, self.name = issuer.rstrip("/") or GOOGLE, name
        self._http, self._client_id, self._client_secret = http, client_id, client_secret
        self._known = _Known()

    async def ask(self, callback: str) -> Asked:
        """Where to send the browser, with a fresh state, nonce and verifier."""
        about = await self._about()
        state, nonce, verifier = (generate_token(48) for _ in range(3))
        address = prepare_grant_uri(
            _endpoint(about, "authorization_endpoint"),
            client_id=self._client_id,
            response_type="code",
            redirect_uri=callback,
            scope="openid email profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return Asked(address, state, nonce, verifier)

    async def hear(self, code: str, callback: str, asked: Asked) -> Identity:
        """Change the code for an ID token, and believe it only when signature, issuer, audience, time and nonce are right."""
        about = await self._about()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": asked.verifier,
            "client_id": self._client_id,
        }
        headers = dict(JSON_HEADERS)
        if "client_secret_post" in about.get("token_endpoint_auth_methods_supported", ()):
            form["client_secret"] = self._client_secret
        else:  # what the standard takes for granted
            pair = f"{quote(self._client_id, safe='')}:{quote(self._client_secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        answer = await self._json(httpx.Request("POST", _endpoint(about, "token_endpoint"), headers=headers, data=form))
        claims = await self._claims(answer.get("id_token"), asked.nonce, answer.get("access_token"))
        email, subject = claims.get("email"), claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise IdentityRefused("the subject is no text of 1 to 255 characters")
        verified = claims.get("email_verified") in (True, "true")
        return Identity(
            self.issuer, subject, email.strip().lower() if isinstance(email, str) else "", verified, str(claims.get("name") or "")
        )

    async def _claims(self, token: Any, nonce: str, access_token: Any) -> CodeIDToken:
        if not isinstance(token, str):
            raise IdentityRefused("there is no ID token")
        for again in (False, True):
            keys = await self._keys(again=again)
            try:
                read = jwt.decode(token, keys, algorithms=ALGORITHMS)
                break
            except (JoseError, ValueError) as error:
                # The provider may have changed its keys since we read them: read them once more, but not for every forgery.
                if again or time.monotonic() - self._known.keys_at < _KEYS_AGAIN_SECONDS:
                    raise IdentityRefused(f"the ID token's signature: {type(error).__name__}") from error
        options = {
            "iss": {"essential": True, "values": [self.issuer, self.issuer + "/"]},
            "aud": {"essential": True, "value": self._client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        claims = CodeIDToken(
            read.claims, read.header, options, {"client_id": self._client_id, "nonce": nonce, "access_token": access_token}
        )
        try:
            claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY_SECONDS)
        except (JoseError, ValueError) as error:
            raise IdentityRefused(f"the ID token's claims: {type(error).__name__} {getattr(error, 'claim', '')}") from error
        if claims.get("nonce") != nonce:
            raise IdentityRefused("the ID token's nonce is another")
        return claims

    async def _about(self) -> dict[str, Any]:
        if time.monotonic() - self._known.about_at > _KEPT_SECONDS:
            about = await self._json(httpx.Request("GET", f"{self.issuer}/.well-known/openid-configuration", headers=JSON_HEADERS))
            if str(about.get("issuer", "")).rstrip("/") != self.issuer:
                raise IdentityRefused("discovery names another issuer")
            self._known.about, self._known.about_at = about, time.monotonic()
        return self._known.about

    async def _keys(self, *, again: bool) -> KeySet:
        known = self._known
        if again or known.keys is None or time.monotonic() - known.keys_at > _KEPT_SECONDS:
            read = await self._json(httpx.Request("GET", _endpoint(await self._about(), "jwks_uri"), headers=JSON_HEADERS))
            try:
                known.keys = KeySet.import_key_set(
                    {"keys": [key for key in read.get("keys", []) if key.get("kty") in ("RSA", "EC", "OKP")]}
                )
            except (JoseError, ValueError, KeyError, AttributeError, TypeError) as error:
                raise IdentityRefused(f"the keys: {type(error).__name__}") from error
            known.keys_at = time.monotonic()
        return known.keys

    async def _json(self, request: httpx.Request) -> dict[str, Any]:
        request.extensions = self._http.timeouts
        try:
            async with asyncio.timeout(_SECONDS):
                answer = await self._http.transport.handle_async_request(request)
                try:
                    body = await answer.aread()
                finally:
                    await answer.aclose()
            read = answer.json() if answer.status_code == 200 and len(body) <= _LARGEST else None
        except (httpx.HTTPError, aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise IdentityRefused(f"{request.url.path}: {type(error).__name__}") from error
        if not isinstance(read, dict):
            raise IdentityRefused(f"{request.url.path}: HTTP {answer.status_code}")
        return read


def _endpoint(about: dict[str, Any], name: str) -> str:
    """An address that the provider names. Only this machine's own may be without TLS."""
    address = about.get(name)
    parts = urlsplit(address) if isinstance(address, str) else None
    if parts is None or (parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1")):
        raise IdentityRefused(f"{name} is not a safe address")
    return str(address)
