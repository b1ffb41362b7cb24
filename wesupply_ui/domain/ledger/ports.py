"""What the domain asks of a payment provider. Adapters implement it; `runtime` plugs them in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PaymentAccount:
    """A merchant's account at a provider. `key` names it in budgets. `base_url` overrides the provider's address. Never log the secrets."""

    key: str
    provider: str
    secret_key: str
    webhook_secret: str = ""
    base_url: str | None = None

    def __repr__(self) -> str:
        return f"PaymentAccount({self.key!r}, {self.provider!r})"


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What to pay back: `amount` in minor units, to the payment `reference`. `key` is the provider's idempotency key."""

    id: str
    key: str
    amount: int
    currency: str
    reference: str
    partner_id: str = ""


class Outcome(StrEnum):
    """What became of a call."""

    SUCCEEDED = "succeeded"
    PENDING = "pending"
    FAILED = "failed"  # refused for good: no money moved, and asking again is of no use
    NOT_YET = "not_yet"  # refused for now: no money moved, the same may go later under a new key
    BUSY = "busy"  # not begun: the same key may be sent again
    UNSURE = "unsure"  # no answer, or one that says nothing: it may have been done
    UNAUTHORISED = "unauthorised"  # the account's key is not accepted; not begun


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    """`partner_id`: the refund's name at the provider. `code` and `words` say why it failed; `retry_after` in seconds."""

    outcome: Outcome
    partner_id: str = ""
    code: str = ""
    words: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class RefundNews:
    """What a webhook says of one refund. `refund_id`, `key`: ours, where the provider gives them back."""

    partner_id: str
    answer: RefundAnswer
    refund_id: str = ""
    key: str = ""


class Refunds(Protocol):
    """One provider's refunds. Never raises for what the provider does."""

    async def send(self, account: PaymentAccount, order: RefundOrder) -> RefundAnswer:
        """Pay back. Sent twice under one key, it is done once."""
        ...

    async def look_up(self, account: PaymentAccount, order: RefundOrder) -> RefundAnswer | None:
        """How it stands, found by `partner_id` or else by our id. None: the provider is sure that there is none."""
        ...


class Trial(Protocol):
    """Whether an account at a provider works, asked in a way that moves nothing."""

    async def check(self, account: PaymentAccount) -> RefundAnswer | None:
        """None: it works. Else as an answer about a refund."""
        ...


class RefundWebhook(Protocol):
    """How a provider pushes news of refunds."""

    signature_header: str

    def is_signed(self, body: bytes, signature: str, secret: str, *, now: float) -> bool:
        """Whether this secret signed these bytes, lately. `now` in seconds since 1970."""
        ...

    def event_id(self, body: bytes) -> str:
        """The provider's own id of the push. ValueError for what is no push of this provider."""
        ...

    def news(self, body: bytes) -> RefundNews | None:
        """None for a push that is about something else. ValueError for what cannot be read."""
        ...
