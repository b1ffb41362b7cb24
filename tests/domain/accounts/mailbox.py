"""What a person finds in the mailbox: facts are handled and mails handed over as the jobs do it, and links are read out of them."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import datetime

from wesupply_ui.domain.notifications.ports import Delivery, Outcome, OutgoingMail
from wesupply_ui.jobs.notifications import HANDLERS, send_due
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel.db import Database


class Mailbox:
    """A mailer that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[OutgoingMail] = []

    @asynccontextmanager
    async def session(self):
        yield self

    async def send(self, mail: OutgoingMail) -> Delivery:
        self.mails.append(mail)
        return Delivery(Outcome.SENT)

    def to(self, email: str) -> list[OutgoingMail]:
        """What this person got, oldest first."""
        return [each for each in self.mails if each.recipient == email]


async def delivered(database: Database, now: datetime) -> Mailbox:
    """Bring every fact and every message that waits where it belongs."""
    box = Mailbox()
    await dispatch_due(database, HANDLERS, now)
    await send_due(database, box, now)
    return box


def token_in(mail: OutgoingMail, page: str) -> str:
    """The token of the link to `page` ("confirm", "reset", "invite")."""
    found = re.search(rf"/{page}/([\w-]+)", mail.text)
    assert found, mail.text
    assert found[0] in mail.html
    return found[1]
