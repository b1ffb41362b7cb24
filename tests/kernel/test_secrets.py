"""Ids sort by time, tokens cannot be guessed or bent, logs name nobody, cursors are ours or refused."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wesupply_ui.kernel import paging, secrets
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.logs import without_personal_data
from wesupply_ui.kernel.settings import Settings


def test_ids_made_by_many_threads_are_unique_and_rise_within_each() -> None:
    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(lambda _: [new_id() for _ in range(2_000)], range(4)))
    assert len({each for batch in batches for each in batch}) == 8_000
    assert all(batch == sorted(batch) and {len(each) for each in batch} == {26} for batch in batches)


def test_a_capability_can_be_made_again_but_only_for_the_same_subject_kind_and_version() -> None:
    token = secrets.capability("order", "1", 1)
    assert len(token) == 22 and token == secrets.capability("order", "1", 1)
    assert len({token, secrets.capability("order", "1", 2), secrets.capability("order", "2", 1), secrets.capability("return", "1", 1)}) == 4


def test_an_encrypted_field_opens_only_for_its_purpose_and_untouched() -> None:
    sealed = secrets.encrypt("s3cret", purpose="carrier")
    assert "s3cret" not in sealed and secrets.decrypt(sealed, purpose="carrier") == "s3cret"
    for token, purpose in ((sealed, "mail"), (sealed[:-4] + "AAAA", "carrier")):
        with pytest.raises(ValueError, match="another key"):
            secrets.decrypt(token, purpose=purpose)


def test_the_installations_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    config = Settings(data_dir=tmp_path, secret_key="")
    key = secrets.installation_key(config)
    assert len(key) >= 32 and secrets.installation_key(config) == key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_logs_leave_out_people() -> None:
    line = without_personal_data(None, "info", {"event": "mail to ada@example.com failed", "recipient": "ada@example.com", "order": "o1"})
    assert line == {"event": "mail to [address] failed", "recipient": "[left out]", "order": "o1"}


def test_a_cursor_comes_back_as_it_went() -> None:
    assert paging.decode(paging.encode("2026-11-20", "abc"), 2) == ("2026-11-20", "abc")


@pytest.mark.parametrize("cursor", ["", "%%%", "bm90IGpzb24", paging.encode("only one"), "W3t9LDFd", "a" * 5_000])
def test_a_cursor_that_is_not_ours_is_refused_in_words(cursor: str) -> None:
    with pytest.raises(Invalid):
        paging.decode(cursor, 2)
