"""What is plugged in: the only importer of adapters. Doors ask here for carriers and mail; tests and the demo plug in others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wesupply_ui.domain.accounts.ports import IdentityProvider
from wesupply_ui.domain.hosts.ports import TextRecords
from wesupply_ui.domain.labels.ports import LabelShop
from wesupply_ui.domain.labels.quoted import Quotes
from wesupply_ui.domain.ledger.ports import PaymentAccount, RefundAnswer, Refunds, RefundWebhook
from wesupply_ui.domain.notifications.ports import Mailer
from wesupply_ui.domain.tracking.ports import Carrier, CarrierAccount, CarrierWebhook
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel.settings import settings

if TYPE_CHECKING:
    from wesupply_ui.adapters.http import Http


@lru_cache(maxsize=1)
def _factories() -> dict[str, Callable[[Http], Carrier]]:
    from wesupply_ui.adapters.carriers.registry import CARRIERS

    return dict(CARRIERS)


@lru_cache(maxsize=1)
def http() -> Http:
    """The process's one way to partners, which all carriers share."""
    from wesupply_ui.adapters.http import Http

    return Http()


@lru_cache(maxsize=32)
def carrier(code: str) -> Carrier | None:
    """The adapter for one of our carrier codes; None for a carrier that we cannot ask."""
    factory = _factories().get(code)
    return factory(http()) if factory else None


async def ask_once(code: str, number: str, account: CarrierAccount) -> bytes | Failure:
    """The carrier's answer over a way of its own: no token, budget or refusal of earlier calls counts, and nothing is tried twice."""
    from wesupply_ui.adapters.http import Http, Tuning

    way = Http(tuning=Tuning(connect=4, total=8, tries=1))
    try:
        answers = await _factories()[code](way).fetch([number], account)
    finally:
        await way.aclose()
    return answers.get(number, Failure("malformed", "The carrier's answer left this number out.", retryable=True))


@lru_cache(maxsize=8)
def label_shop(provider: str) -> LabelShop | None:
    """The adapter for a label provider; None for one that we don't know."""
    from wesupply_ui.adapters.labels.registry import SHOPS

    factory = SHOPS.get(provider)
    return factory(http()) if factory else None


@lru_cache(maxsize=1)
def label_quotes() -> Quotes:
    """What labels would cost, as far as this process has heard."""
    return Quotes(label_shop)


async def try_label_account(account: CarrierAccount) -> Failure | None:
    """Does this account work? Over a way of its own, as `ask_once`. None: yes."""
    from wesupply_ui.adapters.http import Http, Tuning
    from wesupply_ui.adapters.labels.registry import SHOPS

    way = Http(tuning=Tuning(connect=4, total=8, tries=1))
    try:
        return await SHOPS[account.carrier](way).check(account)
    finally:
        await way.aclose()


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a carrier lets an account in: the secrets it `needs`, whether it takes an account number, its sandbox, a number to ask for."""

    needs: tuple[str, ...]
    takes_account: bool
    sandbox: str | None
    sample: str


def entrance(code: str) -> Entrance:
    """For a code of `carrier_codes`."""
    from wesupply_ui.adapters.carriers.registry import NEEDS, SAMPLES, SANDBOXES, TAKES_ACCOUNT

    return Entrance(NEEDS[code], code in TAKES_ACCOUNT, SANDBOXES.get(code), SAMPLES[code])


def webhook(code: str) -> CarrierWebhook | None:
    """How this carrier pushes news; None for one that does not push to us."""
    from wesupply_ui.adapters.carriers.ups.webhook import TrackAlert

    return TrackAlert() if code == "ups" else None


@lru_cache(maxsize=4)
def refunds(provider: str) -> Refunds | None:
    """Who pays back through this provider; None for one that we cannot ask."""
    from wesupply_ui.adapters.payments.stripe import StripeRefunds

    return StripeRefunds(http()) if provider == "stripe" else None


async def try_payment_account(account: PaymentAccount) -> RefundAnswer | None:
    """Does this account work? Over a way of its own, as `ask_once`. None: yes."""
    from wesupply_ui.adapters.http import Http, Tuning
    from wesupply_ui.adapters.payments.stripe import StripeRefunds

    way = Http(tuning=Tuning(connect=4, total=8, tries=1))
    try:
        return await StripeRefunds(way).check(account)
    finally:
        await way.aclose()


def refund_webhook(provider: str) -> RefundWebhook:
    """How this provider pushes news of refunds. KeyError for one that does not."""
    from wesupply_ui.adapters.payments.stripe_webhook import StripeWebhook

    return {"stripe": StripeWebhook}[provider]()


def carrier_codes() -> list[str]:
    """Every carrier that can be polled."""
    return sorted(_factories())


@lru_cache(maxsize=1)
def identity_provider() -> IdentityProvider | None:
    """The OpenID provider that staff may sign in at; Google when only a client id is set. None without one."""
    from wesupply_ui.adapters.identity.openid import GOOGLE, OpenIdProvider

    config = settings()
    if not config.oidc_client_id:
        return None
    return OpenIdProvider(
        http(),
        issuer=config.oidc_issuer or GOOGLE,
        client_id=config.oidc_client_id,
        client_secret=config.oidc_client_secret,
        name=config.oidc_name,
    )


def text_records() -> TextRecords:
    """Where proofs of domains are read."""
    return _dns(settings().dns_server)


@lru_cache(maxsize=4)
def _dns(server: str) -> TextRecords:
    from wesupply_ui.adapters.dns import Dns

    return Dns(server)


def mailer() -> Mailer:
    """Where mail goes: the configured server, or files in the data folder. ValueError when the server's address cannot be read."""
    from wesupply_ui.adapters.messages.files import MailFolder
    from wesupply_ui.adapters.messages.smtp import SmtpMailer

    config = settings()
    return SmtpMailer(config.smtp_url) if config.smtp_url else MailFolder(config.data_dir / "mail")
