"""A real SMTP server on a random loopback port, whose behaviour a test chooses: taking, putting off, refusing, dropping, dawdling."""

from __future__ import annotations

import asyncio
import socket
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # aiosmtpd imports a module that setuptools marks as old
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

Answer = Callable[[str], str | None]


class PostOffice:
    """What came in. `rcpt`, `mail_from`, `data` answer a step with a line such as "450 later", "drop", "sleep", or None for yes."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connections = 0
        self.closing = asyncio.Event()
        self.port = 0
        self.sign_ins: list[bytes] = []
        self.mail_from: Answer = lambda _address: None
        self.rcpt: Answer = lambda _address: None
        self.data: Answer = lambda _message_id: None
        self.drop_after_taking = False

    async def _say(self, answer: str | None, server: SMTP) -> str | None:
        if answer == "drop":
            server.transport.abort()  # type: ignore[union-attr]
            return "421 gone"
        if answer == "sleep":
            await self.closing.wait()
        return answer

    async def handle_EHLO(self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        said = await self._say(self.mail_from(address), server)
        if said is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return said or "250 OK"

    async def handle_RCPT(self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        said = await self._say(self.rcpt(address), server)
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content
        mail = message_from_bytes(content if isinstance(content, bytes) else b"", policy=policy.default)
        said = await self._say(self.data(str(mail["Message-ID"])), server)
        if said is None:
            self.mails.append(mail)  # type: ignore[arg-type]
            self.recipients.extend(envelope.rcpt_tos)
            if self.drop_after_taking:
                server.transport.abort()  # type: ignore[union-attr]
        return said or "250 taken"

    def sign_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        self.sign_ins.append(data.login + b":" + data.password)
        return AuthResult(success=data.password == b"right p@ss", handled=False)


@asynccontextmanager
async def post_office(**options: Any) -> AsyncIterator[PostOffice]:
    """A running server; `options` are aiosmtpd's."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    open_servers: list[SMTP] = []
    options = {"enable_SMTPUTF8": True} | options

    def one_connection() -> SMTP:
        office.connections += 1
        server = SMTP(office, authenticator=office.sign_in, hostname="localhost", loop=loop, **options)
        open_servers.append(server)
        return server

    listening = await loop.create_server(one_connection, "127.0.0.1", 0)
    office.port = listening.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        office.closing.set()
        listening.close()
        while any(server.transport is not None for server in open_servers):
            for server in open_servers:
                if server.transport is not None:
                    server.transport.abort()
            await asyncio.sleep(0)


def unused_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
