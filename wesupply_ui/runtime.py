"""What is plugged in: the only importer of adapters. Doors ask here for carriers and mail; tests and the demo plug in others."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from wesupply_ui.domain.notifications.ports import Mailer
from wesupply_ui.domain.tracking.ports import Carrier, CarrierWebhook
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


def webhook(code: str) -> CarrierWebhook | None:
    """How this carrier pushes news; None for one that does not push to us."""
    from wesupply_ui.adapters.carriers.ups.webhook import TrackAlert

    return TrackAlert() if code == "ups" else None


def carrier_codes() -> list[str]:
    """Every carrier that can be polled."""
    return sorted(_factories())


def mailer() -> Mailer:
    """Where mail goes: the configured server, or files in the data folder. ValueError when the server's address cannot be read."""
    from wesupply_ui.adapters.messages.files import MailFolder
    from wesupply_ui.adapters.messages.smtp import SmtpMailer

    config = settings()
    return SmtpMailer(config.smtp_url) if config.smtp_url else MailFolder(config.data_dir / "mail")
