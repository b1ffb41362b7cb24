"""What notifications ask of whoever carries mail. Adapters implement it; `runtime` plugs one in."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One mail, ready to go. Addresses are bare (`ada@example.com`); names and subject are plain text without line breaks.

    `message_id` (without angle brackets) follows from our message's id alone: sent twice, both copies carry the same one.
    `date` is aware.
    """

    message_id: str
    date: datetime
    sender: str
    sender_name: str
    recipient: str
    subject: str
    html: str
    text: str
    reply_to: str | None = None


class Outcome(StrEnum):
    """How an attempt to hand over one mail went."""

    SENT = "sent"  # the server took responsibility for it
    TEMPORARY = "temporary"  # this mail was put off (4xx): try this mail again later
    PERMANENT = "permanent"  # this mail will never be taken (5xx, unusable address): do not try again
    UNREACHABLE = "unreachable"  # the server itself failed (down, slow, dropped, refuses our sign-in): no mail will pass just now


@dataclass(frozen=True, slots=True)
class Delivery:
    """`detail` is for staff: the server's own words or what happened to the connection; without the recipient's address."""

    outcome: Outcome
    detail: str = ""


class MailSession(Protocol):
    """A connection for a batch of mails. Not for use by several tasks at once."""

    async def send(self, mail: OutgoingMail) -> Delivery:
        """Hand over one mail. Never raises for what a server or an address does."""
        ...


class Mailer(Protocol):
    """Somewhere that mail can be handed over."""

    def session(self) -> AbstractAsyncContextManager[MailSession]:
        """A session for a batch; it connects at the first mail and ends with the block."""
        ...
