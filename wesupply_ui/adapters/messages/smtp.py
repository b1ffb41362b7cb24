"""Hands mail over to a real mail server, a batch over one connection, and says of each mail whether to try it again."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosmtplib
from aiosmtplib import SMTP

from wesupply_ui.adapters.messages.address import ServerAddress, read_address
from wesupply_ui.adapters.messages.eml import as_message, ascii_domain, needs_utf8
from wesupply_ui.domain.notifications.ports import Delivery, Outcome, OutgoingMail

SECONDS = 20.0  # for each step of the conversation
_MAILS_A_CONNECTION = 100  # servers close connections that go on for ever
# The server is closing (421), wants a sign-in (530, 535, 538), or its sign-in is broken (454): not this mail's fault.
_SERVER_CODES = frozenset({421, 454, 530, 534, 535, 538})


class SmtpMailer:
    """A mail server by its address (`smtp://…`, `smtps://…`)."""

    def __init__(self, url: str, *, seconds: float = SECONDS) -> None:
        self.address: ServerAddress = read_address(url)
        self.seconds = seconds

    @asynccontextmanager
    async def session(self) -> AsyncIterator[SmtpSession]:
        """Connects at the first mail; says goodbye at the end of the block."""
        session = SmtpSession(self.address, self.seconds)
        try:
            yield session
        finally:
            await session.close()


class SmtpSession:
    """One conversation with the server, begun again when it breaks off."""

    def __init__(self, address: ServerAddress, seconds: float) -> None:
        self._address = address
        self._seconds = seconds
        self._smtp: SMTP | None = None
        self._sent = 0

    async def send(self, mail: OutgoingMail) -> Delivery:
        """Hand over one mail. A connection that breaks in the middle is this mail's bad luck; one that cannot be made is the server's."""
        try:
            content = as_message(mail).as_bytes()
            sender, recipient = ascii_domain(mail.sender), ascii_domain(mail.recipient)
        except ValueError as problem:
            return Delivery(Outcome.PERMANENT, f"The mail cannot be written: {problem}")
        try:
            smtp = await self._connected()
        except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
            await self.close()
            return Delivery(Outcome.UNREACHABLE, _words("The mail server cannot be reached", problem))
        options = ["SMTPUTF8"] if needs_utf8(mail) else []
        try:
            await smtp.sendmail(sender, [recipient], content, mail_options=options)
        except aiosmtplib.SMTPNotSupported:
            return Delivery(Outcome.PERMANENT, "The mail server takes no addresses with letters beyond ASCII before the @.")
        except aiosmtplib.SMTPException as problem:
            return await self._refused(problem, mail)
        except OSError as problem:
            await self.close()
            return Delivery(Outcome.TEMPORARY, _words("The connection broke off", problem))
        self._sent += 1
        return Delivery(Outcome.SENT)

    async def close(self) -> None:
        """Say goodbye; a server that is gone needs none."""
        smtp, self._smtp, self._sent = self._smtp, None, 0
        if smtp is None:
            return
        if smtp.is_connected:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await smtp.quit(timeout=2)
        smtp.close()

    async def _connected(self) -> SMTP:
        if self._smtp is not None and self._sent < _MAILS_A_CONNECTION:
            # Asking first costs a round trip, but a mail lost in a connection that the server had closed might be sent twice.
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await self._smtp.noop()
                return self._smtp
        await self.close()
        self._smtp = SMTP(
            hostname=self._address.host,
            port=self._address.port,
            username=self._address.username,
            password=self._address.password,
            use_tls=self._address.use_tls,
            start_tls=self._address.start_tls,
            timeout=self._seconds,
            # The library would ask the name service who we are, and block everything meanwhile.
            local_hostname=socket.gethostname(),
        )
        await self._smtp.connect()
        return self._smtp

    async def _refused(self, problem: aiosmtplib.SMTPException, mail: OutgoingMail) -> Delivery:
        if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
            problem = problem.recipients[0]
        if not isinstance(problem, aiosmtplib.SMTPResponseException):
            await self.close()
            return Delivery(Outcome.TEMPORARY, _words("The connection broke off", problem))
        words = f"{problem.code} {problem.message}".replace(mail.recipient, "[address]")[:400]
        if problem.code in _SERVER_CODES:
            await self.close()
            return Delivery(Outcome.UNREACHABLE, words)
        is_ours = isinstance(problem, aiosmtplib.SMTPSenderRefused) and problem.code != 552
        # A sender that is refused is a mistake in the settings, which somebody will correct: nothing is lost meanwhile.
        is_final = problem.code >= 500 and not is_ours
        return Delivery(Outcome.PERMANENT if is_final else Outcome.TEMPORARY, words)


def _words(what: str, problem: Exception) -> str:
    if isinstance(problem, aiosmtplib.SMTPResponseException):
        return f"{what}: {problem.code} {problem.message}"[:400]
    return f"{what}: {str(problem) or type(problem).__name__}"[:400]
