"""Machines sign in: client credentials for a bearer token (RFC 6749, section 4.4)."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import parse_qs

from fastapi import Request, Response

from wesupply_ui.api import limits
from wesupply_ui.api.admission import by_proof
from wesupply_ui.api.body import answer, read_body
from wesupply_ui.api.caller import address, writing
from wesupply_ui.api.door import door
from wesupply_ui.api.problems import Refused
from wesupply_ui.domain.accounts.api_clients import ScopeRefused, issue_token
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import SignInNeeded

router = door(tags=["Sign-in"])

_FORM = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {
        "grant_type": {"type": "string", "enum": ["client_credentials"]},
        "client_id": {"type": "string"},
        "client_secret": {"type": "string", "format": "password"},
        "scope": {"type": "string", "description": "Scopes separated by spaces, to get a narrower token; left out: all of the client's"},
    },
}
_BODY = {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": _FORM}}}, "security": []}


@router.post(
    "/oauth/token",
    summary="Get a bearer token for an hour",
    openapi_extra=_BODY,
    dependencies=[by_proof("client id and secret; wrong ones are counted")],
)
async def token(request: Request) -> Response:
    """Credentials as form fields, or as HTTP Basic. `error` in a refusal is the word of RFC 6749."""
    form = await _form(request)
    if form.get("grant_type") != "client_credentials":
        raise Refused(400, "unsupported_grant_type", "Send grant_type=client_credentials as a form.", error="unsupported_grant_type")
    client_id, secret = _credentials(request, form)
    await limits.wrong_secrets.check(address(request))
    try:
        async with writing() as db:
            issued = await issue_token(db, client_id=client_id, client_secret=secret, wanted=form.get("scope"), now=clock.now())
    except ScopeRefused as error:
        raise Refused(400, "invalid_scope", error.message, error="invalid_scope") from error
    except SignInNeeded as error:
        await limits.wrong_secrets.take(request, address(request))
        raise Refused(401, "invalid_client", error.message, error="invalid_client") from error
    told = {
        "access_token": issued.token,
        "token_type": "Bearer",
        "expires_in": int(issued.life.total_seconds()),
        "scope": " ".join(sorted(issued.scopes)),
    }
    return answer(told, headers={"Pragma": "no-cache"})


async def _form(request: Request) -> dict[str, str]:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/x-www-form-urlencoded":
        raise Refused(415, "media_type", "Send a form (application/x-www-form-urlencoded).")
    body = await read_body(request, 10_000)
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, "broken_form", "The form cannot be read.", error="invalid_request") from error
    return {name: values[0] for name, values in fields.items()}


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Refused(400, "broken_credentials", "The Authorization header cannot be read.", error="invalid_request") from error
        return client_id, secret
    return form.get("client_id", ""), form.get("client_secret", "")
