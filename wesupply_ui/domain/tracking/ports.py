"""What the domain asks of a carrier. Adapters implement it; `runtime` plugs them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from wesupply_ui.domain.tracking.reading import Failure, Reading


@dataclass(frozen=True, slots=True)
class CarrierAccount:
    """How to sign in at a carrier: a merchant's own account or the platform's. `key` names it in caches and budgets.

    `base_url` overrides the carrier's production address (sandbox, simulator). `per_second`, `per_day`: how many calls its owner allows,
    None: as the carrier does. Never log or show the secrets.
    """

    key: str
    carrier: str
    base_url: str | None = None
    client_id: str = ""
    client_secret: str = ""
    api_key: str = ""
    account: str = ""
    per_second: float | None = None
    per_day: int | None = None

    def __repr__(self) -> str:
        return f"CarrierAccount({self.key!r}, {self.carrier!r})"


class Carrier(Protocol):
    """One carrier's tracking service. Stateless per number; may keep tokens, budgets and breakers per account key."""

    code: str
    """Our carrier code, for example "ups"."""

    batch_size: int
    """How many numbers one call may ask for (1 where the carrier has no batches)."""

    async def fetch(self, numbers: Sequence[str], account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        """One call to the carrier for at most `batch_size` numbers: the raw answer for each, or why there is none.

        Never raises for what the carrier does. The bytes of one number are stable: equal news gives equal bytes (volatile
        parts such as a transaction id are left out), so that an unchanged answer costs no parsing.
        """
        ...

    def read(self, body: bytes, number: str) -> Reading | Failure:
        """What a raw answer says. Pure: no clock, no network; the same bytes always give the same reading."""
        ...


class CarrierWebhook(Protocol):
    """How a carrier pushes that parcels have news."""

    credential_header: str
    """The header in which the carrier gives back the credential of the subscription."""

    def numbers(self, body: bytes) -> list[str]:
        """The tracking numbers that a push speaks of. ValueError, in words, for what is no push of this carrier."""
        ...
