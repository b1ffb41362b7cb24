"""A file that was sent is found by its owner alone, for a day, and can be nowhere but in its folder."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from wesupply_ui.kernel import uploads
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.errors import NotFound


def sent(owner: str, name: str = "orders.csv") -> str:
    path = uploads.place_for(owner, name)
    path.write_text("number")
    return path.name


def test_only_its_owner_finds_a_file() -> None:
    file = sent("acme")
    assert file.endswith(".csv")
    assert uploads.path_of("acme", file).read_text() == "number"
    with pytest.raises(NotFound):
        uploads.path_of("rival", file)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "..", "", "a/b.csv", "x" * 300])
def test_a_name_leads_nowhere_else(name: str) -> None:
    with pytest.raises(NotFound):
        uploads.path_of("acme", name)
    assert uploads.place_for("acme", name).parent.name == "acme"


def test_only_so_many_wait_and_none_for_more_than_a_day() -> None:
    files = [sent("many") for _ in range(uploads.MOST_OF_ONE + 2)]
    assert len(list(uploads.path_of("many", files[-1]).parent.iterdir())) == uploads.MOST_OF_ONE
    old = uploads.path_of("many", files[-1])
    then = (now() - uploads.KEPT_FOR - timedelta(minutes=1)).timestamp()
    os.utime(old, (then, then))
    assert uploads.sweep(now()) == 1
    assert not old.exists()
