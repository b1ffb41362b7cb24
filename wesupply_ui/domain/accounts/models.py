"""Tables of accounts: merchants, their people, sessions and API clients."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Merchant(SQLModel, table=True):
    """A retailer. `brand`: {logo_url, accent ("#rrggbb"), website, support_email, support_phone, support_url, mail_from}, all optional.

    `embedders`: origins of the sites that may show the shoppers' pages within theirs.
    """

    __tablename__ = "merchant"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    time_zone: str = "UTC"
    currency: str = "USD"
    country: str = "US"
    locale: str = "en"
    brand: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    is_demo: bool = False
    requires_two_factor: bool = False
    desk_idle_minutes: int = 5
    legal_name: str = ""
    legal_address: str = ""
    embedders: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    created_at: datetime = Field(default_factory=now)


class FormerSlug(SQLModel, table=True):
    """An address that a shop had: it leads to the present one, and nobody else can take it."""

    __tablename__ = "former_slug"  # type: ignore[assignment]

    slug: str = Field(primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id", index=True)
    left_at: datetime


class HeldSlug(SQLModel, table=True):
    """An address that no shop has and nobody can take: somebody who has an account already wanted it. See `sign_up`."""

    __tablename__ = "held_slug"  # type: ignore[assignment]

    slug: str = Field(primary_key=True)
    until: datetime


class Person(SQLModel, table=True):
    """Someone who signs in. `email` is kept in lower case. Belongs to merchants by membership.

    `language` ("de") and `time_zone` are this person's own wishes; empty: as the merchant has it.
    """

    __tablename__ = "person"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True)
    name: str = ""
    password_hash: str | None = None
    password_changed_at: datetime | None = None
    email_confirmed_at: datetime | None = None
    is_active: bool = True
    language: str = ""
    time_zone: str = ""
    created_at: datetime = Field(default_factory=now)


class Membership(SQLModel, table=True):
    """A person's role at one merchant, for store staff at one location. `role`: a key of `roles.BY_KEY`, or "custom:<id>"."""

    __tablename__ = "membership"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("person_id", "merchant_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id", index=True)
    person_id: str = Field(foreign_key="person.id")
    role: str
    location_id: str | None = None
    is_active: bool = True
    created_at: datetime = Field(default_factory=now)


class CustomRole(SQLModel, table=True):
    """A merchant's own role, made of the permissions of `permissions.PERMISSIONS`; an unknown one counts for nothing."""

    __tablename__ = "custom_role"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    name: str
    permissions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class StaffSession(SQLModel, table=True):
    """A signed-in browser. The cookie's token is stored as a fingerprint only.

    `way`: how they came in (password, oidc, passkey, pin). `two_factors`: whether they proved themselves twice. `confirmed_at`: when they
    last did. `device_id`: the store's tablet that a PIN opened, which nothing of the person's own account is reached from.
    """

    __tablename__ = "staff_session"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    device: str = ""
    address: str = ""
    way: str = "password"
    two_factors: bool = False
    confirmed_at: datetime | None = None
    device_id: str | None = None
    created_at: datetime = Field(default_factory=now)
    last_seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class ApiClient(SQLModel, table=True):
    """A machine of the merchant's. The secret is stored as a fingerprint: it is random, not chosen.

    `scopes`: permissions it was given; null: those of `roles.ROLES["machine"]`. `previous_secret_hash` works until `previous_ends_at`.
    """

    __tablename__ = "api_client"  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id", index=True)
    name: str
    client_id: str = Field(unique=True)
    secret_hash: str
    previous_secret_hash: str | None = None
    previous_ends_at: datetime | None = None
    scopes: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    created_at: datetime = Field(default_factory=now)
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class ApiToken(SQLModel, table=True):
    """A bearer token of an API client, an hour long; stored as a fingerprint. `scopes`: what it was narrowed to; null: its client's."""

    __tablename__ = "api_token"  # type: ignore[assignment]

    token_hash: str = Field(primary_key=True)
    api_client_id: str = Field(foreign_key="api_client.id")
    merchant_id: str = Field(foreign_key="merchant.id")
    expires_at: datetime = Field(index=True)
    scopes: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
