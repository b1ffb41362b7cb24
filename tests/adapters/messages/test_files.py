"""Without a mail server, mail becomes files that any mail program opens."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

from tests.adapters.messages.test_smtp import MAIL
from wesupply_ui.adapters.messages.files import MailFolder
from wesupply_ui.domain.notifications.ports import Outcome


async def test_a_mail_becomes_one_file_however_often_it_is_written(tmp_path: Path) -> None:
    async with MailFolder(tmp_path / "mail").session() as session:
        for _ in range(2):
            assert (await session.send(MAIL)).outcome is Outcome.SENT
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "01abc.eml"
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["Subject"] == MAIL.subject


async def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    async with MailFolder(tmp_path / "mail").session() as session:
        assert (await session.send(replace(MAIL, message_id="../../etc/x@y"))).outcome is Outcome.SENT
    (file,) = (tmp_path / "mail").iterdir()
    assert file.parent == tmp_path / "mail"


async def test_a_folder_that_cannot_be_written_counts_as_a_server_that_is_down(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    async with MailFolder(tmp_path / "mail").session() as session:
        assert (await session.send(MAIL)).outcome is Outcome.UNREACHABLE
