"""Wrong tries cost waits that grow; right ones start anew; passwords that everybody tries first are none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from wesupply_ui.domain.accounts import passwords, tries
from wesupply_ui.domain.accounts.factors import FailedTries
from wesupply_ui.domain.accounts.tries import PASSWORD_FROM, PASSWORD_HERE, Patience, TooOften
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, TooMany

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TWO = Patience("test", 2)


async def _try(database: Database, *caller: str, at: datetime, patience: Patience = TWO) -> float:
    """Seconds to wait; 0 when the try was let through."""
    try:
        async with database.transaction() as db:
            await tries.count(db, patience, *caller, now=at)
    except TooMany as refused:
        return refused.retry_after
    return 0


async def test_waits_grow_and_end_at_an_hour(database: Database) -> None:
    at, waited = NOW, []
    for _ in range(7):
        while wait := await _try(database, "ada", at=at):
            waited.append(wait)
            at += timedelta(seconds=wait)
    assert waited == [60, 300, 900, 3600, 3600]


async def test_a_right_try_and_a_quiet_day_start_anew_and_others_are_not_concerned(database: Database) -> None:
    for _ in range(2):
        await _try(database, "ada", at=NOW)
    assert await _try(database, "ada", at=NOW) and not await _try(database, "grace", at=NOW)
    async with database.transaction() as db:
        await tries.forget(db, TWO, "ada")
    assert [bool(await _try(database, "ada", at=NOW)) for _ in range(3)] == [False, False, True]
    tomorrow = NOW + timedelta(days=1, minutes=2)
    assert [bool(await _try(database, "ada", at=tomorrow)) for _ in range(3)] == [False, False, True]


async def test_what_an_office_shares_is_counted_anew_each_day_though_it_never_pauses(database: Database) -> None:
    office = Patience("office", 3, within=timedelta(days=1))
    waits = [await _try(database, "203.0.113.7", at=NOW + timedelta(hours=8 * each), patience=office) for each in range(12)]
    assert PASSWORD_FROM.within and not any(waits)
    steady = [await _try(database, "203.0.113.7", at=NOW + timedelta(hours=8 * each)) for each in range(12)]
    assert any(steady) is False  # waits are shorter than the pauses …
    async with database.reading() as db:
        counts = [each.count for each in (await db.execute(select(FailedTries))).scalars()]
    assert sorted(counts) == [4, 12]  # … but only the one is counted anew


async def test_one_right_try_takes_back_one(database: Database) -> None:
    for _ in range(2):
        await _try(database, "office", at=NOW)
    async with database.transaction() as db:
        await tries.take_back(db, TWO, "office")
    assert [bool(await _try(database, "office", at=NOW)) for _ in range(2)] == [False, True]


def test_the_refusal_says_how_long() -> None:
    said = [str(TooOften(TWO, seconds)) for seconds in (1, 60, 61, 900, 3600)]
    assert [each.split("wait ")[1].split(",")[0] for each in said] == ["a minute", "a minute", "2 minutes", "15 minutes", "an hour"]
    assert tries.wait_after(PASSWORD_HERE, 4) is None


@pytest.mark.parametrize(
    "password",
    ["short one 1", "aaaaaaaaaaaaaaa", "Password2026!!", "123456789012", "qwertyuiop123", "P@ssw0rd!!!!", "WelcomeWelcome", "abcdefghijklm",
     "correct horse battery staple", "1234abcd1234abcd"[:4] * 4, "Wesupply-2026-!"],
)  # fmt: skip
def test_a_password_that_is_short_or_on_everybodys_lips_is_refused(password: str) -> None:
    with pytest.raises(Invalid):
        passwords.check_strength(password)


@pytest.mark.parametrize(
    "password", ["seven wide rivers", "fern-abcd-efgh", "another good one", "correct horse battery", "ÄÖÜ sind schöne"]
)
def test_a_few_words_are_a_good_password(password: str) -> None:
    passwords.check_strength(password)
