"""Tables of how people prove who they are: tries, codes from a phone, recovery codes, passkeys, sign-ins elsewhere, tablets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class FailedTries(SQLModel, table=True):
    """How often somebody tried in vain, and until when they have to wait. `key`: a fingerprint of what is tried and by whom.

    `began_at`: of the first that is counted.
    """

    __tablename__ = "failed_tries"  # type: ignore[assignment]

    key: str = Field(primary_key=True)
    count: int = 0
    waits_until: datetime | None = None
    last_at: datetime
    began_at: datetime | None = None


class SpentSlip(SQLModel, table=True):
    """A slip (see `slips`) that was used. Kept until it would have expired anyway."""

    __tablename__ = "spent_slip"  # type: ignore[assignment]

    id: str = Field(primary_key=True)
    expires_at: datetime = Field(index=True)


class CodeSecret(SQLModel, table=True):
    """What a person's phone makes codes from, encrypted. It counts once confirmed. `last_step`: of the last code that was used."""

    __tablename__ = "code_secret"  # type: ignore[assignment]

    person_id: str = Field(primary_key=True, foreign_key="person.id")
    secret: str
    last_step: int = -1
    confirmed_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)


class RecoveryCode(SQLModel, table=True):
    """A code for the day the phone is lost; a fingerprint, for it is random. Good once."""

    __tablename__ = "recovery_code"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id")
    code_hash: str
    used_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)


class Passkey(SQLModel, table=True):
    """A person's passkey (WebAuthn). `credential_id` and `public_key` in base64url; `sign_count` rises where the device counts."""

    __tablename__ = "passkey"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    name: str
    credential_id: str = Field(unique=True)
    public_key: str
    sign_count: int = 0
    transports: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=now)
    last_used_at: datetime | None = None


class LinkedIdentity(SQLModel, table=True):
    """A sign-in at an OpenID provider that opens a person's account."""

    __tablename__ = "linked_identity"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    issuer: str
    subject: str
    email: str
    created_at: datetime = Field(default_factory=now)
    last_used_at: datetime | None = None


class StoreDevice(SQLModel, table=True):
    """A tablet that stands at a store's desk. The long-lived cookie's token is stored as a fingerprint only."""

    __tablename__ = "store_device"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id", index=True)
    location_id: str
    name: str
    token_hash: str = Field(unique=True)
    device: str = ""
    registered_by: str = Field(foreign_key="person.id")
    created_at: datetime = Field(default_factory=now)
    last_seen_at: datetime
    revoked_at: datetime | None = None


class DeskPin(SQLModel, table=True):
    """The six digits by which a person opens a store's tablet; argon2id."""

    __tablename__ = "desk_pin"  # type: ignore[assignment]

    person_id: str = Field(primary_key=True, foreign_key="person.id")
    pin_hash: str
    changed_at: datetime
