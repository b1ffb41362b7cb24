"""A fault of the machine is told apart from one of ours."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from wesupply_ui.kernel.room import has_no_room


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_a_disk_that_is_full_or_closed_has_no_room(number: int) -> None:
    assert has_no_room(OSError(number, "cannot write"))


def test_a_database_without_a_place_says_so_in_its_own_words_also_behind_another_fault() -> None:
    behind = RuntimeError("the batch failed")
    behind.__cause__ = OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
    assert has_no_room(behind)


@pytest.mark.parametrize(
    "fault", [ValueError("disk is full of jokes"), OSError(errno.ENOENT, "no such file"), OperationalError("x", {}, Exception("locked"))]
)
def test_any_other_fault_is_ours(fault: Exception) -> None:
    assert not has_no_room(fault)
