"""Passkeys (WebAuthn): a device and its own lock prove who somebody is. With user verification always, so one counts as two factors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)  # fmt: skip
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)  # fmt: skip

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.factors import Passkey
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.scopes import Scope, SignedIn
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotFound, SignInNeeded
from wesupply_ui.kernel.language import _

MOST_PASSKEYS = 20
_NAME = 60


@dataclass(frozen=True, slots=True)
class Site:
    """Whose passkeys these are: the site's name for browsers (a host name), and the origin that pages of it have."""

    host: str
    origin: str


async def registration_options(db: AsyncSession, person: SignedIn, site: Site, *, now: datetime) -> tuple[str, str]:
    """(options as JSON for the browser, challenge in base64url). Asks for a fresh proof of who it is."""
    person.scope.require_recent(now)
    known = await passkeys_of(db, person.person_id)
    if len(known) >= MOST_PASSKEYS:
        raise Conflict(_("You have many passkeys already. Remove one that you do not use."))
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="WeSupply",
        user_name=person.email,
        user_id=person.person_id.encode(),
        user_display_name=person.person_name or person.email,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


async def register_passkey(
    db: AsyncSession, person: SignedIn, site: Site, challenge: str, credential: Any, name: Any, *, now: datetime
) -> Passkey:
    """Keep the passkey under a name of the person's. Invalid when the browser's answer is not wholly right."""
    named = name.strip()[:_NAME] if isinstance(name, str) else ""
    if not named:
        raise Invalid(_("Give the passkey a name."), problems=(FieldProblem("name", _("is missing")),))
    try:
        verified = verify_registration_response(
            credential=_read(credential),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise Invalid(_("This device's answer is not right. Please try again.")) from error
    credential_id = bytes_to_base64url(verified.credential_id)
    if (await db.execute(select(Passkey.id).where(Passkey.credential_id == credential_id))).first():
        raise Conflict(_("This passkey is known already."))
    passkey = Passkey(
        person_id=person.person_id,
        name=named,
        credential_id=credential_id,
        public_key=bytes_to_base64url(verified.credential_public_key),
        sign_count=verified.sign_count,
        created_at=now,
    )
    db.add(passkey)
    await db.flush()
    await audit.note(
        db, person.scope, "passkey.registered", f"person:{person.person_id}", at=now, label=person.email, after={"name": named}
    )
    return passkey


def sign_in_options(site: Site) -> tuple[str, str]:
    """(options as JSON for the browser, challenge). They name nobody: the device shows which passkeys it has."""
    options = generate_authentication_options(rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED)
    return options_to_json(options), bytes_to_base64url(options.challenge)


async def prove_by_passkey(db: AsyncSession, site: Site, challenge: str, credential: Any, *, now: datetime) -> Person:
    """Whose passkey answered the challenge. SignInNeeded, the same for an unknown one and one whose answer is not right."""
    try:
        read = _read(credential)
        mine = select(Passkey).where(Passkey.credential_id == str(read["id"])[:1500]).with_for_update()
        passkey = (await db.execute(mine)).scalar_one_or_none()
        if passkey is None:
            raise ValueError("unknown")
        verified = verify_authentication_response(
            credential=read,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise SignInNeeded(_("This passkey does not open an account here.")) from error
    passkey.sign_count, passkey.last_used_at = verified.new_sign_count, now
    person = await db.get_one(Person, passkey.person_id)
    if not person.is_active:
        raise SignInNeeded(_("This passkey does not open an account here."))
    return person


async def remove_passkey(db: AsyncSession, scope: Scope, person_id: str, passkey_id: str, *, now: datetime) -> None:
    """The passkey opens nothing any more. NotFound when it is none of theirs. Asks for a fresh proof of who it is."""
    scope.require_recent(now)
    mine = select(Passkey).where(Passkey.id == passkey_id[:40], Passkey.person_id == person_id)
    passkey = (await db.execute(mine)).scalar_one_or_none()
    if passkey is None:
        raise NotFound(_("There is no such passkey."))
    await db.delete(passkey)
    await audit.note(db, scope, "passkey.removed", f"person:{person_id}", at=now, before={"name": passkey.name})


async def passkeys_of(db: AsyncSession, person_id: str) -> list[Passkey]:
    """A person's passkeys, the oldest first."""
    return list((await db.execute(select(Passkey).where(Passkey.person_id == person_id).order_by(col(Passkey.created_at)))).scalars())


def _read(credential: Any) -> dict[str, Any]:
    if not isinstance(credential, dict) or len(json.dumps(credential)) > 50_000:
        raise ValueError("no credential")
    return credential
