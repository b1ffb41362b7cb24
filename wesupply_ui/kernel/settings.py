"""What the person who runs this has configured, by environment or `.env`. Typed, documented, read once."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every variable of the installation. Carrier accounts of the platform are read apart, by `carrier_variables`."""

    model_config = SettingsConfigDict(env_prefix="WESUPPLY_", env_file=".env", extra="ignore")

    data_dir: Path = Field(Path("data"), description="Where the database, the secret key and mail files live")
    database_url: str = Field("", description="SQLAlchemy address; empty means SQLite in the data folder; postgresql://… for PostgreSQL")
    redis_url: str = Field("", description="Redis or Valkey for several server processes; empty means one process")
    base_url: str = Field("http://localhost:8000", description="The address people and mails use to reach this installation")
    shop_domain: str = Field("", description="Domain under which each merchant may take a name; needs wildcard DNS and certificate")
    dns_server: str = Field("", description="Resolver (address:port) that proofs of domains are asked of; empty: the machine's")
    secret_key: str = Field("", description="32 or more random characters; made on first start and kept in the data folder when empty")
    previous_secret_key: str = Field("", description="The secret key before, while `wesupply secrets rotate` is at work")
    link_key: str = Field("", description="What links are made of when it is not the secret key; kept in the data folder when empty")
    smtp_url: str = Field("", description="smtp://user:pass@host:port or smtps://…; empty writes mail to data/mail/*.eml")
    mail_from: str = Field("orders@localhost", description="Sender of mail when a merchant has none of their own")
    oidc_issuer: str = Field("", description="OpenID Connect issuer for staff sign-in")
    oidc_client_id: str = Field("", description="OpenID Connect client id")
    oidc_client_secret: str = Field("", description="OpenID Connect client secret")
    oidc_name: str = Field("Google", description="Name on the sign-in button")
    stripe_url: str = Field("", description="Where Stripe is reached; empty: api.stripe.com (a stand-in, for trying things out)")
    jobs: Literal["inline", "off"] = Field("inline", description="inline: jobs run in the server; off: only in `wesupply worker`")
    signup: Literal["open", "closed"] = Field("open", description="open: shops can sign up by themselves; closed: only by the command")
    demo_pace: float = Field(720.0, gt=0, description="How many times faster the demo merchant's parcels are polled")
    locale_dir: Path | None = Field(None, description="Catalogues of other languages to read instead of those that come along")
    log: Literal["text", "json"] = Field("text", description="Log format")
    trusted_proxies: str = Field("", description="Comma-separated addresses or networks whose X-Forwarded-For is believed")
    metrics_token: str = Field("", description="Bearer token for /metrics from elsewhere than loopback")
    api_rate: str = Field("1200 per minute", description="How often one API client may call; several limits are separated by ;")
    max_body_bytes: int = Field(20_000_000, description="Largest request body that the API takes")
    max_upload_bytes: int = Field(300_000_000, description="Largest file of orders that staff can upload")

    @property
    def sqlalchemy_url(self) -> str:
        """The async address: aiosqlite or psycopg 3, whatever short form was configured."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{(self.data_dir / 'wesupply.sqlite3').resolve()}"
        scheme, _, rest = self.database_url.partition("://")
        return {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg", "sqlite": "sqlite+aiosqlite"}.get(
            scheme, scheme
        ) + f"://{rest}"

    @property
    def shops_under(self) -> str:
        """The domain whose names are given to merchants; on a machine of one's own "localhost", whose names every browser knows."""
        return self.shop_domain.lower().strip(".") or ("localhost" if urlsplit(self.base_url).hostname == "localhost" else "")

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Tests build `Settings(...)` of their own or clear the cache after changing the environment."""
    return Settings()


CARRIER_PREFIX = "WESUPPLY_CARRIER_"
CARRIER_KEYS = ("url", "client_id", "client_secret", "api_key", "account")


def carrier_variables(carrier: str) -> dict[str, str]:
    """The platform-wide account of one carrier: `WESUPPLY_CARRIER_<CODE>_{URL,CLIENT_ID,CLIENT_SECRET,API_KEY,ACCOUNT}`."""
    prefix = f"{CARRIER_PREFIX}{carrier.upper()}_"
    found = {key: os.environ[prefix + key.upper()] for key in CARRIER_KEYS if os.environ.get(prefix + key.upper())}
    return found or _from_env_file(prefix)


def all_carrier_variables() -> dict[str, str]:
    """Every `WESUPPLY_CARRIER_…` variable that is set, here or in `.env`, by its whole name; the environment wins."""
    in_file = {CARRIER_PREFIX + name.upper(): value for name, value in _from_env_file(CARRIER_PREFIX).items() if value}
    here = {name: value for name, value in os.environ.items() if name.startswith(CARRIER_PREFIX) and value}
    return dict(sorted((in_file | here).items()))


def _from_env_file(prefix: str) -> dict[str, str]:
    path = Path(".env")
    if not path.is_file():
        return {}
    pairs = (line.strip().partition("=") for line in path.read_text(encoding="utf-8").splitlines() if line.strip().startswith(prefix))
    return {name.removeprefix(prefix).lower(): value.strip().strip("'\"") for name, _, value in pairs}
