"""What the domain asks of a label provider. Adapters implement it; `runtime` plugs them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from wesupply_ui.domain.labels.ask import Ask
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure

PROVIDERS = ("easypost", "shippo")

UNSURE = frozenset({"unavailable", "malformed", "pending"})
"""Failures of `buy` after which nobody knows whether the label was bought: look before trying again."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One offer. `carrier` is ours where we know it, else the provider's own code; `amount_minor` of `currency`."""

    id: str
    carrier: str
    service: str
    amount_minor: int
    currency: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What an ask can be bought for. `shipment_id`: under which the provider keeps it. `remarks`: why some carriers offer nothing.

    `on_scan`: it is paid only when the carrier scans it.
    """

    shipment_id: str
    rates: tuple[Rate, ...]
    remarks: tuple[str, ...] = ()
    on_scan: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The offer that is to be bought, or was. `reference` is ours, and told to the provider; `bought_id`: what the provider calls it."""

    shipment_id: str
    rate_id: str
    reference: str
    qr: bool = False
    bought_id: str = ""


@dataclass(frozen=True, slots=True)
class Bought:
    """A label that is ours. Its files come by `files`."""

    bought_id: str
    carrier: str
    service: str
    number: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class NotBought:
    """The provider knows the offer, and that nobody has bought it."""


@dataclass(frozen=True, slots=True)
class Voided:
    """The label is given back. `refund`: "asked", "given", or "none_due" where it would have been paid by scan."""

    refund: str


class LabelShop(Protocol):
    """One provider of labels. Nothing here raises for what the provider does.

    Failures have the codes of `Failure`, and: address_invalid, parcel_invalid, no_funds, refused (with the provider's words), pending.
    """

    provider: str

    async def rates(self, ask: Ask, reference: str, account: CarrierAccount) -> Offers | Failure:
        """What it would cost. Costs nothing, and may be asked twice."""
        ...

    async def buy(self, choice: Choice, account: CarrierAccount) -> Bought | Failure:
        """Buy the offer: the call goes out once. After a failure in `UNSURE` only `find` tells."""
        ...

    async def find(self, choice: Choice, account: CarrierAccount) -> Bought | NotBought | Failure:
        """Was this offer bought? Failure "pending": the provider is still at it."""
        ...

    async def files(self, choice: Choice, account: CarrierAccount) -> Mapping[str, bytes] | Failure:
        """The label again: "pdf", "zpl" and "qr" as far as the provider has them."""
        ...

    async def void(self, choice: Choice, account: CarrierAccount) -> Voided | Failure:
        """Give an unused label back. Failure "refused": the provider says that it can't be."""
        ...

    async def check(self, account: CarrierAccount) -> Failure | None:
        """Does the account work? None: yes. Asks for something that costs nothing."""
        ...
