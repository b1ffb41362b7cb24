"""Mail as files, for installations without a mail server: one `.eml` per message in a folder, which any mail program opens."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from wesupply_ui.adapters.messages.eml import UnusableMail, as_message
from wesupply_ui.domain.notifications.ports import Delivery, Outcome, OutgoingMail

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class MailFolder:
    """Writes mails to a folder, made when the first one comes. The same message written twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @asynccontextmanager
    async def session(self) -> AsyncIterator[MailFolder]:
        """There is no connection to hold: the folder itself."""
        yield self

    async def send(self, mail: OutgoingMail) -> Delivery:
        """Write one mail; a full or forbidden disk counts as a server that is down."""
        try:
            content = as_message(mail).as_bytes()
            await asyncio.to_thread(self._write, self.folder / f"{_file_name(mail)}.eml", content)
        except UnusableMail as problem:
            return Delivery(Outcome.PERMANENT, f"The mail cannot be written: {problem}")
        except OSError as problem:
            return Delivery(Outcome.UNREACHABLE, f"The mail folder cannot be written to: {problem.strerror or problem}")
        return Delivery(Outcome.SENT)

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            # A rename is all or nothing: whoever watches the folder never opens half a mail.
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _file_name(mail: OutgoingMail) -> str:
    return _UNFIT.sub("-", mail.message_id.partition("@")[0])[:100].strip(".") or "mail"
