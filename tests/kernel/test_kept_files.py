"""Files are kept once under what they hold, each owner's apart; passes open one thing until they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from wesupply_ui.kernel import clock, kept_files, passes
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.settings import settings


def test_the_same_content_is_one_file_and_nothing_half_written_stays() -> None:
    name = kept_files.keep("acme1", b"a label", "pdf")
    assert kept_files.keep("acme1", b"a label", "pdf") == name
    assert kept_files.keep("acme1", b"another", "pdf") != name
    assert kept_files.read("acme1", name) == b"a label" and kept_files.is_kept("acme1", name)
    found = [path.name for path in (settings().data_dir / "files" / "acme1").rglob("*") if path.is_file()]
    assert len(found) == 2 and not [each for each in found if each.endswith(".half")]


def test_a_file_that_was_cut_short_is_written_anew() -> None:
    name = kept_files.keep("acme2", b"whole", "zpl")
    (settings().data_dir / "files" / "acme2" / name[:2] / name).write_bytes(b"wh")
    assert kept_files.keep("acme2", b"whole", "zpl") == name
    assert kept_files.read("acme2", name) == b"whole"


@pytest.mark.parametrize(("owner", "name"), [("rival", ""), ("acme3", "../secret.key"), ("..", "x"), ("acme3", "0" * 40 + ".pdf")])
def test_another_owner_s_file_and_paths_out_of_the_folder_are_not_there(owner: str, name: str) -> None:
    mine = kept_files.keep("acme3", b"mine", "pdf")
    with pytest.raises(NotFound):
        kept_files.read(owner, name or mine)
    assert not kept_files.is_kept(owner, name or mine)


def test_a_pass_opens_its_subject_until_it_ends() -> None:
    now = clock.now()
    given = passes.issue("file", "a/pdf", now=now)
    assert passes.opens(given, "file", "a/pdf", now=now + timedelta(minutes=29))
    assert not passes.opens(given, "file", "a/pdf", now=now + timedelta(minutes=30, seconds=1))
    assert not passes.opens(given, "file", "b/pdf", now=now) and not passes.opens(given, "other", "a/pdf", now=now)
    until, _, proof = given.partition(".")
    longer = f"{int(until, 16) + 3600:x}.{proof}"
    assert not any(passes.opens(each, "file", "a/pdf", now=now) for each in ("", ".", "zz.zz", longer, until, given[:-1], "é.é"))
